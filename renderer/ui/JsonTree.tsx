import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { CopyValue } from './CopyValue.tsx'
import './JsonTree.css'

export interface JsonTreeProps {
  readonly value: unknown
  /** So deep it is unfolded at first. */
  readonly openDepth?: number
  readonly label?: string
}

/** Members shown at first; a list of ten thousand is unfolded on request. */
const fewMembers = 100

/** Any JSON as a tree; every value is copied by a click, and so is every branch. */
export function JsonTree({ value, openDepth = 2, label }: JsonTreeProps) {
  if (!isBranch(value)) return <Leaf value={value} />
  return <Members value={value} depth={0} openDepth={openDepth} label={label} />
}

function Members({
  value,
  depth,
  openDepth,
  label,
}: {
  readonly value: object
  readonly depth: number
  readonly openDepth: number
  readonly label?: string
}) {
  const { t } = useTranslation('tree')
  const [most, setMost] = useState(fewMembers)
  const members = Object.entries(value)
  if (members.length === 0) return <span className="json-tree-quiet">{t(Array.isArray(value) ? 'empty-list' : 'empty')}</span>
  return (
    <ul className="json-tree" aria-label={label}>
      {members.slice(0, most).map(([name, member]) => (
        <Member key={name} name={name} value={member} depth={depth} openDepth={openDepth} isPlace={Array.isArray(value)} />
      ))}
      {members.length > most && (
        <li>
          <Button className="json-tree-fold" onPress={() => setMost(most * 10)}>
            {t('more', { count: members.length - most })}
          </Button>
        </li>
      )}
    </ul>
  )
}

interface MemberProps {
  readonly name: string
  readonly value: unknown
  readonly depth: number
  readonly openDepth: number
  readonly isPlace: boolean
}

function Member({ name, value, depth, openDepth, isPlace }: MemberProps) {
  const { t } = useTranslation('tree')
  const [isOpen, setOpen] = useState(depth < openDepth)
  const shownName = isPlace ? String(Number(name) + 1) : name
  if (!isBranch(value)) {
    return (
      <li className="json-tree-member">
        <span className="json-tree-name">{shownName}</span>
        <Leaf value={value} />
      </li>
    )
  }
  return (
    <li>
      <div className="json-tree-member">
        <Button className="json-tree-fold" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          <ChevronRight className="json-tree-arrow" aria-hidden />
          <span className="json-tree-name">{shownName}</span>
        </Button>
        <CopyValue
          value={JSON.stringify(value, null, 2)}
          shown={t(Array.isArray(value) ? 'items' : 'fields', { count: Object.keys(value).length })}
        />
      </div>
      {isOpen && (
        <div className="json-tree-inside">
          <Members value={value} depth={depth + 1} openDepth={openDepth} />
        </div>
      )}
    </li>
  )
}

function Leaf({ value }: { readonly value: unknown }) {
  const { t } = useTranslation('tree')
  if (value === null || value === undefined) return <span className="json-tree-quiet">{t('nothing')}</span>
  if (value === '') return <span className="json-tree-quiet">{t('empty-text')}</span>
  return (
    <span className={`json-tree-leaf json-tree-${typeof value}`}>
      <CopyValue value={String(value)} isWrapped />
    </span>
  )
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

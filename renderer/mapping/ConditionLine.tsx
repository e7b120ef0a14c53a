import { X } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { comparisonWords } from '#renderer/language/core-words.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { ComparisonValue } from './ComparisonValue.tsx'
import { comparisonsFor, operandOf } from './comparison-choices.ts'
import type { ConditionPartProps } from './condition-part.ts'
import { type CompareRow, type ConditionRow, changeRow, emptyGroup, type LineRow } from './condition-rows.ts'
import { FieldPicker } from './FieldPicker.tsx'
import { fieldAt } from './source-fields.ts'
import { useStable } from './use-stable.ts'

interface ConditionLineProps extends ConditionPartProps {
  readonly row: CompareRow | LineRow
  /** What the lines of a list must be. */
  readonly children?: ReactNode
}

/** One comparison: field, how, and with what. Of a list: what its lines must be. */
export function ConditionLine({ row, place, fields, list, change, onRemove, children }: ConditionLineProps) {
  const { t } = useTranslation('mapping')
  const replace = useStable((next: ConditionRow) => change((rows) => changeRow(rows, place, () => next)))
  const setPath = useStable((path: string) => replace({ ...row, path }))
  const setComparison = useStable((is: string) => replace(changeComparison(row, is)))
  const remove = useStable(() => onRemove(place))
  const found = fieldAt(fields, row.path, list)
  const name = row.path === '' ? t('condition.new') : row.path
  return (
    <div className="condition-line">
      <div className="condition-line-top">
        <FieldPicker
          label={t('condition.field')}
          isLabelHidden
          placeholder={t('condition.field')}
          path={row.path}
          onChange={setPath}
          fields={fields}
          list={list}
        />
        <RemoveLine name={name} onRemove={remove} />
      </div>
      <div className="condition-line-bottom">
        <Comparison name={name} type={row.path === '' ? 'text' : found?.type} is={row.is} onSelect={setComparison} />
        {row.kind === 'compare' && operandOf(row.is) !== 'none' && <ComparisonValue row={row} field={found} onChange={replace} />}
      </div>
      {children}
    </div>
  )
}

const RemoveLine = memo(function RemoveLine({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) {
  const { t } = useTranslation('mapping')
  return <IconButton label={t('condition.remove', { name })} icon={X} size="small" onPress={onRemove} />
})

interface ComparisonProps {
  readonly name: string
  /** Of the field. */
  readonly type: string | undefined
  readonly is: string
  readonly onSelect: (is: string) => void
}

const Comparison = memo(function Comparison({ name, type, is, onSelect }: ComparisonProps) {
  const { t } = useTranslation('mapping')
  const offered = comparisonsFor(type)
  const known = offered.some((id) => id === is) ? offered : [...offered, is]
  return (
    <Select
      label={t('condition.how', { name })}
      isLabelHidden
      items={known.map((id) => ({ id, label: labelOf(id, t) }))}
      selected={is}
      onSelect={onSelect}
    />
  )
})

function labelOf(id: string, t: (key: string) => string): string {
  if (id === 'has-line' || id === 'has-no-line') return t(`condition.${id}`)
  return comparisonWords(id)
}

/** Keeps what the other comparison can use as well. */
function changeComparison(row: CompareRow | LineRow, is: string): ConditionRow {
  if (is === 'has-line' || is === 'has-no-line') {
    return { kind: 'line', path: row.path, is, where: row.kind === 'line' ? row.where : emptyGroup }
  }
  const before = row.kind === 'compare' ? row : undefined
  const ignoreCase = before?.ignoreCase
  const base = { kind: 'compare', path: row.path, is, ...(ignoreCase !== undefined && { ignoreCase }) } as const
  switch (operandOf(is)) {
    case 'none':
      return { kind: 'compare', path: row.path, is }
    case 'values':
      return { ...base, values: before?.values ?? (before?.value === undefined || before.value === '' ? [] : [before.value]) }
    default:
      return { ...base, value: before?.value ?? before?.values?.[0] ?? '' }
  }
}

import { Minus, Move, Pencil, Plus } from 'lucide-react'
import { useMemo } from 'react'
import { compareFlows } from '#core/flow/compare.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { useCatalogue } from './catalogue.ts'
import './DifferenceList.css'
import { differenceWords } from './difference-words.ts'

const icons = { added: Plus, removed: Minus, changed: Pencil, moved: Move }
const most = 300

interface DifferenceListProps {
  readonly from: FlowDocument
  readonly to: FlowDocument
  /** Shown when both are the same. */
  readonly same: string
}

/** What changed from one document to another, in words; settings with old and new. */
export function DifferenceList({ from, to, same }: DifferenceListProps) {
  const catalogue = useCatalogue()
  const words = useMemo(
    () => compareFlows(from, to).map((difference) => differenceWords(difference, { ...from.slots, ...to.slots }, catalogue)),
    [from, to, catalogue],
  )
  if (words.length === 0) return <p className="difference-same">{same}</p>
  return (
    <ul className="differences">
      {words.slice(0, most).map(({ tone, text, details }, index) => {
        const Icon = icons[tone]
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew as a whole
          <li key={index} className={`difference difference-${tone}`}>
            <Icon className="difference-icon" aria-hidden />
            <div className="difference-words">
              <span>{text}</span>
              {details.map((detail) => (
                <span key={detail.label} className="difference-detail">
                  <span className="difference-label">{detail.label}</span>
                  <del>{detail.from}</del>
                  <ins>{detail.to}</ins>
                </span>
              ))}
            </div>
          </li>
        )
      })}
      {words.length > most && <li className="difference-same">+ {words.length - most}</li>}
    </ul>
  )
}

import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePlus,
  CircleSlash,
  CircleX,
  Equal,
  Filter,
  Hourglass,
  type LucideIcon,
  RefreshCw,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OutcomeKind } from '#core/kit/record.ts'
import { formatNumber } from '#renderer/language/format.ts'
import './OutcomeMark.css'

const marks: Readonly<Record<OutcomeKind, { readonly icon: LucideIcon; readonly tone: string }>> = {
  created: { icon: CirclePlus, tone: 'done' },
  updated: { icon: RefreshCw, tone: 'done' },
  unchanged: { icon: Equal, tone: 'skipped' },
  skipped: { icon: CircleSlash, tone: 'skipped' },
  filtered: { icon: Filter, tone: 'skipped' },
  waiting: { icon: Hourglass, tone: 'waiting' },
  failed: { icon: CircleX, tone: 'failed' },
  unknown: { icon: CircleHelp, tone: 'unknown' },
  planned: { icon: CircleDashed, tone: 'waiting' },
}

export interface OutcomeMarkProps {
  readonly kind: OutcomeKind
  /** Shown before the word: "12 created". */
  readonly count?: number
  /** Another word for it: "would create". */
  readonly word?: string
}

/** How a record ended: a shape and a word, never colour alone. */
export function OutcomeMark({ kind, count, word }: OutcomeMarkProps) {
  const { t } = useTranslation('ui')
  return <OutcomeSign kind={kind} count={count} word={word ?? t(`outcome.${kind}`)} />
}

/** The same where there are many of them: whoever shows it brings the word. */
export function OutcomeSign({ kind, count, word }: OutcomeMarkProps & { readonly word: string }) {
  const { icon: Icon, tone } = marks[kind] ?? { icon: CircleCheck, tone: 'skipped' }
  return (
    <span className={`outcome-mark outcome-mark-${tone}`}>
      <Icon className="outcome-mark-icon" aria-hidden />
      {count !== undefined && <span className="outcome-mark-count">{formatNumber(count)}</span>}
      <span className="outcome-mark-word">{word}</span>
    </span>
  )
}

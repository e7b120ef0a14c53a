import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutcomeEntry } from '#core/contract/runs.ts'
import { formatExact, formatStamp } from '#renderer/language/format.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { EntityIcon } from '#renderer/ui/EntityIcon.tsx'
import { OutcomeMark } from '#renderer/ui/OutcomeMark.tsx'
import { asLine } from './changed-part.ts'
import '#renderer/log/log-cells.css'
import './outcome-cells.css'

/** One cell of the records of a run. */
export function outcomeCell(outcome: OutcomeEntry, column: string): ReactNode {
  const { entity, key, message, targetId, at, changes } = outcome
  switch (column) {
    case 'key':
      return (
        <span className="log-cell-key" title={key}>
          <EntityIcon entity={entity} isNamed />
          <span className="cut mono">{key}</span>
        </span>
      )
    case 'kind':
      return <OutcomeKindMark outcome={outcome} />
    case 'changes':
      return <ChangesInShort changes={changes} />
    case 'message':
      return message && <span title={saySentences(message)}>{saySentences(message)}</span>
    case 'target':
      return <span className="mono">{targetId}</span>
    case 'at':
      return (
        <time className="outcome-cell-quiet mono" title={formatExact(at)} dateTime={new Date(at).toISOString()}>
          {formatStamp(at)}
        </time>
      )
    default:
      return null
  }
}

export function outcomeTone({ kind }: OutcomeEntry): string | undefined {
  return kind === 'failed' ? 'failed' : undefined
}

/** For a plan: what the run would have done. */
export function OutcomeKindMark({ outcome: { kind, plannedKind } }: { readonly outcome: Pick<OutcomeEntry, 'kind' | 'plannedKind'> }) {
  const { t } = useTranslation('runs')
  if (kind !== 'planned' || plannedKind === null) return <OutcomeMark kind={kind} />
  return <OutcomeMark kind={plannedKind} word={t(`would.${plannedKind}`)} />
}

function ChangesInShort({ changes }: Pick<OutcomeEntry, 'changes'>) {
  const { t } = useTranslation('runs')
  const [first, ...others] = changes ?? []
  if (!first) return null
  const words = `${first.path}: ${asLine(first.from) || t('change.nothing')} → ${asLine(first.to) || t('change.nothing')}`
  return (
    <span title={words}>
      {words}
      {others.length > 0 && <span className="outcome-cell-quiet"> {t('change.others', { count: others.length })}</span>}
    </span>
  )
}

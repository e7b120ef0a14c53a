import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LogRow } from '#core/contract/log.ts'
import { type OutcomeKind, outcomeKinds } from '#core/kit/record.ts'
import { formatClock, formatExact, formatStamp } from '#renderer/language/format.ts'
import { EntityIcon } from '#renderer/ui/EntityIcon.tsx'
import { OutcomeMark } from '#renderer/ui/OutcomeMark.tsx'
import { LevelMark } from './LevelMark.tsx'
import './log-cells.css'

/** One cell of the log's table. Record text is text. */
export function logCell({ at, source, kind, entity, key, message, nodeName, flowName, runId }: LogRow, column: string): ReactNode {
  switch (column) {
    case 'at':
      return <LogTime at={at} />
    case 'kind':
      if (kind === 'removed') return null
      return source === 'outcome' && isOutcome(kind) ? <OutcomeMark kind={kind} /> : <LevelMark level={kind} />
    case 'key':
      return (
        key !== null && (
          <span className="log-cell-key" title={key}>
            {entity && <EntityIcon entity={entity} isNamed />}
            <span className="cut mono">{key}</span>
          </span>
        )
      )
    case 'message':
      return kind === 'removed' ? <RemovedRow /> : <span title={message ?? undefined}>{message}</span>
    case 'node':
      return <span title={nodeName ?? undefined}>{nodeName}</span>
    case 'flow':
      return <span title={flowName}>{flowName}</span>
    case 'run':
      return <span className="mono">{runId}</span>
    default:
      return null
  }
}

export function logTone({ kind }: LogRow): string | undefined {
  return kind === 'failed' || kind === 'error' ? 'failed' : undefined
}

export function isOutcome(kind: string): kind is OutcomeKind {
  return outcomeKinds.some((one) => one === kind)
}

/** The row was deleted since the list was made; its place stays. */
function RemovedRow() {
  const { t } = useTranslation('log')
  return <span className="log-cell-removed">{t('removed')}</span>
}

/** A log is read by the clock; the day stands before it when it is not today. */
function LogTime({ at }: { readonly at: number }) {
  useTranslation('log')
  const isToday = new Date(at).toDateString() === new Date().toDateString()
  return (
    <time className="log-cell-time mono" dateTime={new Date(at).toISOString()} title={formatExact(at)}>
      {isToday ? formatClock(at) : formatStamp(at)}
    </time>
  )
}

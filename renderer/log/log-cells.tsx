import i18next from 'i18next'
import type { ReactNode } from 'react'
import type { LogRow } from '#core/contract/log.ts'
import { type OutcomeKind, outcomeKinds } from '#core/kit/record.ts'
import { formatClock, formatExact, formatStamp } from '#renderer/language/format.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { EntitySign } from '#renderer/ui/EntityIcon.tsx'
import { OutcomeSign } from '#renderer/ui/OutcomeMark.tsx'
import { LevelSign } from './LevelMark.tsx'
import './log-cells.css'

/**
 * One cell of the log's table. Record text is text.
 * Hundreds are painted for each leap through the log: words are asked for without a subscription each, since another language gives
 * the list other columns and so all of its rows anew.
 */
export function logCell({ at, source, kind, entity, key, message, nodeName, flowName, runId }: LogRow, column: string): ReactNode {
  switch (column) {
    case 'at':
      return <LogTime at={at} />
    case 'kind':
      if (kind === 'removed') return null
      return source === 'outcome' && isOutcome(kind) ? (
        <OutcomeSign kind={kind} word={i18next.t(`ui:outcome.${kind}`)} />
      ) : (
        <LevelSign level={kind} word={i18next.t(`log:level.${kind}`, { defaultValue: kind })} />
      )
    case 'key':
      return (
        key !== null && (
          <span className="log-cell-key" title={key}>
            {entity && <EntitySign entity={entity} label={i18next.t(`ui:entity.${entity}`, { defaultValue: entity })} isNamed />}
            <span className="cut mono">{key}</span>
          </span>
        )
      )
    case 'message':
      return kind === 'removed' ? (
        <span className="log-cell-removed">{i18next.t('log:removed')}</span>
      ) : (
        message && <span title={saySentences(message)}>{saySentences(message)}</span>
      )
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

/** A log is read by the clock; the day stands before it when it is not today. */
function LogTime({ at }: { readonly at: number }) {
  const isToday = new Date(at).toDateString() === new Date().toDateString()
  return (
    <time className="log-cell-time mono" dateTime={new Date(at).toISOString()} title={formatExact(at)}>
      {isToday ? formatClock(at) : formatStamp(at)}
    </time>
  )
}

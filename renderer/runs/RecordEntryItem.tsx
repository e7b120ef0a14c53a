import { ArrowRight, CircleCheck, CircleHelp, CircleX, Link2, type LucideIcon, Send, Wrench } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RecordEntry } from '#core/contract/runs.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { formatDuration, formatExact, formatNumber, formatStamp } from '#renderer/language/format.ts'
import { originalOf, saySentences } from '#renderer/language/say-sentence.ts'
import { LevelMark } from '#renderer/log/LevelMark.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyValue } from '#renderer/ui/CopyValue.tsx'
import { JsonTree } from '#renderer/ui/JsonTree.tsx'
import { ChangeList } from './ChangeList.tsx'
import { goToNode } from './go-to-node.ts'
import { OutcomeKindMark } from './outcome-cells.tsx'
import './RecordEntryItem.css'

type Sent = Extract<RecordEntry, { readonly kind: 'sent' }>

/** One thing that happened to a record, with its time and the node it happened at. */
export function RecordEntryItem({ entry }: { readonly entry: RecordEntry }) {
  const { t } = useTranslation('runs')
  const nodeId = entry.kind === 'outcome' ? entry.outcome.nodeId : entry.kind === 'link' ? null : entry.nodeId
  return (
    <li className="record-entry">
      <time className="record-entry-time mono" dateTime={new Date(entry.at).toISOString()} title={formatExact(entry.at)}>
        {formatStamp(entry.at)}
      </time>
      <div className="record-entry-what">
        <What entry={entry} />
      </div>
      {entry.kind !== 'link' && nodeId !== null && (
        <Button
          variant="plain"
          size="small"
          icon={Wrench}
          className="record-entry-node"
          onPress={() => goToNode(entry.flowId, nodeId)}
          aria-label={t('record.open-node', { node: entry.nodeName })}
        >
          {entry.nodeName}
        </Button>
      )}
    </li>
  )
}

function What({ entry }: { readonly entry: RecordEntry }) {
  const { t } = useTranslation('runs')
  const system = useCatalogue().connector
  switch (entry.kind) {
    case 'outcome': {
      const { message, hint, changes, targetId, kind } = entry.outcome
      return (
        <>
          <p className="record-entry-line">
            <OutcomeKindMark outcome={entry.outcome} />
            {targetId !== null && <CopyValue value={targetId} />}
          </p>
          {message && (
            <p className="record-entry-message" title={originalOf(message)}>
              {saySentences(message)}
            </p>
          )}
          {hint && <p className="record-entry-quiet">{saySentences(hint)}</p>}
          {changes && changes.length > 0 && <ChangeList changes={changes} isPlanned={kind === 'planned'} />}
        </>
      )
    }
    case 'sent':
      return <SentToSystem entry={entry} system={system(entry.connector)?.label ?? entry.connector} />
    case 'link':
      return (
        <p className="record-entry-line">
          <Link2 className="record-entry-icon" aria-hidden />
          <span>{t('record.linked', { system: system(entry.connector)?.label ?? entry.connector, account: entry.account })}</span>
          <CopyValue value={entry.targetId} />
        </p>
      )
    case 'log':
      return (
        <>
          <p className="record-entry-line">
            <LevelMark level={entry.level} />
            <span className="record-entry-message" title={originalOf(entry.message)}>
              {saySentences(entry.message)}
            </span>
          </p>
          {hasFacts(entry.facts) && <JsonTree value={entry.facts} openDepth={1} label={t('record.facts')} />}
        </>
      )
  }
}

const answers: Readonly<Record<Sent['state'], { readonly icon: LucideIcon; readonly tone: string }>> = {
  intended: { icon: Send, tone: 'unknown' },
  done: { icon: CircleCheck, tone: 'done' },
  failed: { icon: CircleX, tone: 'failed' },
  unknown: { icon: CircleHelp, tone: 'unknown' },
}

function SentToSystem({ entry, system }: { readonly entry: Sent; readonly system: string }) {
  const { t } = useTranslation('runs')
  const { action, account, state, targetId, label, message, endedAt, at, sent, answer } = entry
  const { icon: Icon, tone } = answers[state]
  return (
    <>
      <p className="record-entry-line">
        <ArrowRight className="record-entry-icon" aria-hidden />
        <span>{t(`record.sent-${action}`, { system, account })}</span>
      </p>
      {hasFacts(sent) && (
        <details className="record-entry-sent">
          <summary>{t('record.sent')}</summary>
          <JsonTree value={sent} label={t('record.sent')} />
        </details>
      )}
      <p className={`record-entry-line outcome-mark-${tone}`}>
        <Icon className="record-entry-icon" aria-hidden />
        <span>{state === 'unknown' && answer ? t('record.answer-unclear') : t(`record.answer-${state}`)}</span>
        {label && <CopyValue value={label} />}
        {targetId !== null && <CopyValue value={targetId} />}
        {endedAt !== null && <span className="record-entry-quiet">{t('record.after', { duration: formatDuration(endedAt - at) })}</span>}
      </p>
      {message && (
        <p className="record-entry-message" title={originalOf(message)}>
          {saySentences(message)}
        </p>
      )}
      {answer && <Answered answer={answer} />}
    </>
  )
}

function Answered({ answer: { status, body, cutFrom } }: { readonly answer: NonNullable<Sent['answer']> }) {
  const { t } = useTranslation('runs')
  const isTree = typeof body === 'object' && body !== null
  return (
    <details className="record-entry-sent">
      <summary>{t('record.answer', { status })}</summary>
      {isTree ? (
        <JsonTree value={body} label={t('record.answer', { status })} />
      ) : (
        <pre className="record-entry-body mono">{body === '' || body === null ? t('record.answer-empty') : String(body)}</pre>
      )}
      {cutFrom !== undefined && <p className="record-entry-quiet">{t('record.answer-cut', { shown: formatNumber(cutFrom) })}</p>}
    </details>
  )
}

function hasFacts(value: unknown): boolean {
  return typeof value === 'object' ? value !== null && Object.keys(value).length > 0 : value !== undefined
}

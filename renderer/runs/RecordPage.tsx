import { PackageSearch } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RecordPage as Page, RecordEntry } from '#core/contract/runs.ts'
import { useHostEvent, useRequest } from '#renderer/contract/use-request.ts'
import { toHash } from '#renderer/frame/route.ts'
import { CopyValue } from '#renderer/ui/CopyValue.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { EntityIcon } from '#renderer/ui/EntityIcon.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { JsonTree } from '#renderer/ui/JsonTree.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { OutcomeKindMark } from './outcome-cells.tsx'
import { RecordEntryItem } from './RecordEntryItem.tsx'
import './RecordPage.css'
import { RecordSearch } from './RecordSearch.tsx'
import { lastOutcome, type TimelinePart, timelineOf } from './record-timeline.ts'

/** Everything that happened to one record: what came in, what changed, what was sent, what was answered. */
export function RecordPage({ recordKey }: { readonly recordKey: string }) {
  const { t } = useTranslation('runs')
  const asked = useRequest('record:page', { key: recordKey })
  useHostEvent('run:ended', asked.refresh)
  return (
    <div className="record-page">
      <header className="record-page-head">
        <div className="record-page-search">
          <RecordSearch />
        </div>
      </header>
      {asked.result ? (
        <OneRecord page={asked.result} />
      ) : asked.kind === 'failed' ? (
        <Failing error={asked.error} onRetry={asked.refresh} />
      ) : (
        <Loading label={t('record.loading', { key: recordKey })} />
      )}
    </div>
  )
}

function OneRecord({ page }: { readonly page: Page }) {
  const { t } = useTranslation('runs')
  const { key, entries, parked } = page
  if (entries.length === 0 && isNothing(parked))
    return <EmptyState icon={PackageSearch} title={t('record.none-title', { key })} text={t('record.none-text')} />
  const last = lastOutcome(entries)
  return (
    <div className="record-page-body">
      <div className="record-page-timeline">
        <h1 className="record-page-title">
          {last && <EntityIcon entity={last.outcome.entity} size="normal" isNamed />}
          <CopyValue value={key} isWrapped />
          {last && <OutcomeKindMark outcome={last.outcome} />}
        </h1>
        {timelineOf(entries).map((part) => (
          <RunPart key={part.runId} part={part} />
        ))}
      </div>
      {!isNothing(parked) && (
        <aside className="record-page-parked" aria-labelledby="record-parked">
          <h2 id="record-parked">{t('record.parked')}</h2>
          <p className="record-page-quiet">{t('record.parked-text')}</p>
          <JsonTree value={parked} label={t('record.parked')} />
        </aside>
      )}
    </div>
  )
}

function RunPart({ part: { runId, flowName, entries } }: { readonly part: TimelinePart }) {
  const { t } = useTranslation('runs')
  return (
    <section className="record-page-run">
      <h2 className="record-page-run-title">
        {runId === null ? t('record.between') : <a href={toHash({ page: 'run', runId })}>{t('run-of', { id: runId, flow: flowName })}</a>}
      </h2>
      <ol className="record-page-entries">
        {entries.map((entry, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries never change places; two may be alike in everything else
          <RecordEntryItem key={place} entry={entry as RecordEntry} />
        ))}
      </ol>
    </section>
  )
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined
}

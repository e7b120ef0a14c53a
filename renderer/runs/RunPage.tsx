import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Tabs } from '#renderer/ui/Tabs.tsx'
import { RunHead } from './RunHead.tsx'
import './RunPage.css'
import { type RecordsFilter, RunRecords } from './RunRecords.tsx'
import { RunReportView } from './RunReportView.tsx'
import { useRun } from './use-run.ts'

/** One run: how far it is, what came of it, and every record it touched. */
export function RunPage({ runId }: { readonly runId: number }) {
  const { t } = useTranslation('runs')
  const watched = useRun(runId)
  const { asked } = watched
  if (asked.kind === 'failed' && !asked.result) return <Failing error={asked.error} onRetry={asked.refresh} />
  if (!asked.result) return <Loading label={t('opening', { id: runId })} />
  return (
    <div className="run-page">
      <RunHead report={asked.result} />
      <RunTabs watched={watched} />
    </div>
  )
}

/** Report and records of a run, for its page and for the drawer of the editor. */
export function RunTabs({ watched }: { readonly watched: ReturnType<typeof useRun> }) {
  const { t } = useTranslation('runs')
  const report = watched.asked.result
  // A plan is read record by record; a run is judged by its report.
  const [tab, setTab] = useState<'report' | 'records'>(report?.run.mode === 'plan' ? 'records' : 'report')
  const [filter, setFilter] = useState<RecordsFilter>({})
  if (!report) return null
  return (
    <Tabs
      label={t('tabs')}
      selected={tab}
      onSelect={(id) => setTab(id === 'records' ? 'records' : 'report')}
      items={[
        {
          id: 'report',
          label: t('report.title'),
          content: (
            <RunReportView
              watched={watched}
              report={report}
              onRecords={(wanted) => {
                setFilter(wanted)
                setTab('records')
              }}
            />
          ),
        },
        {
          id: 'records',
          label: t(report.run.mode === 'plan' ? 'records.plan-title' : 'records.title'),
          content: <RunRecords report={report} filter={filter} onFilter={setFilter} />,
        },
      ]}
    />
  )
}

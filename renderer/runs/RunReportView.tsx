import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ContractError } from '#core/contract/reply.ts'
import type { RunReport } from '#core/contract/runs.ts'
import { Failing } from '#renderer/ui/Failing.tsx'
import { OutcomeMark } from '#renderer/ui/OutcomeMark.tsx'
import { FailureCauseCard } from './FailureCauseCard.tsx'
import { NodeTable } from './NodeTable.tsx'
import { RunProgressBar } from './RunProgressBar.tsx'
import type { RecordsFilter } from './RunRecords.tsx'
import './RunReportView.css'
import { countsOf } from './run-sums.ts'
import type { WatchedRun } from './use-run.ts'

interface RunReportViewProps {
  readonly watched: WatchedRun
  readonly report: RunReport
  /** Shows the records that are meant. */
  readonly onRecords: (filter: RecordsFilter) => void
}

/** What came of a run: by outcome, why records failed and who can mend it, node by node. */
export function RunReportView({ watched, report, onRecords }: RunReportViewProps) {
  const { t } = useTranslation('runs')
  const { run, causes, byNode } = report
  const isRunning = run.state === 'running'
  // What waits is no failure: it has a part of its own.
  const groups = [
    { id: 'causes', members: causes.filter(({ kind }) => kind !== 'waiting') },
    { id: 'waiting', members: causes.filter(({ kind }) => kind === 'waiting') },
  ].filter(({ members }) => members.length > 0)
  const counts = countsOf(isRunning ? (watched.progress?.outcomes ?? {}) : run.totals)
  return (
    <div className="run-report">
      {isRunning && <RunProgressBar runId={run.id} watched={watched} />}
      {run.error && <Failing layout="line" error={new ContractError({ ...run.error, facts: {} })} />}
      <section className="run-report-part" aria-label={t('report.outcomes')}>
        {counts.length === 0 ? (
          <p className="run-report-quiet">{t(isRunning ? 'report.nothing-yet' : 'report.nothing')}</p>
        ) : (
          <ul className="run-report-counts">
            {counts.map(({ kind, count }) => (
              <li key={kind}>
                <Button className="run-report-count" onPress={() => onRecords({ kinds: [kind] })}>
                  <OutcomeMark kind={kind} count={count} />
                </Button>
              </li>
            ))}
          </ul>
        )}
      </section>
      {groups.map(({ id, members }) => (
        <section key={id} className="run-report-part" aria-label={t(`report.${id}`)}>
          <h2>{t(`report.${id}`)}</h2>
          {id === 'waiting' && <p className="run-report-quiet">{t('report.waiting-text')}</p>}
          <ul className="run-report-causes">
            {members.map((cause) => (
              <FailureCauseCard
                key={`${cause.nodeId} ${cause.kind} ${cause.code} ${cause.hint}`}
                cause={cause}
                flowId={run.flowId}
                runId={run.id}
                onRecords={onRecords}
              />
            ))}
          </ul>
        </section>
      ))}
      {byNode.length > 0 && (
        <section className="run-report-part">
          <h2>{t('report.by-node')}</h2>
          <NodeTable flowId={run.flowId} byNode={byNode} onRecords={onRecords} />
        </section>
      )}
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import type { RunReport } from '#core/contract/runs.ts'
import { toHash } from '#renderer/frame/route.ts'
import { RunMark } from '#renderer/home/RunMark.tsx'
import { formatDuration } from '#renderer/language/format.ts'
import { Moment } from '#renderer/ui/Moment.tsx'
import { RunCause, RunVersion } from './run-cells.tsx'
import './RunStrip.css'

/** A run in one line. */
export function RunStrip({ report: { run, resumes } }: { readonly report: RunReport }) {
  const { t } = useTranslation('runs')
  return (
    <p className="run-strip">
      <a href={toHash({ page: 'run', runId: run.id })}>{t('run-number', { id: run.id })}</a>
      <RunMark state={run.state} />
      <RunCause run={run} />
      <RunVersion version={run.version} />
      <Moment at={run.startedAt} />
      {run.endedAt !== null && <span>{t('took', { duration: formatDuration(run.endedAt - run.startedAt) })}</span>}
      {resumes.length > 0 && <span className="run-head-note">{t('resumed-from', { ids: resumes.join(', ') })}</span>}
    </p>
  )
}

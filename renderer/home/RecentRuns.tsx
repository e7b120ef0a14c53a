import { useTranslation } from 'react-i18next'
import type { RunSummary } from '#core/contract/runs.ts'
import { useLive } from '#renderer/frame/live.ts'
import { liveRecentRuns } from '#renderer/frame/lives.ts'
import { toHash } from '#renderer/frame/route.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { countWords } from '#renderer/practice/count-words.ts'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Moment } from '#renderer/ui/Moment.tsx'
import './RecentRuns.css'
import { RunMark } from './RunMark.tsx'

/** The last runs of all flows. */
export function RecentRuns() {
  const { t } = useTranslation('home')
  const asked = useLive(liveRecentRuns)
  const rows = asked.result?.rows
  return (
    <section className="recent-runs" aria-labelledby="home-runs">
      <header className="recent-runs-head">
        <h2 id="home-runs" className="home-page-heading">
          {t('recent.title')}
        </h2>
        <a className="recent-runs-all" href={toHash({ page: 'runs' })}>
          {t('recent.all')}
        </a>
      </header>
      {asked.kind === 'failed' && <Failing error={asked.error} layout="line" onRetry={liveRecentRuns.refresh} />}
      {!rows && asked.kind === 'loading' && <Loading label={t('recent.loading')} />}
      {rows?.length === 0 && <p className="recent-runs-none">{t('recent.none')}</p>}
      <ul className="recent-runs-list">
        {rows?.map((run) => (
          <li key={run.id}>
            <RecentRun run={run} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function RecentRun({ run }: { readonly run: RunSummary }) {
  const { t } = useTranslation('home')
  const words = run.error
    ? saySentences(run.error.message)
    : countWords(run.totals) || (run.state === 'running' ? '' : t('recent.no-records'))
  return (
    <a className="recent-run" href={toHash({ page: 'run', runId: run.id })}>
      <span className="recent-run-line">
        <span className="recent-run-name cut" title={run.flowName}>
          {run.flowName}
        </span>
        <Moment at={run.startedAt} className="recent-run-quiet" />
      </span>
      <span className="recent-run-line">
        <RunMark state={run.state} />
        {run.mode === 'plan' && <span className="recent-run-quiet">{t('recent.plan')}</span>}
        <span className="recent-run-quiet cut" title={words}>
          {words}
        </span>
      </span>
    </a>
  )
}

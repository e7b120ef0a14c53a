import { Check, Square, TriangleAlert, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '#core/contract/runs.ts'
import { formatNumber } from '#renderer/language/format.ts'
import { Spinner } from '#renderer/ui/Spinner.tsx'
import { useLive } from './live.ts'
import { liveRecentRuns } from './lives.ts'
import { toHash } from './route.ts'

/** What runs now, or how the last run ended; leads there. */
export function StatusRuns() {
  const { t } = useTranslation('frame')
  const runs = useLive(liveRecentRuns).result?.rows ?? []
  const running = runs.filter(({ state }) => state === 'running')
  const shown = running[0] ?? runs[0]
  if (!shown) return null
  return (
    <a className="status-bar-item status-bar-link cut" href={toHash({ page: 'run', runId: shown.id })}>
      {running.length > 0 ? (
        <>
          <Spinner />
          <span className="cut">{t('status.running', { name: shown.flowName, count: running.length })}</span>
        </>
      ) : (
        <LastRun run={shown} />
      )}
    </a>
  )
}

function LastRun({ run }: { readonly run: RunSummary }) {
  const { t } = useTranslation('frame')
  const { failed = 0, unknown = 0, waiting: _waiting, ...rest } = run.totals
  const good = Object.values(rest).reduce((sum, count) => sum + (count ?? 0), 0)
  const Mark = run.state === 'finished' ? Check : run.state === 'failed' ? X : Square
  return (
    <>
      <span className="cut" title={run.flowName}>
        {t('status.last-run', { name: run.flowName })}
      </span>
      <span className={run.state === 'failed' ? 'status-bar-mark-failing' : 'status-bar-mark-working'}>
        <Mark className="status-bar-icon" aria-hidden />
        {formatNumber(good)}
        <span className="only-read">{t('status.went-well')}</span>
      </span>
      {failed + unknown > 0 && (
        <span className="status-bar-mark-failing">
          <TriangleAlert className="status-bar-icon" aria-hidden />
          {formatNumber(failed + unknown)}
          <span className="only-read">{t('status.went-wrong')}</span>
        </span>
      )}
    </>
  )
}

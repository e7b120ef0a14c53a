import { Square } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { formatDuration, formatNumber } from '#renderer/language/format.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { toastError } from '#renderer/ui/toast.ts'
import './RunProgressBar.css'
import type { WatchedRun } from './use-run.ts'

/** How far a running run is, how fast it goes, and the way to stop it. */
export function RunProgressBar({ runId, watched }: { readonly runId: number; readonly watched: WatchedRun }) {
  const { t } = useTranslation('runs')
  const [isStopping, setStopping] = useState(false)
  const { progress, rate, remainingMs } = watched
  const emitted = progress?.emitted ?? 0
  const remaining = progress?.remaining
  const all = remaining === undefined ? undefined : emitted + remaining
  const stop = () => {
    setStopping(true)
    host.request('run:stop', { runId }).catch((thrown: unknown) => {
      setStopping(false)
      toastError(toContractError(thrown))
    })
  }
  return (
    <section className="run-progress" aria-label={t('progress.label')}>
      <div className="run-progress-line">
        <strong>{t('progress.read', { count: emitted, shown: formatNumber(emitted) })}</strong>
        {rate !== null && <span className="run-progress-quiet">{t('progress.rate', { shown: formatNumber(Math.round(rate)) })}</span>}
        {remaining !== undefined && (
          <span className="run-progress-quiet">{t('progress.remaining', { count: remaining, shown: formatNumber(remaining) })}</span>
        )}
        {remainingMs !== null && (
          <span className="run-progress-quiet">{t('progress.left', { duration: formatDuration(remainingMs) })}</span>
        )}
        <span className="run-progress-end">
          <Button size="small" icon={Square} onPress={stop} isPending={isStopping}>
            {isStopping ? t('progress.stopping') : t('progress.stop')}
          </Button>
        </span>
      </div>
      <progress
        className="run-progress-bar"
        aria-label={t('progress.label')}
        {...(all !== undefined && { value: emitted, max: Math.max(1, all) })}
      />
    </section>
  )
}

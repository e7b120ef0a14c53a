import { useTranslation } from 'react-i18next'
import type { RunSummary } from '#core/contract/runs.ts'
import { toHash } from '#renderer/frame/route.ts'
import { Moment } from '#renderer/ui/Moment.tsx'
import { RunMark } from './RunMark.tsx'

/** How and when a flow ran last; leads to that run. */
export function LastRun({ run }: { readonly run: RunSummary | null }) {
  const { t } = useTranslation('home')
  if (!run) return <span className="flow-card-run">{t('card.never')}</span>
  return (
    <a className="flow-card-run" href={toHash({ page: 'run', runId: run.id })}>
      {run.state === 'running' ? (
        <span className="cut">{t('card.show-run')}</span>
      ) : (
        <>
          <RunMark state={run.state} />
          <span className="cut">
            <Moment at={run.endedAt ?? run.startedAt} />
          </span>
        </>
      )}
    </a>
  )
}

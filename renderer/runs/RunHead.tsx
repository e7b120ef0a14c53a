import { ArrowUpRight, ScrollText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RunReport } from '#core/contract/runs.ts'
import { go, toHash } from '#renderer/frame/route.ts'
import { RunMark } from '#renderer/home/RunMark.tsx'
import { formatDuration } from '#renderer/language/format.ts'
import { Badge } from '#renderer/ui/Badge.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { Moment } from '#renderer/ui/Moment.tsx'
import './RunHead.css'
import { RunVersion } from './run-cells.tsx'

/** Which run this is: flow, state, who started what and when; and the ways from it. */
export function RunHead({ report }: { readonly report: RunReport }) {
  const { t } = useTranslation('runs')
  const { run, resumes } = report
  const isDraft = run.version === null
  return (
    <header className="run-head">
      <div className="run-head-words">
        <h1 className="run-head-title cut" title={run.flowName}>
          {t('run-of', { id: run.id, flow: run.flowName })}
        </h1>
        <p className="run-head-facts">
          <RunMark state={run.state} />
          {run.mode === 'plan' && <Badge tone="waiting">{t('plan-no-writes')}</Badge>}
          <span>{t(`cause.${run.cause}`)}</span>
          <span>{isDraft ? t('draft') : <RunVersion version={run.version} />}</span>
          <span>
            <Moment at={run.startedAt} />
          </span>
          {run.endedAt !== null && <span>{t('took', { duration: formatDuration(run.endedAt - run.startedAt) })}</span>}
        </p>
        {resumes.length > 0 && (
          <p className="run-head-note">
            {t('resumes')}{' '}
            {resumes.map((id, place) => (
              <span key={id}>
                {place > 0 && ', '}
                <a href={toHash({ page: 'run', runId: id })}>{t('run-number', { id })}</a>
              </span>
            ))}
          </p>
        )}
        {run.state === 'interrupted' && <p className="run-head-note">{t('interrupted')}</p>}
      </div>
      <div className="run-head-actions">
        <Button icon={ScrollText} onPress={() => go({ page: 'log', filter: { flowId: run.flowId, runId: run.id } })}>
          {t('open-log')}
        </Button>
        <Button icon={ArrowUpRight} onPress={() => go({ page: 'flow', flowId: run.flowId })}>
          {t('open-flow')}
        </Button>
      </div>
    </header>
  )
}

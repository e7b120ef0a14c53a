import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '#core/contract/runs.ts'
import { RunMark } from '#renderer/home/RunMark.tsx'
import { formatDuration } from '#renderer/language/format.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { Badge } from '#renderer/ui/Badge.tsx'
import { Moment } from '#renderer/ui/Moment.tsx'
import { OutcomeMark } from '#renderer/ui/OutcomeMark.tsx'
import './run-cells.css'
import { countWords } from '#renderer/practice/count-words.ts'
import { countsOf } from './run-sums.ts'

/** One cell of the list of runs. */
export function runCell(run: RunSummary, column: string): ReactNode {
  switch (column) {
    case 'id':
      return <span className="mono">{run.id}</span>
    case 'flow':
      return <span title={run.flowName}>{run.flowName}</span>
    case 'state':
      return <RunMark state={run.state} />
    case 'cause':
      return <RunCause run={run} />
    case 'version':
      return <RunVersion version={run.version} />
    case 'started':
      return <Moment at={run.startedAt} />
    case 'duration':
      return run.endedAt === null ? '' : formatDuration(run.endedAt - run.startedAt)
    case 'totals':
      return <RunTotals run={run} />
    default:
      return null
  }
}

export function runTone({ state, totals }: RunSummary): string | undefined {
  return state === 'failed' || (totals.failed ?? 0) > 0 ? 'failed' : undefined
}

/** Who started it, and whether it only planned. */
export function RunCause({ run }: { readonly run: Pick<RunSummary, 'cause' | 'mode'> }) {
  const { t } = useTranslation('runs')
  return (
    <span className="run-cause">
      {run.mode === 'plan' && <Badge tone="waiting">{t('plan')}</Badge>}
      <span className="cut">{t(`cause.${run.cause}`)}</span>
    </span>
  )
}

export function RunVersion({ version }: Pick<RunSummary, 'version'>) {
  const { t } = useTranslation('runs')
  return <>{version === null ? t('draft') : t('version', { version })}</>
}

function RunTotals({ run }: { readonly run: RunSummary }) {
  const { t } = useTranslation('runs')
  if (run.error) return <span title={saySentences(run.error.message)}>{saySentences(run.error.message)}</span>
  const counts = countsOf(run.totals)
  if (counts.length === 0) return <span className="run-totals-none">{run.state === 'running' ? '' : t('no-records')}</span>
  return (
    <span className="run-totals" title={countWords(run.totals)}>
      {counts.map(({ kind, count }) => (
        <OutcomeMark key={kind} kind={kind} count={count} />
      ))}
    </span>
  )
}

import { CalendarClock, CalendarOff, Hand, Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowCard as Card } from '#core/contract/flows.ts'
import type { RunProgress } from '#core/engine/run-event.ts'
import { useHostEvent } from '#renderer/contract/use-request.ts'
import { formatNumber } from '#renderer/language/format.ts'
import { sayLine } from '#renderer/language/say-line.ts'
import { Moment } from '#renderer/ui/Moment.tsx'
import { Spinner } from '#renderer/ui/Spinner.tsx'

/** What the flow does now, or when it runs next. */
export function FlowCardState({ card }: { readonly card: Card }) {
  return card.activeRunId === null ? <Waiting card={card} /> : <Running runId={card.activeRunId} />
}

function Running({ runId }: { readonly runId: number }) {
  const { t } = useTranslation('home')
  const [progress, setProgress] = useState<RunProgress | null>(null)
  useHostEvent('run:progress', (told) => {
    if (told.runId === runId) setProgress(told.progress)
  })
  const ended = Object.values(progress?.outcomes ?? {}).reduce((sum, count) => sum + (count ?? 0), 0)
  return (
    <p className="flow-card-state flow-card-running">
      <Spinner />
      {progress ? t('card.running-with', { number: formatNumber(ended), count: ended }) : t('card.running')}
    </p>
  )
}

function Waiting({ card: { schedule, publishedVersion } }: { readonly card: Card }) {
  const { t } = useTranslation('home')
  if (publishedVersion === null) {
    return (
      <p className="flow-card-state">
        <Pencil className="flow-card-state-icon" aria-hidden />
        {t('card.draft')}
      </p>
    )
  }
  switch (schedule.kind) {
    case 'none':
      return (
        <p className="flow-card-state">
          <Hand className="flow-card-state-icon" aria-hidden />
          {t('card.by-hand')}
        </p>
      )
    case 'off':
      return (
        <p className="flow-card-state">
          <CalendarOff className="flow-card-state-icon" aria-hidden />
          <span className="cut" title={sayLine(schedule.words)}>
            {t('card.off', { words: sayLine(schedule.words) })}
          </span>
        </p>
      )
    case 'on':
      return (
        <p className="flow-card-state">
          <CalendarClock className="flow-card-state-icon" aria-hidden />
          <span className="cut" title={sayLine(schedule.words)}>
            {sayLine(schedule.words)}
          </span>
          {schedule.waitsFor === 'network' && t('card.waits-network')}
          {schedule.waitsFor === 'run' && t('card.waits-run')}
          {schedule.waitsFor === 'time' && schedule.nextAt !== null && (
            <span>
              · {t('card.next')} <Moment at={schedule.nextAt} />
            </span>
          )}
        </p>
      )
  }
}

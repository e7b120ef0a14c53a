import { CalendarClock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Moment } from '#renderer/ui/Moment.tsx'
import { useLive } from './live.ts'
import { liveSchedule } from './lives.ts'
import { toHash } from './route.ts'

/** What runs next, and when. */
export function StatusSchedule() {
  const { t } = useTranslation('frame')
  const status = useLive(liveSchedule).result
  if (!status) return null
  const { isRunning, isOnline, next } = status
  if (!isRunning) return <span className="status-bar-warning">{t('status.schedule-off')}</span>
  return (
    <span className="status-bar-item cut">
      <CalendarClock className="status-bar-icon" aria-hidden />
      {!isOnline && <span className="status-bar-waiting">{t('status.offline')}</span>}
      {next ? (
        <a className="status-bar-link cut" href={toHash({ page: 'flow', flowId: next.flowId })} title={next.flowName}>
          {t('status.next')} <Moment at={next.at} />
        </a>
      ) : (
        t('status.no-next')
      )}
    </span>
  )
}

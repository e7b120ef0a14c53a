import { MoonStar } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useRequest } from '#renderer/contract/use-request.ts'
import { pageLanguage } from '#renderer/language/page-language.ts'
import { Badge } from '#renderer/ui/Badge.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { usePlace } from '../inspector-context.ts'
import './ScheduleTimes.css'
import { slotDay, slotTime } from './slot-time.ts'

/** When this schedule would run next, in words and as times; nights the clocks change are marked. */
export function ScheduleTimes() {
  const { t, i18n } = useTranslation('inspector')
  const { node, document } = usePlace()
  const { timeZone } = document.options
  const asked = useRequest('schedule:preview', { settings: node.settings, timeZone, count: 10, language: pageLanguage() })
  const { result } = asked
  return (
    <section className="setting-section" aria-label={t('schedule.next')}>
      <h3 className="setting-heading">{t('schedule.next')}</h3>
      {asked.kind === 'failed' && <Failing error={asked.error} onRetry={asked.refresh} layout="line" />}
      {!result && asked.kind === 'loading' && <Loading label={t('schedule.loading')} />}
      {result && !result.ok && <p className="setting-quiet">{t('schedule.mend')}</p>}
      {result?.ok && (
        <>
          <p>{result.words}</p>
          {result.slots.length === 0 && <p className="setting-quiet">{t('schedule.never')}</p>}
          <ol className="schedule-times">
            {result.slots.map((slot) => (
              <li key={slot.at} className="schedule-time">
                <span className="schedule-day">{slotDay(slot.local, i18n.language)}</span>
                <span className="mono">{slotTime(slot.local)}</span>
                {slot.clockChange && (
                  <Badge tone="waiting" icon={MoonStar}>
                    {t(`schedule.${slot.clockChange}`)}
                  </Badge>
                )}
              </li>
            ))}
          </ol>
          <p className="setting-quiet">{t('schedule.zone', { zone: timeZone })}</p>
        </>
      )}
    </section>
  )
}

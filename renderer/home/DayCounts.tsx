import { useTranslation } from 'react-i18next'
import type { Counts } from '#core/contract/flows.ts'
import { formatNumber } from '#renderer/language/format.ts'
import './DayCounts.css'
import { dayBars } from './day-bars.ts'

export interface DayCountsProps {
  readonly label: string
  readonly counts: Counts
  /** The day it is compared with. */
  readonly other: Counts
}

/** What a day did: the numbers with their words, and a bar to compare with the other day. */
export function DayCounts({ label, counts, other }: DayCountsProps) {
  const { t } = useTranslation('home')
  const bars = dayBars(counts, other)
  return (
    <div className="day-counts">
      <span className="day-counts-label">{label}</span>
      <span className="day-counts-words">
        {bars.length === 0 && t('day.nothing')}
        {bars.map(({ tone, count }) => (
          <span key={tone} className={`day-counts-word-${tone}`}>
            {t(`day.${tone}`, { number: formatNumber(count) })}
          </span>
        ))}
      </span>
      <span className="day-counts-bar" aria-hidden>
        {bars.map(({ tone, share }) => (
          <span key={tone} className={`day-counts-part day-counts-${tone}`} style={{ width: `${share * 100}%` }} />
        ))}
      </span>
    </div>
  )
}

import { Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CallUse } from '#core/contract/connections.ts'
import { formatNumber, formatTime } from '#renderer/language/format.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import './CallGauge.css'
import { callsLeft } from './call-uses.ts'

/** How many of the calls a vendor allows are used, and until when that lasts. */
export function CallGauge({ calls }: { readonly calls: CallUse }) {
  const { t } = useTranslation('connections')
  const { used, limit, per } = calls
  const { isScarce } = callsLeft(calls)
  const label = t(`calls.used-${per}`, { used: formatNumber(used), limit: formatNumber(limit) })
  return (
    <div className={classNames('call-gauge', isScarce && 'call-gauge-scarce')}>
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot be given the page's looks in every browser */}
      <span
        className="call-gauge-track"
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(used, limit)}
      >
        <span className="call-gauge-used" style={{ width: `${Math.min(100, (used / limit) * 100)}%` }} />
      </span>
      <span className="call-gauge-words">{label}</span>
      {isScarce && (
        <span className="call-gauge-words call-gauge-left">
          <Hourglass className="call-gauge-icon" aria-hidden />
          <CallsLeft calls={calls} />
        </span>
      )}
    </div>
  )
}

/** `3 calls left until 10:42`, or until when a run waits. */
export function CallsLeft({ calls }: { readonly calls: CallUse }) {
  const { t } = useTranslation('connections')
  const { left } = callsLeft(calls)
  const until = calls.waitsUntil ?? calls.freesAt
  const at = until === null ? '' : formatTime(until)
  if (calls.waitsUntil !== null || left === 0) return t('calls.waits', { at })
  return t('calls.left', { count: left, at })
}

import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { formatExact, formatRelative } from '#renderer/language/format.ts'
import { watchMinute } from './minute.ts'

export interface MomentProps {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly className?: string
}

/** A time as a person says it, and exactly on hover. */
export function Moment({ at, className }: MomentProps) {
  // Its language decides the words, so it repaints when that changes.
  useTranslation('ui')
  const now = useSyncExternalStore(watchMinute.subscribe, watchMinute.now)
  return (
    <time className={className} dateTime={new Date(at).toISOString()} title={formatExact(at)}>
      {formatRelative(at, now)}
    </time>
  )
}

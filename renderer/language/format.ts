import i18next from 'i18next'

/** Formatters are dear to make and cheap to keep. */
const made = new Map<string, unknown>()

function keep<Formatter>(name: string, make: (locale: string) => Formatter): Formatter {
  const locale = formatLocale()
  const known = made.get(`${locale} ${name}`)
  if (known) return known as Formatter
  const formatter = make(locale)
  made.set(`${locale} ${name}`, formatter)
  return formatter
}

/** The page's language with the computer's own habits, where the two agree: `en` on a Dutch computer still has a 24-hour clock. */
function formatLocale(): string {
  const language = i18next.language || 'en'
  const own =
    typeof navigator === 'undefined' ? undefined : navigator.languages.find((one) => one.startsWith(`${language}-`) && isKnown(one))
  return own ?? (language === 'en' ? 'en-GB' : language)
}

const known = new Map<string, boolean>()

/** Some computers name theirs as nothing else understands it: `en-US@posix` where no language is set at all. */
function isKnown(locale: string): boolean {
  const before = known.get(locale)
  if (before !== undefined) return before
  let is = false
  try {
    is = Intl.NumberFormat.supportedLocalesOf(locale).length > 0
  } catch {
    // No language tag at all.
  }
  known.set(locale, is)
  return is
}

/** `12,340`. */
export function formatNumber(value: number): string {
  return keep('number', (locale) => new Intl.NumberFormat(locale)).format(value)
}

/** `12.3k`, for pills and other places without room. */
export function formatShortNumber(value: number): string {
  return value < 10_000
    ? formatNumber(value)
    : keep('short', (locale) => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })).format(value)
}

/** `42 %`, of a share between 0 and 1. */
export function formatPercent(share: number): string {
  return keep('percent', (locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })).format(share)
}

/** `14:05`. */
export function formatTime(at: number): string {
  return keep('time', (locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })).format(at)
}

/** `14:05:07.123`, for logs. */
export function formatClock(at: number): string {
  return keep(
    'clock',
    (locale) =>
      new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hour12: false }),
  ).format(at)
}

/** `3 Nov, 14:05:07`, for logs of other days. */
export function formatStamp(at: number): string {
  return keep(
    'stamp',
    (locale) =>
      new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hour12: false,
      }),
  ).format(at)
}

/** `3 Nov 2026`. */
export function formatDay(at: number): string {
  return keep('day', (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })).format(at)
}

/** `Tuesday 3 November 2026 at 14:05:07 CET`. */
export function formatExact(at: number): string {
  return keep('exact', (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' })).format(at)
}

const minute = 60_000
const hour = 60 * minute

/** As a person says it: `now`, `5 min ago`, `14:05`, `yesterday 14:05`, `3 Nov 14:05`. */
export function formatRelative(at: number, now: number = Date.now()): string {
  const distance = at - now
  const words = keep('relative', (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }))
  if (Math.abs(distance) < 45_000) return words.format(0, 'second')
  if (Math.abs(distance) < hour) return words.format(Math.trunc(distance / minute) || Math.sign(distance), 'minute')
  const days = daysBetween(now, at)
  if (days === 0) return formatTime(at)
  if (Math.abs(days) === 1) return `${words.format(days, 'day')} ${formatTime(at)}`
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return sameYear ? `${formatShortDay(at)} ${formatTime(at)}` : formatDay(at)
}

function formatShortDay(at: number): string {
  return keep('short-day', (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })).format(at)
}

function daysBetween(from: number, to: number): number {
  const midnight = (at: number) => {
    const day = new Date(at)
    // In UTC, where every day is as long as the others.
    return Date.UTC(day.getFullYear(), day.getMonth(), day.getDate())
  }
  return Math.round((midnight(to) - midnight(from)) / (24 * hour))
}

/** `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(ms: number): string {
  const unit = (value: number, name: string, digits = 0) =>
    keep(
      `unit-${name}-${digits}`,
      (locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow', maximumFractionDigits: digits }),
    ).format(value)
  if (ms < 10_000) return unit(ms / 1_000, 'second', 1)
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return unit(seconds, 'second')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return join(unit(minutes, 'minute'), seconds % 60 > 0 && unit(seconds % 60, 'second'))
  return join(unit(Math.floor(minutes / 60), 'hour'), minutes % 60 > 0 && unit(minutes % 60, 'minute'))
}

function join(...parts: readonly (string | false)[]): string {
  return parts.filter(Boolean).join(' ')
}

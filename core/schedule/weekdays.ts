/** In the order of a working week. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]
export type Language = 'en' | 'nl'

export const weekdayLabels: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}

const short: Readonly<Record<Language, readonly string[]>> = {
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  nl: ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo'],
}

/** The weekday of a day counted from 1 January 1970, a Thursday. */
export function weekdayOf(day: number): Weekday {
  // The remainder is 0 to 6.
  return weekdays[(((day + 3) % 7) + 7) % 7] as Weekday
}

/** `Mon–Fri`, `Mon, Wed–Fri`; empty when it is every day. */
export function describeWeekdays(days: readonly string[], language: Language): string {
  const chosen = weekdays.map((day) => days.includes(day))
  if (chosen.every(Boolean)) return ''
  const names = short[language]
  const parts: string[] = []
  for (let from = 0; from < 7; from++) {
    if (!chosen[from]) continue
    let to = from
    while (chosen[to + 1]) to++
    if (to - from >= 2) parts.push(`${names[from]}–${names[to]}`)
    else parts.push(...names.slice(from, to + 1))
    from = to
  }
  return parts.join(', ')
}

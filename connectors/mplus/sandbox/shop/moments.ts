import type { Value } from '../schema/shapes.ts'

const dutchTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
})

/** A moment as the till writes it: Dutch wall-clock parts, `timezone` in minutes east of UTC (120 in summer). */
export function toMoment(date: Date): Value<'SoapMplusDateTime'> {
  const parts = Object.fromEntries(dutchTime.formatToParts(date).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  const wallClockMs = Date.UTC(year, month - 1, day, hour, minute, second)
  const timezone = Math.round((wallClockMs - date.getTime()) / 60_000)
  return { sec: second, min: minute, hour, day, mon: month, year, isdst: timezone === 120, timezone }
}

export function toDay(date: Date): Value<'SoapMplusDate'> {
  const { day, mon, year } = toMoment(date)
  return { day, mon, year }
}

/** A number that sorts like the calendar: 20261122. */
export function dayNumber({ day, mon, year }: Value<'SoapMplusDate'>): number {
  return year * 10_000 + mon * 100 + day
}

import { offsetMinutes } from './time-zone.ts'

/** A date as it was written: a day, or a day and a time, with its offset where one was given. Months and days from 1. */
export interface Moment {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
  readonly hasTime: boolean
  /** Minutes east of UTC; undefined for a time without a zone. */
  readonly offset: number | undefined
}

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d:?\d\d)?)?$/

/** Reads `2026-11-22`, `2026-11-22T09:00:00+01:00` and `2026-11-22 09:00:00`; undefined for anything else and for 30 February. */
export function parseIso(text: string): Moment | undefined {
  const match = iso.exec(text.trim())
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, fraction, offset] = match
  return checkedMoment({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Number((fraction ?? '').slice(0, 3).padEnd(3, '0')),
    hasTime: hour !== undefined,
    offset: offset === undefined ? undefined : parseOffset(offset),
  })
}

/** `Z`, `+01:00` or `+0100` in minutes. */
export function parseOffset(text: string): number {
  if (text === 'Z') return 0
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2))
  return text.startsWith('-') ? -minutes : minutes
}

/** The moment, unless no calendar or clock has it. */
export function checkedMoment(moment: Moment): Moment | undefined {
  const { year, month, day, hour, minute, second, offset } = moment
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59 || Math.abs(offset ?? 0) > 18 * 60) return undefined
  return moment
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
}

/** Milliseconds since 1970; a time without an offset is taken to be one of `zone`. */
export function instantOf(moment: Moment, zone: string): number {
  const wall = wallTime(moment)
  if (moment.offset !== undefined) return wall - moment.offset * 60_000
  // The offset depends on the instant and the instant on the offset: a second look settles it around a change of the clock.
  const guess = wall - offsetMinutes(wall, zone) * 60_000
  return wall - offsetMinutes(guess, zone) * 60_000
}

/** The same instant as a clock in `zone` shows it. */
export function momentAt(instant: number, zone: string): Moment {
  const offset = offsetMinutes(instant, zone)
  const wall = new Date(instant + offset * 60_000)
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    millisecond: wall.getUTCMilliseconds(),
    hasTime: true,
    offset,
  }
}

function wallTime({ year, month, day, hour, minute, second, millisecond }: Moment): number {
  const date = new Date(Date.UTC(2000, month - 1, day, hour, minute, second, millisecond))
  // Date.UTC reads years below 100 as 19xx.
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime()
}

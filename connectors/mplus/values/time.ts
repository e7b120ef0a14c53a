import { DataError, SettingsError } from '#core/kit/errors.ts'
import type { soapDate, soapDateTime } from '../soap/common-shapes.ts'
import type { Parsed } from '../soap/shape.ts'

type SoapDate = Parsed<typeof soapDate>
type SoapDateTime = Parsed<typeof soapDateTime>
type Filled<T> = { readonly [K in keyof T]-?: T[K] }

/** @throws SettingsError for a name that is no time zone. */
export function checkTimeZone(timeZone: string): void {
  try {
    formatOf(timeZone)
  } catch (cause) {
    throw new SettingsError(`"${timeZone}" is no time zone.`, {
      code: 'time-zone-unknown',
      hint: 'For the Netherlands it is Europe/Amsterdam.',
      cause,
    })
  }
}

/**
 * `{ day: 22, mon: 11, year: 2026 }` → `2026-11-22`; undefined for the zeros the till sends when a date is not set.
 * @throws DataError for a day no calendar has.
 */
export function fromSoapDate(date: SoapDate | undefined): string | undefined {
  if (date === undefined || isUnset(date)) return undefined
  const day = `${pad(date.year, 4)}-${pad(date.mon)}-${pad(date.day)}`
  if (!isInCalendar(`${day}T00:00:00`)) throw unreadable(day)
  return day
}

/** `2026-11-22` → its parts. @throws DataError for a text that is no calendar day. */
export function toSoapDate(day: string): Filled<SoapDate> {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day)
  if (!match || !isInCalendar(`${day}T00:00:00`)) {
    throw new DataError(`"${day}" is no calendar day such as 2026-11-22.`, { code: 'date-unreadable' })
  }
  const [, year = '', month = '', date = ''] = match
  return { day: String(Number(date)), mon: String(Number(month)), year: String(Number(year)) }
}

/**
 * A moment of the till to ISO with its own offset: `2026-07-01T14:03:00+02:00`. Needs no zone: the till sends minutes east of UTC.
 * @throws DataError for a moment that never was.
 */
export function fromSoapDateTime(moment: SoapDateTime | undefined): string | undefined {
  if (moment === undefined || isUnset(moment)) return undefined
  const local = `${pad(moment.year, 4)}-${pad(moment.mon)}-${pad(moment.day)}T${pad(moment.hour)}:${pad(moment.min)}:${pad(moment.sec)}`
  const minutes = Number(moment.timezone ?? '0')
  if (!Number.isInteger(minutes) || Math.abs(minutes) > 14 * 60 || !isInCalendar(local)) throw unreadable(local)
  return `${local}${offsetText(minutes)}`
}

/**
 * An ISO moment as the wall clock of `timeZone` shows it, with the minutes east of UTC that hold at that instant,
 * so that both 02:30s of the night the clocks go back stay apart.
 * @throws DataError for a text that is no moment.
 */
export function toSoapDateTime(iso: string, timeZone: string): Filled<SoapDateTime> {
  const instant = instantOf(iso)
  const wall = wallClock(instant, timeZone)
  const offset = offsetMinutes(instant, timeZone)
  return {
    sec: String(wall.getUTCSeconds()),
    min: String(wall.getUTCMinutes()),
    hour: String(wall.getUTCHours()),
    day: String(wall.getUTCDate()),
    mon: String(wall.getUTCMonth() + 1),
    year: String(wall.getUTCFullYear()),
    isdst: offset > standardOffset(wall.getUTCFullYear(), timeZone),
    timezone: String(offset),
  }
}

/** The calendar day an instant falls on in `timeZone`: 23:30 UTC is tomorrow in Amsterdam. */
export function dayIn(iso: string, timeZone: string): string {
  return wallClock(instantOf(iso), timeZone).toISOString().slice(0, 10)
}

function instantOf(iso: string): Date {
  const instant = new Date(iso)
  if (Number.isNaN(instant.getTime()) || !/(Z|[+-]\d\d:\d\d)$/.test(iso)) {
    throw new DataError(`"${iso}" is no moment such as 2026-11-22T10:00:00+01:00.`, { code: 'date-unreadable' })
  }
  return instant
}

/** A Date whose UTC fields read as the wall clock of the zone. */
function wallClock(instant: Date, timeZone: string): Date {
  return new Date(Math.floor(instant.getTime() / 1000) * 1000 + offsetMinutes(instant, timeZone) * 60_000)
}

function offsetMinutes(instant: Date, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value)
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return Math.round((wall - Math.floor(instant.getTime() / 1000) * 1000) / 60_000)
}

/** Winter time of that year, on either half of the globe. */
function standardOffset(year: number, timeZone: string): number {
  return Math.min(offsetMinutes(new Date(Date.UTC(year, 0, 1)), timeZone), offsetMinutes(new Date(Date.UTC(year, 6, 1)), timeZone))
}

// Making a formatter costs a hundred times more than using it.
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, made)
  return made
}

function isUnset(date: { readonly day?: string; readonly mon?: string }): boolean {
  return Number(date.day ?? 0) === 0 || Number(date.mon ?? 0) === 0
}

/** JavaScript takes 31 February for 3 March, so the moment must read back the same. */
function isInCalendar(local: string): boolean {
  const parsed = new Date(`${local}Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 19) === local
}

function offsetText(minutes: number): string {
  const absolute = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${pad(String(Math.floor(absolute / 60)))}:${pad(String(absolute % 60))}`
}

function pad(value: string | undefined, length = 2): string {
  return (value ?? '0').padStart(length, '0')
}

function unreadable(value: string): DataError {
  return new DataError(`MplusKASSA sent the date ${value}, which is none.`, { code: 'date-unreadable', facts: { value } })
}

import { momentAt } from '#core/mapping/moment.ts'
import { offsetMinutes } from '#core/mapping/time-zone.ts'

const minuteMs = 60_000
const quarterMs = 15 * minuteMs
export const dayMs = 86_400_000

/** What the clocks of a zone show, as if it were UTC. */
export function wallOf(instant: number, zone: string): number {
  return instant + offsetMinutes(instant, zone) * minuteMs
}

/** Days since 1 January 1970 by the calendar of the zone. */
export function dayOf(instant: number, zone: string): number {
  return Math.floor(wallOf(instant, zone) / dayMs)
}

/**
 * The first instant of a day in a zone: midnight, or what comes instead of it where the clocks skip midnight.
 * Days follow each other without gap or overlap, whatever the clocks do; a day that a zone left out is empty.
 */
export function startOfDay(day: number, zone: string): number {
  const midnight = day * dayMs
  // No zone is further from UTC than 14 hours.
  let before = midnight - 16 * 3_600_000
  let reached = midnight + 16 * 3_600_000
  const offset = offsetMinutes(before, zone)
  if (offset === offsetMinutes(reached, zone)) return midnight - offset * minuteMs
  while (reached - before > quarterMs) {
    const middle = before + Math.floor((reached - before) / quarterMs / 2) * quarterMs
    if (dayOf(middle, zone) >= day) reached = middle
    else before = middle
  }
  return reached
}

export interface LocalTime {
  readonly at: number
  /** The time is one of those the clocks skipped: this is the first instant after them. */
  readonly isMoved: boolean
}

/** When the clocks of a zone first show this time of a day; undefined on a day that the zone left out. */
export function timeOn(day: number, minute: number, zone: string): LocalTime | undefined {
  const [start, end] = [startOfDay(day, zone), startOfDay(day + 1, zone)]
  if (end <= start) return undefined
  const wall = day * dayMs + minute * minuteMs
  for (const offset of [offsetMinutes(start - quarterMs, zone), offsetMinutes(start, zone), offsetMinutes(end - quarterMs, zone)]) {
    const at = wall - offset * minuteMs
    if (at >= start && at < end && offsetMinutes(at, zone) === offset) return { at, isMoved: false }
  }
  for (let at = start; at < end; at += quarterMs) if (wallOf(at, zone) >= wall) return { at, isMoved: true }
  return { at: end, isMoved: true }
}

/** True in both halves of an hour that the clocks show twice. */
export function isRepeated(instant: number, zone: string): boolean {
  const offset = offsetMinutes(instant, zone)
  return [-3, 3].some((hours) => {
    const other = offsetMinutes(instant + hours * 3_600_000, zone)
    const twin = instant + (offset - other) * minuteMs
    return other !== offset && twin !== instant && offsetMinutes(twin, zone) === other
  })
}

/** `2026-10-25T02:30:00+01:00` */
export function writeLocal(instant: number, zone: string): string {
  const { year, month, day, hour, minute, second, offset = 0 } = momentAt(instant, zone)
  const two = (value: number) => String(value).padStart(2, '0')
  const ahead = Math.abs(offset)
  const zoneText = `${offset < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${zoneText}`
}

/** `Mon 26 Oct 07:30` is for people who know their zone; in words the day is written only where it differs from that of `near`. */
export function writeTime(instant: number, zone: string, near?: number): string {
  const local = writeLocal(instant, zone)
  const isNear = near !== undefined && dayOf(instant, zone) === dayOf(near, zone)
  return isNear ? local.slice(11, 16) : `${local.slice(0, 10)} ${local.slice(11, 16)}`
}

import { instantOf, momentAt, parseIso } from '#core/mapping/moment.ts'

/** An ISO moment as a clock in the zone shows it, for an input: `2026-11-22T09:00`. Empty for what is no moment. */
export function toLocal(iso: string, zone: string): string {
  const parsed = parseIso(iso)
  if (!parsed) return ''
  const { year, month, day, hour, minute } = momentAt(instantOf(parsed, zone), zone)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`
}

/** What was typed on a clock in the zone, as an ISO moment with its offset. Undefined for what is not complete. */
export function fromLocal(local: string, zone: string): string | undefined {
  const parsed = parseIso(local)
  if (!parsed?.hasTime) return undefined
  const { offset = 0 } = momentAt(instantOf(parsed, zone), zone)
  const minutes = Math.abs(offset)
  return `${local.slice(0, 16)}:00${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

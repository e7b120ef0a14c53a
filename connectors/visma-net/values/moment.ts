import { DataError } from '#core/kit/errors.ts'

/** `2026-11-22T00:00:00` → `2026-11-22`; stamps of the ERP carry no zone, and a booking day needs none. */
export function dayOf(value: string | null | undefined): string | undefined {
  if (value === null || value === undefined || value === '') return undefined
  const day = /^(\d{4}-\d\d-\d\d)/.exec(value)?.[1]
  if (day === undefined || day.startsWith('0001')) return undefined
  if (Number.isNaN(Date.parse(day))) throw new DataError(`"${value}" is no date.`, { code: 'date-unreadable' })
  return day
}

/** The day an ISO moment shows on the shop's clock, in which its offset is. */
export function dayOfMoment(moment: string): string {
  return moment.slice(0, 10)
}

/** A day as both APIs take it: the sales order service reads a moment without an offset as UTC, which is midnight of that day. */
export function midnightOf(day: string): string {
  return `${day}T00:00:00`
}

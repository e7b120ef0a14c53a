import { createHash } from 'node:crypto'
import Big from 'big.js'
import { DataError } from '#core/kit/errors.ts'

/** A record as it came: field names in capitals. */
export type Row = Readonly<Record<string, unknown>>

/** FoxPro pads texts with spaces; an empty one is absent. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value.trim() : ''
  return text === '' ? undefined : text
}

/** A JSON number as decimal text. @throws DataError for what is no number */
export function decimalOf(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '') return undefined
  if (typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()))) {
    // Eight decimals are more than AccountView keeps, and less than where binary dust begins.
    const rounded = new Big(typeof value === 'number' ? value : value.trim()).round(8)
    return rounded.eq(0) ? '0' : rounded.toFixed()
  }
  throw new DataError(`${JSON.stringify(value)} is no number.`, { code: 'number-unreadable' })
}

/** Decimal text as the JSON number the API takes. @throws DataError when a JSON number cannot hold it exactly */
export function numberOf(decimal: string, what: string): number {
  const number = Number(decimal)
  if (Number.isFinite(number) && new Big(decimal).eq(new Big(number))) return number
  throw new DataError(`${what}: AccountView cannot hold the number ${decimal} exactly.`, {
    code: 'number-too-long',
    hint: 'Round it in the mapping.',
  })
}

/** `2026-01-31T10:04:12`, in the installation's own time and without a zone; undefined for an empty one. */
export function stampOf(value: unknown): string | undefined {
  const stamp = textOf(value)?.slice(0, 19)
  return stamp !== undefined && isStamp(stamp) ? stamp : undefined
}

export function isStamp(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}Z`))
}

/** @throws DataError for a text that is no date */
export function dayOf(value: unknown): string | undefined {
  const text = textOf(value)
  // FoxPro's empty date comes as text or as the first day of its calendar.
  if (text === undefined || text.startsWith('0001') || text.startsWith('1899-12-30')) return undefined
  const day = /^(\d{4}-\d\d-\d\d)(T|$)/.exec(text)?.[1]
  if (day === undefined || Number.isNaN(Date.parse(day))) throw new DataError(`"${text}" is no date.`, { code: 'date-unreadable' })
  return day
}

/** Without what is absent. */
export function given<T extends Readonly<Record<string, unknown>>>(values: T): T {
  // Absent members are optional in every type this is used for.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as T
}

export function unique<T>(values: readonly (T | undefined)[]): readonly T[] {
  return [...new Set(values.filter((value): value is T => value !== undefined))]
}

export function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}

/** Our id for a document, short enough for a description of 40 signs beside the order's number. */
export function markerOf(externalId: string): string {
  return createHash('sha256').update(externalId).digest('hex').slice(0, 20)
}

/** Our id for a debtor in the ten signs AccountView has for a foreign number. */
export function debtorMarkerOf(externalId: string): string {
  const digits = BigInt(`0x${createHash('sha256').update(externalId).digest('hex').slice(0, 16)}`).toString(36)
  return digits.padStart(10, '0').slice(-10).toUpperCase()
}

import { valueError } from '../errors.ts'
import { pythonRepr } from '../python.ts'

/**
 * A moment or day as callers must write it: `2026-11-22 10:00:00` or `2026-11-22`.
 * @throws OdooError (ValueError) for any other form; the `T…Z` form is refused too (observed on Odoo 19.0).
 */
export function parseMoment(value: unknown, type: 'date' | 'datetime'): string {
  const form = type === 'date' || (typeof value === 'string' && value.length <= 10) ? '%Y-%m-%d' : '%Y-%m-%d %H:%M:%S'
  const text = String(value)
  const match = /^(\d{4}-\d\d-\d\d)( \d\d:\d\d:\d\d)?$/.exec(type === 'date' ? text.slice(0, 10) : text)
  const iso = match && `${match[1]}T${(match[2] ?? ' 00:00:00').slice(1)}.000Z`
  if (!match || !iso || Number.isNaN(Date.parse(iso)) || new Date(iso).toISOString() !== iso) {
    throw valueError(`time data ${pythonRepr(value)} does not match format '${form}'`)
  }
  return type === 'date' ? (match[1] ?? '') : `${match[1]}${match[2] ?? ' 00:00:00'}`
}

import Big from 'big.js'
import { DataError } from '#core/kit/errors.ts'

/** A record as Odoo answers it: every value unknown until asked for by kind. */
export type OdooRecord = { readonly id: number } & Readonly<Record<string, unknown>>

/** Odoo says `false` for every empty value, and `""` for a text somebody emptied. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A many2one is `[id, "label"]`, a bare id when read with `load: null`, and `false` when empty. */
export function idOf(value: unknown): number | undefined {
  const id = Array.isArray(value) ? value[0] : value
  return typeof id === 'number' && id > 0 ? id : undefined
}

export function labelOf(value: unknown): string | undefined {
  return Array.isArray(value) ? textOf(value[1]) : undefined
}

export function idsOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((id): id is number => typeof id === 'number') : []
}

/** Odoo's floats carry binary dust (0.30000000000000004); eight decimals are more than any of its precisions. */
const decimals = 8

/**
 * The number Odoo sent as decimal text without exponent or trailing zeros; `undefined` where it sent none, or the user does not see
 * the field. A whole number too long for JavaScript comes as text (host/http) and stays exact.
 * @throws DataError for what is no number: taken for none, an amount would become 0.
 */
export function decimalOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === false) return undefined
  if (Number.isFinite(value) || (typeof value === 'string' && /^-?\d+$/.test(value))) {
    const rounded = new Big(String(value)).round(decimals)
    return rounded.eq(0) ? '0' : rounded.toFixed()
  }
  throw new DataError(`${JSON.stringify(value)} is no number.`, { code: 'number-unreadable' })
}

/**
 * A decimal text as the JSON number Odoo demands (it does not convert numeric texts). No arithmetic happens on the result.
 * @throws DataError when a JSON number cannot hold it exactly.
 */
export function numberOf(decimal: string, what: string): number {
  const number = Number(decimal)
  if (!Number.isFinite(number) || !new Big(decimal).eq(new Big(number))) {
    throw new DataError(`${what}: Odoo cannot hold the number ${decimal} exactly.`, {
      code: 'number-too-long',
      hint: 'Round it in the mapping; Odoo keeps about 15 digits.',
    })
  }
  return number
}

/** `2026-11-22 00:34:48` (always UTC) → `2026-11-22T00:34:48Z`. @throws DataError for a text that is no moment. */
export function momentOf(value: unknown): string | undefined {
  const time = textOf(value)
  if (time === undefined) return undefined
  const moment = `${time.slice(0, 19).replace(' ', 'T')}Z`
  const parsed = new Date(moment)
  // JavaScript takes 31 February for 3 March, so the moment must read back the same.
  if (!Number.isNaN(parsed.getTime()) && `${parsed.toISOString().slice(0, 19)}Z` === moment) return moment
  throw new DataError(`"${time}" is no date.`, { code: 'date-unreadable' })
}

/** The day of `2026-11-22 00:34:48` or of `2026-11-22`. @throws DataError for a text that is neither. */
export function dayOf(value: unknown): string | undefined {
  const time = textOf(value)
  return momentOf(time?.length === 10 ? `${time} 00:00:00` : time)?.slice(0, 10)
}

/** Any moment → `2026-11-22 00:34:48` in UTC; Odoo refuses `T` and `Z`. */
export function odooTime(moment: string | number): string {
  return new Date(moment).toISOString().slice(0, 19).replace('T', ' ')
}

/** Plain text for one of Odoo's HTML fields. */
export function htmlOf(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<p>${escaped.replaceAll(/\r?\n/g, '<br>')}</p>`
}

/** The text of one of Odoo's HTML fields, line breaks kept. */
export function textOfHtml(value: unknown): string | undefined {
  const html = textOf(value)
  if (html === undefined) return undefined
  const text = html
    .replaceAll(/<br\s*\/?>|<\/p>|<\/div>|<\/li>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .trim()
  return text === '' ? undefined : text
}

/** Leaves out what is undefined, so that "Odoo has nothing here" and "not given" look the same to a comparison. */
export function given<T extends Readonly<Record<string, unknown>>>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // The filter makes true what the type says; keys of undefined values are gone.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}

export function byId(records: readonly OdooRecord[]): ReadonlyMap<number, OdooRecord> {
  return new Map(records.map((record) => [record.id, record]))
}

export function unique<T>(values: readonly (T | undefined)[]): readonly T[] {
  return [...new Set(values.filter((value): value is T => value !== undefined))]
}

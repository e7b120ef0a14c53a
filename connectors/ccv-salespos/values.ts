import Big from 'big.js'
import { DataError } from '#core/kit/errors.ts'

/** Text that says something; CCV sends null or "" for what is empty. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** Ids are numbers above 0; host/http gives one too long for a number as the text it was written in. */
export function idOf(value: unknown): string | undefined {
  const text = textOf(value)
  return text !== undefined && /^[1-9]\d*$/.test(text) ? text : undefined
}

/**
 * The number CCV sent, as decimal text. JavaScript's shortest form of a number is the one it was written in, up to 15 digits.
 * @throws DataError for what is no number: taken for none, an amount would become 0.
 */
export function decimalOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const isNumber = Number.isFinite(value) || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
  if (!isNumber) throw new DataError(`CCV sent ${JSON.stringify(value)} where a number belongs.`, { code: 'number-unreadable' })
  const rounded = new Big(String(value)).round(mostDecimals)
  return rounded.eq(0) ? '0' : rounded.toFixed()
}

/** More than any amount has; what comes behind is dust of floating numbers. */
const mostDecimals = 8

/** A decimal as the JSON number CCV takes; no arithmetic happens on it. @throws DataError when a number cannot hold it exactly. */
export function numberOf(decimal: string, what: string): number {
  const number = Number(decimal)
  if (decimal.trim() !== '' && Number.isFinite(number) && new Big(decimal).eq(new Big(number))) return number
  throw new DataError(`${what} is "${decimal}", which CCV cannot hold exactly.`, {
    code: 'number-too-long',
    hint: 'Round it in the mapping.',
  })
}

/** `2026-11-22T09:58:12Z`, as it is. @throws DataError for a text that is no moment. */
export function momentOf(value: unknown): string | undefined {
  const text = textOf(value)
  if (text === undefined) return undefined
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) ? `${text}Z` : text
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(moment) && !Number.isNaN(Date.parse(moment))) return moment
  throw new DataError(`CCV sent "${text}" where a moment such as 2026-11-22T10:15:00Z belongs.`, { code: 'date-unreadable' })
}

/** The day a moment falls on where the shop is. */
export function dayIn(moment: string, timeZone: string): string {
  // The Swedish way of writing a day is the ISO one.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(moment))
}

/** Moments as CCV writes them: UTC, whole seconds. */
export function ccvMoment(time: Date | number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}

/** Leaves out what is undefined, so that "nothing here" and "not given" look the same to a comparison. */
export function given<T extends Readonly<Record<string, unknown>>>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // The filter makes true what the type says; keys of undefined values are gone.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}

/** `given`, and undefined when nothing is left. */
export function anyGiven<T extends Readonly<Record<string, unknown>>>(values: T): T | undefined {
  const left = given(values)
  return Object.keys(left).length === 0 ? undefined : (left as T)
}

export function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size))
}

/** A resource as CCV sent it: every value unknown until asked for by kind. */
export type Raw = Readonly<Record<string, unknown>>

export function objectOf(value: unknown): Raw | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : undefined
}

/** The items of an expanded sub-resource; undefined where there is only a link to them. */
export function expandedIn(value: unknown): readonly Raw[] | undefined {
  const items = objectOf(value)?.collection
  return Array.isArray(items) ? rawsOf(items) : undefined
}

export function rawsOf(items: readonly unknown[]): readonly Raw[] {
  return items.map(objectOf).filter((item) => item !== undefined)
}

import { DataError } from '#core/kit/errors.ts'

export type LongTexts = 'cut' | 'refuse'

/**
 * A text as long as the vendor's field takes.
 * @throws DataError when it is longer and shall not be cut
 */
export function fitted(
  text: string,
  { length, longTexts, what }: { readonly length: number; readonly longTexts: LongTexts; readonly what: string },
): string {
  const clean = text.trim()
  if (clean.length <= length) return clean
  if (longTexts === 'cut') return clean.slice(0, length).trimEnd()
  throw new DataError(`${what} has ${clean.length} characters; eAccounting takes ${length}: "${clean.slice(0, 60)}…".`, {
    code: 'text-too-long',
    hint: 'Shorten it with a mapping, or let this node cut long texts.',
    facts: { length },
  })
}

/** Vendors send '' and null where there is nothing. */
export function filled(text: string | null | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed ? trimmed : undefined
}

/** Members that are undefined, left out; undefined when nothing is left. */
export function withoutAbsent<T extends Readonly<Record<string, unknown>>>(values: T): T | undefined {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined)
  // Absent and undefined are the same to the type.
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as T)
}

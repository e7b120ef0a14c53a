import Big from 'big.js'
import { DataError } from '#core/kit/errors.ts'

/** Visma.net sends amounts as JSON numbers; eight decimals are more than it keeps, and less than where binary dust begins. */
const decimals = 8

/** The number it sent as decimal text; undefined where it sent none. @throws DataError for what is no number. */
export function decimalOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (Number.isFinite(value) || (typeof value === 'string' && /^-?\d+$/.test(value))) {
    const rounded = new Big(String(value)).round(decimals)
    return rounded.eq(0) ? '0' : rounded.toFixed()
  }
  throw new DataError(`${JSON.stringify(value)} is no number.`, { code: 'number-unreadable' })
}

/**
 * A decimal text as the JSON number the API demands. Nothing is computed with the result.
 * @throws DataError when a JSON number cannot hold it exactly; `what` names it.
 */
export function numberOf(decimal: string, what: string): number {
  const number = Number(decimal)
  if (!Number.isFinite(number) || !new Big(decimal).eq(new Big(number))) {
    throw new DataError(`${what}: Visma.net cannot hold the number ${decimal} exactly.`, {
      code: 'number-too-long',
      hint: 'Round it in the mapping; Visma.net keeps about 15 digits.',
    })
  }
  return number
}

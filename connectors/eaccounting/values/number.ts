import Big from 'big.js'
import { DataError } from '#core/kit/errors.ts'

/** A number of the vendor's JSON as a decimal text: `0.30000000000000004` never comes about, because nothing is computed before. */
export function decimalOf(value: number | null | undefined): string | undefined {
  return value === null || value === undefined ? undefined : new Big(value).round(12).toFixed()
}

/**
 * A decimal as the number the vendor takes, in so many decimals.
 * @throws DataError for a value that a JSON number cannot carry exactly
 */
export function numberOf(decimal: string, what: string, decimals = 4): number {
  const rounded = new Big(decimal).round(decimals)
  const value = Number(rounded.toFixed())
  if (new Big(value).eq(rounded) && rounded.abs().lt(1e15)) return value
  throw new DataError(`${what} is ${decimal}, which is too large for eAccounting.`, { code: 'number-too-large' })
}

/** Rates come as fractions (`0.21`); one above 1 is a percentage already, because no VAT is below 1 % and none is above 100 %. */
export function percentOf(rate: number): string {
  const value = new Big(rate)
  return (value.lte(1) ? value.times(100) : value).round(4).toFixed()
}

/** `10` → `0.1`, with the four decimals the vendor keeps. @throws DataError outside 0 to 100 */
export function fractionOf(percent: string, what: string): number {
  const value = new Big(percent)
  if (value.lt(0) || value.gt(100)) {
    throw new DataError(`${what} has a discount of ${percent} %; eAccounting takes 0 to 100.`, {
      code: 'discount-out-of-range',
      hint: 'Put a surcharge into the unit price.',
    })
  }
  return numberOf(value.div(100).toFixed(), what)
}

/** Equal by value: `21` and `21.00`. */
export function sameDecimal(left: string, right: string): boolean {
  return new Big(left).eq(right)
}

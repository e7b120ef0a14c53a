import { DataError } from '#core/kit/errors.ts'

const decimalText = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * Whole cents, as the till counts, to a decimal: `"995"` → `"9.95"`.
 * @throws DataError when the till sent no whole number.
 */
export function fromCents(cents: string): string {
  return placePoint(centsOf(cents), 2)
}

/** Whole cents to reckon with. @throws DataError when the till sent no whole number. */
export function centsOf(cents: string): bigint {
  if (/^-?\d+$/.test(cents)) return BigInt(cents)
  throw new DataError(`MplusKASSA sent "${cents}" where an amount in cents belongs.`, { code: 'amount-unreadable' })
}

/**
 * A decimal to whole cents: `"9.95"` → `"995"`. Exact: nothing is ever rounded.
 * @throws DataError for more than two decimals; `what` names the amount: "Order 1042, line 3 (SKU 120101): the unit price".
 */
export function toCents(amount: string, what: string): string {
  const match = decimalText.exec(amount)
  if (!match) throw new DataError(`${what} is "${amount}", which is no amount such as 9.95.`, { code: 'amount-unreadable' })
  const [, sign = '', whole = '', fraction = ''] = match
  if (/[1-9]/.test(fraction.slice(2))) {
    throw new DataError(`${what} is ${amount}: MplusKASSA keeps amounts in whole cents.`, {
      code: 'amount-decimals',
      hint: 'Round the amount to two decimals in the mapping.',
      facts: { amount },
    })
  }
  return BigInt(`${sign}${whole}${fraction.slice(0, 2).padEnd(2, '0')}`).toString()
}

/** 1234 with 2 places → `"12.34"`. */
export function placePoint(value: bigint, places: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0')
  const sign = value < 0n ? '-' : ''
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

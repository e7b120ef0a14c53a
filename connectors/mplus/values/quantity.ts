import { DataError } from '#core/kit/errors.ts'
import { placePoint } from './money.ts'

/** A quantity as the till keeps it: 1.25 is 125 with 2 decimal places. */
export interface ScaledQuantity {
  readonly quantity: string
  readonly decimalPlaces: string
}

/** Places the vendor's own examples go to are 2 and 3; more than 9 would leave the range of a 64-bit number too soon. */
const mostPlaces = 9

/**
 * `("125", "2")` → `"1.25"`; without places the quantity is whole. Trailing zeros are dropped.
 * @throws DataError when the till sent no whole numbers.
 */
export function fromScaled(quantity: string, decimalPlaces = '0'): string {
  if (!/^-?\d+$/.test(quantity) || !/^\d{1,2}$/.test(decimalPlaces)) {
    throw new DataError(`MplusKASSA sent the quantity "${quantity}" with "${decimalPlaces}" decimal places, which cannot be read.`, {
      code: 'quantity-unreadable',
    })
  }
  return trimZeros(placePoint(BigInt(quantity), Number(decimalPlaces)))
}

/**
 * `"1.25"` → 125 with 2 places. Exact.
 * @throws DataError for a quantity with more than 9 decimals; `what` names it.
 */
export function toScaled(quantity: string, what: string): ScaledQuantity {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(quantity)
  if (!match) throw new DataError(`${what} is "${quantity}", which is no quantity such as 1.25.`, { code: 'quantity-unreadable' })
  const [, sign = '', whole = '', fraction = ''] = match
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > mostPlaces) {
    throw new DataError(`${what} is ${quantity}: it has more than ${mostPlaces} decimals.`, {
      code: 'quantity-decimals',
      hint: 'Round the quantity in the mapping.',
      facts: { quantity },
    })
  }
  return { quantity: BigInt(`${sign}${whole}${kept}`).toString(), decimalPlaces: String(kept.length) }
}

/** Exact sum of decimals: `["1.5", "2"]` → `"3.5"`. */
export function sumOf(quantities: readonly string[]): string {
  const places = Math.max(0, ...quantities.map((one) => one.split('.')[1]?.length ?? 0))
  const total = quantities.reduce((sum, one) => {
    const [whole = '0', fraction = ''] = one.split('.')
    return sum + BigInt(`${whole}${fraction.padEnd(places, '0')}`)
  }, 0n)
  return trimZeros(placePoint(total, places))
}

function trimZeros(value: string): string {
  const trimmed = value.includes('.') ? value.replace(/\.?0+$/, '') : value
  return trimmed === '-0' ? '0' : trimmed
}

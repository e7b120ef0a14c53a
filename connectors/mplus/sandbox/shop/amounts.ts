/** Integer arithmetic on cents and scaled quantities; nothing here is ever a floating number. */

/** `numerator / denominator`, halves away from zero. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const sign = numerator < 0n !== denominator < 0n ? -1n : 1n
  const top = numerator < 0n ? -numerator : numerator
  const bottom = denominator < 0n ? -denominator : denominator
  return sign * ((2n * top + bottom) / (2n * bottom))
}

/** Cents without VAT out of cents including it. */
export function withoutVat(cents: number, percentage: number): number {
  return Number(divideRounded(BigInt(cents) * 100n, BigInt(100 + percentage)))
}

/** Cents including VAT out of cents without it. */
export function withVat(cents: number, percentage: number): number {
  return cents + Number(divideRounded(BigInt(cents) * BigInt(percentage), 100n))
}

/** A quantity as the vendor writes it: 1.25 is `{ amount: 125, places: 2 }`. */
export interface Scaled {
  readonly amount: number
  readonly places: number
}

export const nothing: Scaled = { amount: 0, places: 0 }

/** Adds two quantities at the finer of their scales. */
export function addScaled(left: Scaled, right: Scaled): Scaled {
  const places = Math.max(left.places, right.places)
  return { amount: rescale(left, places) + rescale(right, places), places }
}

export function negateScaled({ amount, places }: Scaled): Scaled {
  return { amount: amount === 0 ? 0 : -amount, places }
}

function rescale({ amount, places }: Scaled, to: number): number {
  return Number(BigInt(amount) * 10n ** BigInt(to - places))
}

/** `1.25` for 125 with 2 places; without trailing zeros, so that equal quantities read equal. */
export function formatScaled({ amount, places }: Scaled): string {
  const digits = String(Math.abs(amount)).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '')
  return `${amount < 0 ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}

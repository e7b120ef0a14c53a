import Big from 'big.js'

/** Adds without the errors of floating numbers: 0.1 and 0.2 are 0.3. */
export function sum(...values: readonly unknown[]): number {
  return values.reduce<Big>((total, value) => total.plus(Number(value ?? 0)), new Big(0)).toNumber()
}

export function subtract(from: unknown, value: unknown): number {
  return new Big(Number(from ?? 0)).minus(Number(value ?? 0)).toNumber()
}

/**
 * An exact decimal. A whole number within ±2^53 is a plain number (no allocation: sums over lines are the hot path);
 * everything else is `units / 10^scale`. Never holds a fraction in a float, never -0.
 */
export type Decimal = number | Scaled

export class Scaled {
  /** A safe integer, or a bigint where that overflows. */
  readonly units: number | bigint
  readonly scale: number

  constructor(units: number | bigint, scale: number) {
    this.units = units
    this.scale = scale
  }
}

export const roundingModes = {
  'half-up': 'Half away from zero (2.5 → 3)',
  'half-even': 'Half to even (2.5 → 2, banker’s rounding)',
  floor: 'Down (−2.5 → −3)',
  ceiling: 'Up (2.1 → 3)',
  truncate: 'Cut off (−2.7 → −2)',
} as const

export type RoundingMode = keyof typeof roundingModes

/** Thrown when a calculation leaves what we promise to keep exact, or divides by zero. */
export class DecimalError extends Error {
  readonly code: 'divided-by-zero' | 'too-many-digits'

  constructor(code: DecimalError['code'], message: string) {
    super(message)
    this.code = code
  }
}

const maxScale = 40
const maxTextLength = 80
const maxUnits = 10n ** 80n
const powers: readonly number[] = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent)

/** A decimal from text ("-12.50", "1e3") or a number by its shortest text; undefined when it is none or is out of bounds. */
export function toDecimal(value: unknown): Decimal | undefined {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return value + 0
    return Number.isFinite(value) ? parseDecimal(String(value)) : undefined
  }
  if (typeof value === 'string') return parseDecimal(value)
  return value instanceof Scaled ? value : undefined
}

/** Text without grouping, a point as separator; surrounding blanks are allowed. Keeps trailing zeros: "12.50" has scale 2. */
export function parseDecimal(text: string): Decimal | undefined {
  const length = text.length
  let index = text.charCodeAt(0) === minus ? 1 : 0
  const isNegative = index === 1
  if (length > 15 + index || length === index) return parseAnyDecimal(text)
  let units = 0
  let pointAt = -1
  for (const start = index; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code >= zero && code <= nine) units = units * 10 + (code - zero)
    else if (code === point && pointAt === -1 && index > start && index < length - 1) pointAt = index
    else return parseAnyDecimal(text)
  }
  const signed = isNegative && units !== 0 ? -units : units
  return pointAt === -1 ? signed : new Scaled(signed, length - pointAt - 1)
}

const minus = 45
const point = 46
const zero = 48
const nine = 57

function parseAnyDecimal(text: string): Decimal | undefined {
  if (text.length > maxTextLength) return undefined
  const match = /^\s*([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?\s*$/.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const magnitude = BigInt(whole + fraction)
  const units = sign === '-' ? -magnitude : magnitude
  const scale = fraction.length - Number(exponent)
  if (scale > maxScale || whole.length + fraction.length - Math.min(scale, 0) > maxTextLength) return undefined
  return scale < 0 ? make(units * 10n ** BigInt(-scale), 0) : make(units, scale)
}

function make(units: number | bigint, scale: number): Decimal {
  if (typeof units === 'number') return scale === 0 ? units : new Scaled(units, scale)
  const small = Number(units)
  if (Number.isSafeInteger(small)) return scale === 0 ? small : new Scaled(small, scale)
  if (units >= maxUnits || units <= -maxUnits) throw new DecimalError('too-many-digits', 'the result has more than 80 digits')
  return new Scaled(units, scale)
}

function unitsOf(value: Decimal): number | bigint {
  return typeof value === 'number' ? value : value.units
}

export function scaleOf(value: Decimal): number {
  return typeof value === 'number' ? 0 : value.scale
}

export function add(left: Decimal, right: Decimal): Decimal {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right
    if (Number.isSafeInteger(sum)) return sum
  }
  const scale = Math.max(scaleOf(left), scaleOf(right))
  const a = unitsAt(left, scale)
  const b = unitsAt(right, scale)
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isSafeInteger(sum)) return make(sum, scale)
  }
  return make(BigInt(a) + BigInt(b), scale)
}

export function subtract(left: Decimal, right: Decimal): Decimal {
  return add(left, negate(right))
}

export function multiply(left: Decimal, right: Decimal): Decimal {
  return product(left, right, 0)
}

/** So many percent of a value, exactly: two decimals more than the factors have. */
export function percentOf(value: Decimal, percent: Decimal): Decimal {
  return product(value, percent, 2)
}

function product(left: Decimal, right: Decimal, extraScale: number): Decimal {
  const scale = scaleOf(left) + scaleOf(right) + extraScale
  if (scale > maxScale) throw new DecimalError('too-many-digits', `the result has more than ${maxScale} decimals`)
  const a = unitsOf(left)
  const b = unitsOf(right)
  if (typeof a === 'number' && typeof b === 'number') {
    const units = a * b
    // `+ 0` turns -0 into 0.
    if (Number.isSafeInteger(units)) return make(units + 0, scale)
  }
  return make(BigInt(a) * BigInt(b), scale)
}

/** The quotient with exactly `scale` decimals. @throws DecimalError when dividing by zero. */
export function divide(left: Decimal, right: Decimal, scale: number, mode: RoundingMode = 'half-up'): Decimal {
  if (unitsOf(right) === 0) throw new DecimalError('divided-by-zero', 'division by zero')
  const shift = scale + scaleOf(right) - scaleOf(left)
  return quotient(shifted(unitsOf(left), Math.max(shift, 0)), shifted(unitsOf(right), Math.max(-shift, 0)), scale, mode)
}

/** The value with exactly `scale` decimals: 5 at scale 2 is 5.00. */
export function round(value: Decimal, scale: number, mode: RoundingMode = 'half-up'): Decimal {
  const excess = scaleOf(value) - scale
  if (excess <= 0) return make(unitsAt(value, scale), scale)
  return quotient(unitsOf(value), shifted(1, excess), scale, mode)
}

/** Negative, 0 or positive, as sorting wants it. */
export function compare(left: Decimal, right: Decimal): number {
  const scale = Math.max(scaleOf(left), scaleOf(right))
  const a = unitsAt(left, scale)
  const b = unitsAt(right, scale)
  return a < b ? -1 : a > b ? 1 : 0
}

export function negate(value: Decimal): Decimal {
  if (typeof value === 'number') return 0 - value
  return new Scaled(typeof value.units === 'number' ? 0 - value.units : -value.units, value.scale)
}

export function absolute(value: Decimal): Decimal {
  return unitsOf(value) < 0 ? negate(value) : value
}

/** Without exponent, with as many decimals as the scale says. */
export function formatDecimal(value: Decimal): string {
  if (typeof value === 'number') return String(value)
  const text = String(value.units)
  if (value.scale === 0) return text
  const digits = (text.startsWith('-') ? text.slice(1) : text).padStart(value.scale + 1, '0')
  const cut = digits.length - value.scale
  return `${text.startsWith('-') ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`
}

/** The nearest float; undefined when writing that float down would give another decimal. */
export function toExactNumber(value: Decimal): number | undefined {
  if (typeof value === 'number') return value
  const { units, scale } = value
  // Both operands are exact up to 10^22, so one division gives the nearest float; up to 15 digits it reads back unchanged.
  if (typeof units === 'number' && scale <= 22 && units < 1e15 && units > -1e15) return units / 10 ** scale
  const number = Number(formatDecimal(value))
  const back = toDecimal(number)
  return back !== undefined && compare(back, value) === 0 ? number : undefined
}

function unitsAt(value: Decimal, scale: number): number | bigint {
  return shifted(unitsOf(value), scale - scaleOf(value))
}

function shifted(units: number | bigint, places: number): number | bigint {
  if (places === 0) return units
  const power = powers[places]
  if (typeof units === 'number' && power !== undefined) {
    const product = units * power
    if (Number.isSafeInteger(product)) return product
  }
  return BigInt(units) * 10n ** BigInt(places)
}

function quotient(dividend: number | bigint, divisor: number | bigint, scale: number, mode: RoundingMode): Decimal {
  if (typeof dividend === 'number' && typeof divisor === 'number') {
    const rest = dividend % divisor
    // Without its remainder the division of safe integers is exact.
    const whole = (dividend - rest) / divisor
    // Doubling the rest stays exact: it only raises the exponent of the float.
    const isNegative = dividend < 0 !== divisor < 0
    const step = rest === 0 ? 0 : stepAway(2 * Math.abs(rest) - Math.abs(divisor), whole % 2 !== 0, isNegative, mode)
    return make(whole + step + 0, scale)
  }
  const top = BigInt(dividend)
  const bottom = BigInt(divisor)
  const rest = top % bottom
  const whole = top / bottom
  const twice = 2n * (rest < 0n ? -rest : rest)
  const half = bottom < 0n ? -bottom : bottom
  const above = twice > half ? 1 : twice < half ? -1 : 0
  const step = rest === 0n ? 0 : stepAway(above, whole % 2n !== 0n, top < 0n !== bottom < 0n, mode)
  return make(whole + BigInt(step), scale)
}

/** What to add to a quotient that was cut off and left a rest; `above` is the sign of (rest − half). */
function stepAway(above: number, isOdd: boolean, isNegative: boolean, mode: RoundingMode): -1 | 0 | 1 {
  const away = isNegative ? -1 : 1
  switch (mode) {
    case 'half-up':
      return above >= 0 ? away : 0
    case 'half-even':
      return above > 0 || (above === 0 && isOdd) ? away : 0
    case 'floor':
      return isNegative ? -1 : 0
    case 'ceiling':
      return isNegative ? 0 : 1
    case 'truncate':
      return 0
    default:
      return assertNever(mode)
  }
}

function assertNever(mode: never): never {
  throw new Error(`Unhandled rounding mode ${String(mode)}`)
}

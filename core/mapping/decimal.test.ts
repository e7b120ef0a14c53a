import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  absolute,
  add,
  compare,
  type Decimal,
  divide,
  formatDecimal,
  multiply,
  negate,
  parseDecimal,
  percentOf,
  type RoundingMode,
  round,
  roundingModes,
  Scaled,
  subtract,
  toDecimal,
  toExactNumber,
} from './decimal.ts'

/** Decimal texts small and large, so that both the integer road and the BigInt road are taken. */
const decimalText = fc
  .tuple(
    fc.boolean(),
    fc.oneof(fc.bigInt(0n, 1000n), fc.bigInt(0n, 10n ** 17n), fc.bigInt(0n, 10n ** 30n)),
    fc.integer({ min: 0, max: 12 }),
  )
  .map(([isNegative, units, scale]) => {
    const digits = units.toString().padStart(scale + 1, '0')
    const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
    return isNegative && units !== 0n ? `-${text}` : text
  })

const decimal = (text: string): Decimal => {
  const value = parseDecimal(text)
  if (value === undefined) throw new Error(`${text} should be a decimal`)
  return value
}

/** big.js writes -0 as "-0" where we have no such thing. */
const sameAs = (expected: Big) => expected.toFixed().replace(/^-(0(\.0*)?)$/, '$1')
const plain = (value: Decimal) => new Big(formatDecimal(value)).toFixed()

const bigModes: Partial<Record<RoundingMode, 0 | 1 | 2>> = { truncate: 0, 'half-up': 1, 'half-even': 2 }

describe('arithmetic agrees with big.js', () => {
  it.each([
    ['add', add, (a: Big, b: Big) => a.plus(b)],
    ['subtract', subtract, (a: Big, b: Big) => a.minus(b)],
    ['multiply', multiply, (a: Big, b: Big) => a.times(b)],
  ] as const)('when it has to %s', (_, ours, theirs) => {
    fc.assert(
      fc.property(decimalText, decimalText, (a, b) => {
        expect(plain(ours(decimal(a), decimal(b)))).toBe(sameAs(theirs(new Big(a), new Big(b))))
      }),
      { numRuns: 500 },
    )
  })

  it('when it has to take a percentage', () => {
    fc.assert(
      fc.property(decimalText, decimalText, (a, b) => {
        expect(plain(percentOf(decimal(a), decimal(b)))).toBe(sameAs(new Big(a).times(b).times('0.01')))
      }),
    )
  })

  it('when it has to round, in the modes both know', () => {
    fc.assert(
      fc.property(
        decimalText,
        fc.integer({ min: 0, max: 6 }),
        fc.constantFrom<RoundingMode>('half-up', 'half-even', 'truncate'),
        (a, scale, mode) => {
          expect(formatDecimal(round(decimal(a), scale, mode))).toBe(
            new Big(a)
              .round(scale, bigModes[mode])
              .toFixed(scale)
              .replace(/^-(0(\.0*)?)$/, '$1'),
          )
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('when it has to compare', () => {
    fc.assert(
      fc.property(decimalText, decimalText, (a, b) => {
        expect(Math.sign(compare(decimal(a), decimal(b)))).toBe(new Big(a).cmp(b))
      }),
    )
  })
})

describe('division', () => {
  it('is never further from the true quotient than its mode allows', () => {
    fc.assert(
      fc.property(
        decimalText,
        decimalText.filter((text) => /[1-9]/.test(text)),
        fc.integer({ min: 0, max: 12 }),
        fc.constantFrom(...(Object.keys(roundingModes) as RoundingMode[])),
        (a, b, scale, mode) => {
          const quotient = divide(decimal(a), decimal(b), scale, mode)
          // rest = a − quotient·b, measured in steps of the last place, kept exact by multiplying instead of dividing.
          const rest = new Big(a).minus(new Big(formatDecimal(quotient)).times(b))
          const step = new Big(b).abs().times(new Big(10).pow(-scale))
          const isAbove = rest.s * new Big(b).s > 0
          if (mode === 'half-up' || mode === 'half-even') expect(rest.abs().times(2).lte(step)).toBe(true)
          else expect(rest.abs().lt(step)).toBe(true)
          if (mode === 'floor' && !rest.eq(0)) expect(isAbove).toBe(true)
          if (mode === 'ceiling' && !rest.eq(0)) expect(isAbove).toBe(false)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('has exactly the decimals that were asked for', () => {
    expect(formatDecimal(divide(10, 4, 3))).toBe('2.500')
  })

  it.each([
    ['half-up', '5', '-5', '6'],
    ['half-even', '4', '-4', '6'],
    ['floor', '4', '-5', '5'],
    ['ceiling', '5', '-4', '6'],
    ['truncate', '4', '-4', '5'],
  ] as const)('rounds halves %s', (mode, ofNine, ofMinusNine, ofEleven) => {
    expect([9, -9, 11].map((value) => formatDecimal(divide(value, 2, 0, mode)))).toEqual([ofNine, ofMinusNine, ofEleven])
  })

  it('refuses to divide by zero', () => {
    expect(() => divide(1, new Scaled(0, 2), 2)).toThrow('division by zero')
  })
})

describe('reading and writing', () => {
  it('writes every decimal as it was read', () => {
    fc.assert(
      fc.property(decimalText, (text) => {
        expect(formatDecimal(decimal(text))).toBe(text)
      }),
    )
  })

  it('reads numbers by their shortest text', () => {
    expect([0.1, 19.99, 1e-7, 1e21, -0].map((value) => formatDecimal(toDecimal(value) ?? Number.NaN))).toEqual([
      '0.1',
      '19.99',
      '0.0000001',
      '1000000000000000000000',
      '0',
    ])
  })

  it.each(['', ' ', '-', '.', '1.', '.5', '1,5', '1.2.3', '1e999', '0x10', 'NaN', 'Infinity', '9'.repeat(81)])('refuses "%s"', (text) => {
    expect(parseDecimal(text)).toBeUndefined()
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e300, null, true, {}, []])('refuses %s', (value) => {
    expect(toDecimal(value)).toBeUndefined()
  })

  it('adds a tenth and two tenths to exactly three tenths', () => {
    expect(formatDecimal(add(decimal('0.1'), decimal('0.2')))).toBe('0.3')
  })

  it('goes on exactly where integers of a float end', () => {
    expect(formatDecimal(add(Number.MAX_SAFE_INTEGER, 2))).toBe('9007199254740993')
  })

  it('stops before a result grows without bound', () => {
    const large = decimal('9'.repeat(50))
    expect(() => multiply(large, large)).toThrow('more than 80 digits')
  })

  it('has no negative zero', () => {
    const zeros = [negate(0), multiply(0, -5), round(decimal('-0.4'), 0), subtract(0, 0), absolute(0), decimal('-0')]
    expect(zeros.map((zero) => Object.is(zero, 0))).toEqual(zeros.map(() => true))
  })
})

describe('JSON numbers', () => {
  it('are the float whose text is the decimal', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 1, max: 6 }), (units, scale) => {
        const value = new Scaled(units, scale)
        expect(new Big(String(toExactNumber(value))).eq(formatDecimal(value))).toBe(true)
      }),
    )
  })

  it('are refused where a float would be another decimal', () => {
    expect(toExactNumber(decimal('12345678901234567.89'))).toBeUndefined()
  })
})

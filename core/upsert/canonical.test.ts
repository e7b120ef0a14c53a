import Big from 'big.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalDecimal } from './canonical.ts'

const digits = (min: number, max: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max })
const decimalText = fc
  .tuple(fc.constantFrom('', '-'), digits(1, 18), fc.option(digits(1, 12), { nil: undefined }))
  .map(([sign, whole, fraction]) => (fraction === undefined ? `${sign}${whole}` : `${sign}${whole}.${fraction}`))

it('writes two decimals the same exactly when their values are the same', () => {
  fc.assert(
    fc.property(decimalText, decimalText, (left, right) => {
      expect(canonicalDecimal(left) === canonicalDecimal(right)).toBe(new Big(left).eq(right))
    }),
  )
})

it('writes a decimal with zeros around it as without them', () => {
  fc.assert(
    fc.property(decimalText, (text) => {
      const padded = text.replace('-', '-00').concat(text.includes('.') ? '00' : '.0')
      expect(canonicalDecimal(padded)).toBe(canonicalDecimal(text))
    }),
  )
})

it('leaves alone what is no decimal', () => {
  expect(canonicalDecimal('12,50')).toBe('12,50')
})

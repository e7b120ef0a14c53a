import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromCents, toCents } from './money.ts'

describe('amounts in cents', () => {
  it('come back as they went, whatever their size and sign', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), (cents) => {
        expect(toCents(fromCents(cents.toString()), 'the amount')).toBe(cents.toString())
      }),
    )
  })

  it.each([
    ['995', '9.95'],
    ['-5', '-0.05'],
    ['0', '0.00'],
    ['9223372036854775807', '92233720368547758.07'],
  ])('%s cents are %s', (cents, amount) => {
    expect(fromCents(cents)).toBe(amount)
  })

  it.each([
    ['9.95', '995'],
    ['9.9', '990'],
    ['49.9500', '4995'],
    ['-0.05', '-5'],
    ['12', '1200'],
  ])('%s is %s cents', (amount, cents) => {
    expect(toCents(amount, 'the amount')).toBe(cents)
  })

  it('refuses a third decimal rather than rounding it, and names the amount', () => {
    expect(() => toCents('41.285', 'Order 1042, line 3: the unit price')).toThrow(
      expect.objectContaining({
        code: 'amount-decimals',
        message: 'Order 1042, line 3: the unit price is 41.285: MplusKASSA keeps amounts in whole cents.',
      }),
    )
  })

  it.each(['9.95', '', 'tien'])('are whole: "%s" is refused', (cents) => {
    expect(() => fromCents(cents)).toThrow(expect.objectContaining({ code: 'amount-unreadable', fix: 'user' }))
  })

  it.each(['1e3', '1,50', '', 'NaN'])('refuses "%s", which is no decimal', (amount) => {
    expect(() => toCents(amount, 'the amount')).toThrow(expect.objectContaining({ code: 'amount-unreadable' }))
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromScaled, sumOf, toScaled } from './quantity.ts'

describe('scaled quantities', () => {
  it('mean the same after going there and back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 9 }), (quantity, places) => {
        const text = fromScaled(quantity.toString(), String(places))
        const back = toScaled(text, 'the quantity')
        expect(BigInt(back.quantity) * 10n ** BigInt(places - Number(back.decimalPlaces))).toBe(quantity)
      }),
    )
  })

  it.each([
    ['125', '2', '1.25'],
    ['530', '3', '0.53'],
    ['-5', '1', '-0.5'],
    ['0', '2', '0'],
    ['200', '2', '2'],
  ])('%s with %s places is %s', (quantity, places, text) => {
    expect(fromScaled(quantity, places)).toBe(text)
  })

  it.each([
    ['125', '-1'],
    ['125', '400'],
    ['1.5', '2'],
    ['', '0'],
  ])('"%s" with "%s" places cannot be', (quantity, places) => {
    expect(() => fromScaled(quantity, places)).toThrow(expect.objectContaining({ code: 'quantity-unreadable', fix: 'user' }))
  })

  it('are whole when the till sends no places', () => {
    expect(fromScaled('12', undefined)).toBe('12')
  })

  it('refuse more decimals than the till can hold', () => {
    expect(() => toScaled('0.1234567891', 'Stock of 120101')).toThrow(expect.objectContaining({ code: 'quantity-decimals' }))
  })

  it('add up exactly where floating numbers would not', () => {
    expect(sumOf(['0.1', '0.2', '-1'])).toBe('-0.7')
  })
})

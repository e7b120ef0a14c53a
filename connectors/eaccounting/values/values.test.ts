import { describe, expect, it } from 'vitest'
import { decimalOf, fractionOf, numberOf, percentOf } from './number.ts'
import { numberIn, referenceOf } from './reference.ts'
import { fitted } from './text.ts'

describe('numbers', () => {
  it('come out of JSON as the decimals people wrote', () => {
    expect([decimalOf(100), decimalOf(0.1 + 0.2), decimalOf(-12.5), decimalOf(null)]).toEqual(['100', '0.3', '-12.5', undefined])
  })

  it('go into JSON exactly, or not at all', () => {
    expect(numberOf('19.99', 'the price')).toBe(19.99)
    expect(() => numberOf('1234567890123456.7891', 'the price')).toThrow(/too large for eAccounting/)
  })

  it('of rates are fractions or percentages, whichever the vendor sends', () => {
    expect([percentOf(0.25), percentOf(25), percentOf(0), percentOf(0.06)]).toEqual(['25', '25', '0', '6'])
  })

  it('of discounts are fractions with four decimals, from 0 to 100 %', () => {
    expect(fractionOf('12.5', 'Line 1')).toBe(0.125)
    expect(() => fractionOf('-5', 'Line 1')).toThrow(/takes 0 to 100/)
  })
})

describe('the reference of a document', () => {
  it('is the same for the same order, and another for the same number from elsewhere', () => {
    const one = referenceOf('1042', 'ccv.shop-a.order.1042')
    expect([one === referenceOf('1042', 'ccv.shop-a.order.1042'), one === referenceOf('1042', 'ccv.shop-b.order.1042')]).toEqual([
      true,
      false,
    ])
  })

  it('keeps its mark within the hundred characters there are', () => {
    const reference = referenceOf('X'.repeat(200), 'ccv.shop.order.1')
    expect([reference.length, reference]).toEqual([100, expect.stringMatching(/ · [0-9a-z]{10}$/)])
  })

  it('gives back the number people look for', () => {
    expect([numberIn(referenceOf('W-1042', 'a')), numberIn('Mr Smith')]).toEqual(['W-1042', 'Mr Smith'])
  })

  it('meets no other among a hundred thousand', () => {
    const marks = new Set(Array.from({ length: 100_000 }, (_, index) => referenceOf('1', `ccv.shop.order.${index}`)))
    expect(marks.size).toBe(100_000)
  })
})

describe('a text that is too long', () => {
  it('is cut, or refused with its length', () => {
    const text = 'een twee drie'
    expect(fitted(text, { length: 9, longTexts: 'cut', what: 'the name' })).toBe('een twee')
    expect(() => fitted(text, { length: 9, longTexts: 'refuse', what: 'Product 1: the title' })).toThrow(
      'Product 1: the title has 13 characters; eAccounting takes 9',
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heldPrices, listPriceOf, type Prices, pricesFromOdoo } from './product-prices.ts'

const without = { percent: '21', isPriceIncluded: false }
const included = { percent: '21', isPriceIncluded: true }
const unknown = { percent: undefined, isPriceIncluded: false }

describe('the prices of a product in Odoo', () => {
  it.each([
    ['works out the price with tax in cents', '24.75', without, { priceExcl: '24.75', priceIncl: '29.95' }],
    ['works out the price without tax in cents', '29.95', included, { priceExcl: '24.75', priceIncl: '29.95' }],
    ['keeps four decimals of a price that has as many', '0.0125', without, { priceExcl: '0.0125', priceIncl: '0.0151' }],
    ['leaves out the price it cannot work out', '24.75', unknown, { priceExcl: '24.75' }],
  ])('%s', (_name, amount, tax, prices) => {
    expect(pricesFromOdoo(amount, tax)).toEqual(prices)
  })
})

describe('the list price for the prices of a record', () => {
  it.each<[string, Prices, Parameters<typeof listPriceOf>[1], string | undefined]>([
    ['is the price that counts in Odoo', { priceExcl: '24.75', priceIncl: '29.99' }, { tax: without, digits: 2 }, '24.75'],
    ['is worked out from the other one', { priceIncl: '29.95' }, { tax: without, digits: 2 }, '24.75'],
    ['is worked out in six decimals where Odoo keeps all', { priceIncl: '29.95' }, { tax: without, digits: undefined }, '24.752066'],
    ['is worked out the other way round', { priceExcl: '24.75' }, { tax: included, digits: 2 }, '29.95'],
    ['has the digits Odoo keeps', { priceExcl: '24.7521' }, { tax: without, digits: 2 }, '24.75'],
    ['is none without a percentage', { priceIncl: '29.95' }, { tax: unknown, digits: 2 }, undefined],
  ])('%s', (_name, prices, meaning, amount) => {
    expect(listPriceOf(prices, meaning)).toBe(amount)
  })

  it('is no difference once it is there, whatever price was asked for', () => {
    const cents = fc.integer({ min: 1, max: 1_000_000 }).map((amount) => (amount / 100).toFixed(2))
    const asked = fc.record({ priceExcl: fc.option(cents, { nil: undefined }), priceIncl: fc.option(cents, { nil: undefined }) })
    const meaning = fc.record({
      tax: fc.record({ percent: fc.constantFrom('0', '6', '9', '21'), isPriceIncluded: fc.boolean() }),
      digits: fc.constantFrom(undefined, 2, 4),
    })
    fc.assert(
      fc.property(asked, meaning, (prices, { tax, digits }) => {
        const amount = listPriceOf(prices, { tax, digits })
        const existing = pricesFromOdoo(amount, tax)
        const held = heldPrices(prices, { existing, amount, tax, digits })
        expect({ ...existing, ...held }).toEqual(existing)
      }),
    )
  })

  it('leaves out the price that does not count where both differ', () => {
    const existing = { priceExcl: '20', priceIncl: '24.2' }
    const held = heldPrices({ priceExcl: '24.75', priceIncl: '29.99' }, { existing, amount: '20', tax: without, digits: 2 })
    expect(held).toEqual({ priceExcl: '24.75' })
  })
})

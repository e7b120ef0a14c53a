import { describe, expect, it } from 'vitest'
import type { Value } from '../schema/shapes.ts'
import { buildShop } from './build-shop.ts'
import { completeLines, totalsOf } from './sale-lines.ts'

function totals(line: Value<'Line'>[], vatMethod: Value<'Order'>['vatMethod']) {
  return totalsOf(completeLines(buildShop().shop, line, vatMethod), vatMethod)
}

describe('the totals of a sale', () => {
  it('take VAT out per code when prices include it', () => {
    const lines = [
      { articleNumber: 120_101, data: { quantity: 2, price: 4995 } },
      { articleNumber: 130_101, data: { quantity: 1, price: 1090 } },
    ]
    expect(totals(lines, 'VAT-METHOD-INCLUSIVE')).toEqual({
      totalInclAmount: 11_080,
      totalExclAmount: 9256,
      vatGroupList: {
        vatGroup: [
          { vatCode: 1, vatPercentage: 21, exclAmount: 8256, vatAmount: 1734 },
          { vatCode: 2, vatPercentage: 9, exclAmount: 1000, vatAmount: 90 },
        ],
      },
    })
  })

  it('put VAT on top when prices exclude it', () => {
    const { totalInclAmount, totalExclAmount } = totals(
      [{ articleNumber: 120_101, data: { quantity: 3, priceExcl: 333 } }],
      'VAT-METHOD-EXCLUSIVE',
    )
    expect([totalExclAmount, totalInclAmount]).toEqual([999, 1209])
  })

  it('carry no VAT when it is shifted to the customer', () => {
    const { totalInclAmount, totalExclAmount } = totals(
      [{ articleNumber: 120_101, data: { quantity: 1, priceExcl: 4128 } }],
      'VAT-METHOD-SHIFTED',
    )
    expect([totalExclAmount, totalInclAmount]).toEqual([4128, 4128])
  })

  it('round a fractional quantity to whole cents', () => {
    const line = [{ articleNumber: 120_101, data: { quantity: 530, decimalPlaces: 3, price: 995 } }]
    expect(totals(line, 'VAT-METHOD-INCLUSIVE').totalInclAmount).toBe(527)
  })

  it('subtract a discount given in whole percents', () => {
    const line = [{ articleNumber: 120_101, data: { quantity: 1, price: 4995, discountPercentage: 15 } }]
    expect(totals(line, 'VAT-METHOD-INCLUSIVE').totalInclAmount).toBe(4246)
  })

  it('use the price of the article when the line has none', () => {
    expect(totals([{ articleNumber: 120_102, data: { quantity: 1 } }], 'VAT-METHOD-INCLUSIVE').totalInclAmount).toBe(4995)
  })
})

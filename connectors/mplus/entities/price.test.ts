import { expect, it } from 'vitest'
import type { Price } from '#core/model/price.ts'
import type { MplusClient } from '../client.ts'
import type { MplusProduct } from '../soap/product-shapes.ts'
import { price } from './price.ts'
import { isSameRule, priceRule, withRules } from './price-to-mplus.ts'

const good: Partial<Price> = { priceList: '1', sku: '120101', fromQuantity: '12', priceExcl: '33.50' }

it('is a price of an article in a price group, from a quantity on', () => {
  expect(priceRule('GROOT', good)).toMatchObject({
    id: '1/120101/12',
    element: { priceGroupNumber: '1', priceExcl: '3350', minimumAmount: '12' },
  })
})

it.each<[string, Partial<Price>, RegExp]>([
  ['no product', { sku: undefined }, /for no single product/],
  ['a SKU with letters', { sku: 'AB-1' }, /"AB-1" is not digits only/],
  ['a price list that is no group', { priceList: 'GROOT' }, /price list "GROOT"; price groups of MplusKASSA are numbers/],
  ['one customer', { customerNumber: '10001' }, /for some customers only/],
  ['an end', { validUntil: '2026-12-31' }, /ends on 2026-12-31/],
  ['half a piece', { fromQuantity: '0.5' }, /from 0.5 pieces/],
  ['a fine discount', { priceExcl: undefined, discountPercent: '7.5' }, /discount of 7.5 %/],
  ['neither price nor discount', { priceExcl: undefined }, /neither a price nor a discount/],
  ['a third decimal', { priceExcl: '33.505' }, /whole cents/],
])('refuses one with %s, and says why', (_what, change, says) => {
  expect(() => priceRule('GROOT', { ...good, ...change })).toThrow(says)
})

it('changes its own price and leaves the other prices of the article', () => {
  const product = {
    productNumber: '1201',
    articleList: [
      {
        articleNumber: '120101',
        customFieldList: [],
        priceGroupList: [
          { priceGroupNumber: '1', priceExcl: '4000', minimumAmount: '12', description: 'Zakelijk' },
          { priceGroupNumber: '1', priceExcl: '4100' },
          { priceGroupNumber: '2', priceIncl: '4745', description: 'Verenigingen' },
        ],
      },
    ],
    groupNumbers: ['2'],
  } satisfies MplusProduct
  const [article] = withRules(product, [priceRule('GROOT', good)]).articleList ?? []
  expect(article?.priceGroupList).toEqual([
    { priceGroupNumber: '1', priceExcl: '4100' },
    { priceGroupNumber: '2', priceIncl: '4745', description: 'Verenigingen' },
    { priceGroupNumber: '1', priceExcl: '3350', minimumAmount: '12', description: 'Zakelijk' },
  ])
})

it('takes no quantity, 0 and 1 for the same', () => {
  const rule = priceRule('GROOT', { ...good, fromQuantity: '1' })
  expect([{ priceGroupNumber: '1' }, { priceGroupNumber: '1', minimumAmount: '0' }].every((one) => isSameRule(one, rule))).toBe(true)
})

it('does not believe a till that takes the article and drops its price', async () => {
  const product = {
    productNumber: '1201',
    articleList: [{ articleNumber: '120101', customFieldList: [], priceGroupList: [] }],
    groupNumbers: [],
  }
  const answers = {
    getProducts: { productList: [product] },
    getPriceGroupList: { priceGroup: [{ priceGroupNumber: '1' }] },
    updateProduct: { result: 'UPDATE-PRODUCT-RESULT-OK' },
  }
  // Only the three operations a price needs are there.
  const client = { call: async (name: keyof typeof answers) => answers[name] } as unknown as MplusClient
  const item = { key: 'GROOT · 120101', externalId: 'x', data: good, attempt: 'first' } as const
  const results = await price.create?.run(client, { items: [item], settings: {} as never, signal: new AbortController().signal })
  expect(results).toMatchObject([{ ok: false, error: { code: 'price-not-kept', message: expect.stringContaining('GROOT · 120101') } }])
})

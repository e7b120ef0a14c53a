import { expect, it } from 'vitest'
import { price as schema } from '#core/model/price.ts'
import { fakeOdoo } from '../testing/fake-odoo.ts'
import { price } from './price.ts'

const signal = new AbortController().signal

const rule = (id: number, own: Record<string, unknown> = {}) => ({
  ...{ id, pricelist_id: [8, 'Default (EUR)'], currency_id: [1, 'EUR'], applied_on: '1_product', product_tmpl_id: [50, 'Chair'] },
  ...{ min_quantity: 0, compute_price: 'fixed', fixed_price: 17.5, date_start: '2026-11-01 00:00:00', date_end: false },
  ...{ write_date: '2026-11-22 09:00:00', ...own },
})

async function read(...rules: readonly Record<string, unknown>[]) {
  const shop = fakeOdoo({
    'product.pricelist.item.search_read': () => rules,
    'product.product.search_read': () => [
      { id: 5, default_code: '120105', product_tmpl_id: [50, 'Chair'] },
      { id: 6, default_code: '120106', product_tmpl_id: [50, 'Chair'] },
    ],
  })
  const settings = { overlapMinutes: 10 } as never
  for await (const page of price.read?.pages(shop.client, { position: null, settings, signal }) ?? []) return page
  return undefined
}

it('gives the price of a product for each of its variants', async () => {
  const page = await read(rule(1))
  expect(page?.records.map(({ key, data }) => [key, data])).toEqual([
    ['Default · 120105', expect.objectContaining({ sku: '120105', priceExcl: '17.5', fromQuantity: '1', validFrom: '2026-11-01' })],
    ['Default · 120106', expect.objectContaining({ sku: '120106', priceExcl: '17.5', fromQuantity: '1', validFrom: '2026-11-01' })],
  ])
  expect(page?.records.map(({ data }) => schema.safeParse(data).success)).toEqual([true, true])
})

it.each([
  ['price', { fixed_price: '17,50' }, '"17,50" is no number.'],
  ['quantity', { min_quantity: 'tien' }, '"tien" is no number.'],
  ['date', { date_end: '32 Foo' }, '"32 Foo" is no date.'],
])('names a rule whose %s is none once, gives the others and moves past it', async (_what, wrong, message) => {
  const page = await read(rule(1, wrong), rule(2, { min_quantity: 10, write_date: '2026-11-22 09:00:05' }))
  expect([page?.records.map(({ key }) => key), page?.position]).toMatchObject([
    ['Default · 120105 · from 10', 'Default · 120106 · from 10'],
    { since: '2026-11-22 09:00:05' },
  ])
  expect(page?.unreadable).toMatchObject([
    {
      entity: 'price',
      key: 'Default · rule 1',
      origin: { id: '1' },
      error: { message: `Price Default · rule 1: ${message}`, fix: 'user' },
    },
  ])
})

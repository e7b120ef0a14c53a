import { expect, it, onTestFinished } from 'vitest'
import type { Page } from '#core/kit/define-connector.ts'
import type { Stock } from '#core/model/stock.ts'
import { anItem, aStock } from '#tests/support/builders.ts'
import { noSignal, openPracticeShop, type PracticeShop } from '../testing/practice-shop.ts'
import { stock } from './stock.ts'

async function open(): Promise<PracticeShop> {
  const shop = await openPracticeShop({ orderCount: 0 })
  onTestFinished(() => shop.server.close())
  return shop
}

const settings = { quantity: 'available', manageStock: 'leave' }

async function write({ client }: PracticeShop, data: Partial<Stock>, own: object = {}) {
  const request = { items: [anItem('stock', aStock(data))], settings: { ...settings, ...own }, signal: noSignal }
  return (await stock.create?.run(client, request as never))?.[0]
}

it('sets the stock of a variant at the variant', async () => {
  const shop = await open()
  expect(await write(shop, { sku: '120103', available: '12' })).toMatchObject({ ok: true, id: 'attributecombinations/8803' })
  expect([shop.bodies('attributecombinations.update'), shop.bodies('products.update')]).toEqual([[{ stock: 12 }], []])
})

it('sets the stock of a simple product at the product, with decimals', async () => {
  const shop = await open()
  await write(shop, { sku: '150401', available: '2.250' })
  expect(shop.bodies('products.update')).toEqual([{ stock: 2.25 }])
})

it('switches stock keeping only when it is told to', async () => {
  const shop = await open()
  await write(shop, { sku: '140501', managesStock: false })
  await write(shop, { sku: '140501', managesStock: false }, { manageStock: 'record' })
  expect(shop.bodies('products.update')).toEqual([{ stock: 17 }, { stock: 17 }, { stockenabled: false }])
})

it('refuses an article the shop does not have, and a record without the figure', async () => {
  const shop = await open()
  expect(await write(shop, { sku: '999001' })).toMatchObject({ ok: false, error: { code: 'product-missing' } })
  expect(await write(shop, { sku: '140501', available: undefined })).toMatchObject({ ok: false, error: { code: 'quantity-missing' } })
})

it('finds nothing to change when the shop holds the figure that would be sent', async () => {
  const shop = await open()
  await write(shop, { sku: '120101', available: '8', onHand: '9' })
  const items = [{ key: '120101', data: { sku: '120101', available: '8', onHand: '9' } }]
  const [found] = (await stock.find?.run(shop.client, { by: 'sku', items, settings, signal: noSignal } as never))?.get('120101') ?? []
  expect([found?.wanted, found?.data]).toEqual([
    { sku: '120101', onHand: '8', available: '8' },
    { sku: '120101', onHand: '8', available: '8', locations: [], managesStock: true },
  ])
})

it('reads every article with its stock, variants one by one', async () => {
  const { client, server } = await open()
  const pages: Page<Stock>[] = []
  const request = { position: null, settings: { pageSize: 3 }, signal: noSignal }
  for await (const page of stock.read?.pages(client, request as never) ?? []) pages.push(page as Page<Stock>)
  const records = pages.flatMap((page) => page.records)
  const held = server.rows('attributecombinations').find(({ sku_number }) => sku_number === '120102')?.stock
  expect([records.length, records.find(({ key }) => key === '120102')?.data.available]).toEqual([12, String(held)])
})

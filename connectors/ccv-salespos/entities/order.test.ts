import { describe, expect, it, onTestFinished } from 'vitest'
import type { CreateItem, Page } from '#core/kit/define-connector.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { type Order, order as orderSchema } from '#core/model/order.ts'
import { checkTotals } from '#core/upsert/order-totals.ts'
import { anItem, anOrder } from '#tests/support/builders.ts'
import { noSignal, openPracticeShop, type PracticeShop } from '../testing/practice-shop.ts'
import { order } from './order.ts'
import { orderReadFields } from './order-read.ts'
import { orderWriteFields } from './order-write-fields.ts'

async function open(...args: Parameters<typeof openPracticeShop>): Promise<PracticeShop> {
  const shop = await openPracticeShop(...args)
  onTestFinished(() => shop.server.close())
  return shop
}

async function read({ client }: PracticeShop, settings: object = {}, position: Json = null): Promise<readonly Page<Order>[]> {
  const request = { position, settings: parseSettings(orderReadFields, settings, 'orders') as never, signal: noSignal }
  const pages: Page<Order>[] = []
  for await (const page of order.read?.pages(client, request) ?? []) pages.push(page as Page<Order>)
  return pages
}

const recordsOf = (pages: readonly Page<Order>[]): readonly FlowRecord<Order>[] => pages.flatMap(({ records }) => records)
const endOf = (pages: readonly Page<Order>[]): Json => JSON.parse(JSON.stringify(pages.at(-1)?.position ?? null)) as Json

/** A sale behind the counter; a test names only what matters to it. */
function sell({ server }: PracticeShop, body: object = {}, own: object = {}) {
  const rows = [{ product_id: 7002, count: 1 }]
  return server.placeOrder({ is_completed: true, paid: true, status: 7, orderrows: rows, customer: {}, ...body } as never, own as never)
}

describe('reading orders', () => {
  it('adds up: every order of the shop comes to the total the shop tells', async () => {
    for (const pricesIncludeVat of [true, false]) {
      const shop = await open({ orderCount: 60, pricesIncludeVat })
      const records = recordsOf(await read(shop, { statuses: [] }))
      const wrong = records.flatMap(({ key, data }) => checkTotals(orderSchema.parse(data), `Order ${key}`)?.message ?? [])
      expect([records.length, wrong]).toEqual([60, []])
    }
  })

  it('reads the chosen statuses only', async () => {
    const shop = await open({ orderCount: 40 })
    const chosen = recordsOf(await read(shop, { statuses: ['5', '8'] }))
    expect(new Set(chosen.map(({ data }) => data.status))).toEqual(new Set(['delivered', 'cancelled']))
  })

  it('asks the shop itself for one status and for paid orders', async () => {
    const shop = await open({ orderCount: 20 })
    const records = recordsOf(await read(shop, { statuses: ['7'], paid: 'paid' }))
    expect([records.length > 0, shop.sent[0]?.path]).toEqual([true, '/api/rest/v1/orders?is_paid=true&status=7&start=0&size=100'])
  })

  it('gives an order again once it is paid, and no other', async () => {
    const shop = await open({ shop: 'demo', orderCount: 3 })
    const waiting = sell(shop, { paid: false, status: 4 })
    const first = await read(shop, { paid: 'paid' })
    shop.server.change('orders', waiting.id, { paid: true, status: 7 })
    const later = recordsOf(await read(shop, { paid: 'paid' }, endOf(first)))
    expect(later.map(({ origin, data }) => [origin.id, data.paymentState])).toEqual([[String(waiting.id), 'paid']])
  })

  it('reads only what is new when it began with now', async () => {
    const shop = await open({ orderCount: 5 })
    const first = await read(shop, { start: 'now' })
    const sold = sell(shop, {}, { create_date: '2026-11-22T09:30:00Z' })
    const later = recordsOf(await read(shop, { start: 'now', lookBackDays: 1 }, endOf(first)))
    expect([recordsOf(first), later.map(({ origin }) => origin.id)]).toEqual([[], [String(sold.id)]])
  })

  it('misses no order when orders come in between two pages', async () => {
    const shop = await open({ orderCount: 10 })
    const request = {
      position: null,
      settings: parseSettings(orderReadFields, { pageSize: 4, statuses: [] }, 'orders') as never,
      signal: noSignal,
    }
    const seen: string[] = []
    for await (const { records } of order.read?.pages(shop.client, request) ?? []) {
      if (seen.length === 0) sell(shop)
      seen.push(...records.map(({ key }) => key))
    }
    expect([seen.length, new Set(seen).size]).toEqual([10, 10])
  })

  it('tells the variant that was sold, and a discount only where it is exact', async () => {
    const shop = await open({ shop: 'demo', orderCount: 0 })
    const rows = [
      { product_id: 7001, attribute_combination_id: 8801, count: 2, price: 50, discount: 5 },
      { product_id: 7002, count: 1, price: 9.99, discount: 1 },
    ]
    sell(shop, { orderrows: rows })
    const [record] = recordsOf(await read(shop))
    expect(record?.data.lines).toMatchObject([
      {
        sku: '120101',
        gtin: expect.stringMatching(/^87/),
        quantity: '2',
        priceIncl: '50',
        discountPercent: '10',
        totalIncl: '90',
        taxCode: '21',
      },
      { sku: '140501', priceIncl: '8.99', totalIncl: '8.99' },
    ])
    expect(record?.data.lines[1]?.discountPercent).toBeUndefined()
  })

  it('books an order of late evening on the day of the shop', async () => {
    const shop = await open({ orderCount: 0 })
    sell(shop, {}, { create_date: '2026-11-20T23:30:00Z' })
    const [record] = recordsOf(await read(shop))
    expect([record?.data.placedAt, record?.data.date]).toEqual(['2026-11-20T23:30:00Z', '2026-11-21'])
  })

  it('fails an order nobody can read alone', async () => {
    const shop = await open({ orderCount: 2 })
    const odd = sell(shop, {}, { create_date: '2026-11-21T10:00:00Z' })
    shop.server.change('orders', odd.id, { total_price: 'veel' })
    const [page] = await read(shop, { statuses: [] })
    expect([page?.records.length, page?.unreadable?.map(({ error }) => String(error))]).toEqual([
      2,
      [expect.stringContaining('CCV sent "veel" where a number belongs.')],
    ])
  })
})

describe('writing orders', () => {
  const settings = parseSettings(orderWriteFields, {}, 'orders')

  async function write({ client }: PracticeShop, item: CreateItem, own: object = {}) {
    const request = { items: [item], settings: { ...settings, ...own }, signal: noSignal }
    const [result] = (await order.create?.run(client, request as never)) ?? []
    return result
  }

  const links = { customerId: '301', productIds: { '120101': '7001' } }

  it('says everything the shop would otherwise fill in itself', async () => {
    const shop = await open({ orderCount: 0 })
    const lines = [
      { kind: 'product', sku: '120101', name: 'Regenjas', quantity: '2', priceIncl: '49.95', discountPercent: '10', taxCode: '21' },
      { kind: 'shipping', name: 'Verzending', quantity: '1', priceIncl: '4.95' },
      { kind: 'discount', name: 'Korting', quantity: '1', priceIncl: '-5.00', taxRate: '21' },
    ] as const
    const made = anOrder({ pricesIncludeTax: true, lines: [...lines], paymentState: 'paid', customerReference: 'INK-77' })
    expect(await write(shop, anItem('order', made, { links }))).toMatchObject({ ok: true, id: '501', label: '1001' })
    expect(shop.bodies('orders.create')).toEqual([
      {
        is_completed: true,
        paid: true,
        status: 1,
        currency: 'EUR',
        order_row_taxes_included: true,
        shipping_taxes_included: true,
        total_shipping: 4.95,
        reservationnumber: expect.stringMatching(/^W-1042 · INK-77 · #[0-9a-f]{12}$/),
        user_id: 301,
        customer: {
          email: 'marieke.visser@klant.example',
          customertype: 'b2c',
          billingaddress: {
            street: 'Oudegracht',
            housenumber: 12,
            zipcode: '3511 AB',
            city: 'Utrecht',
            country_code: 'NL',
            first_name: 'Marieke',
            last_name: 'Visser',
          },
          deliveryaddress: {
            street: 'Oudegracht',
            housenumber: 12,
            zipcode: '3511 AB',
            city: 'Utrecht',
            country_code: 'NL',
            full_name: 'Marieke Visser',
          },
        },
        orderrows: [
          { product_id: 7001, attribute_combination_id: 8801, count: 2, price: 49.95, discount: 4.995, tax: 21 },
          { product_name: 'Korting', product_number: '', package_id: 1, count: 1, price: -5, discount: 0, tax: 21 },
        ],
      },
    ])
  })

  it('is placed in the status its own was mapped to, before the one of the node and the usual one', async () => {
    const shop = await open({ orderCount: 0 })
    await write(shop, anItem('order', anOrder({ extra: { status: '10' } }), { links }), { status: '2' })
    expect(shop.bodies('orders.create')).toMatchObject([{ status: 10 }])
    const wrong = anItem('order', anOrder({ number: 'W-1043', extra: { status: 'Packed' } }), { links })
    expect(await write(shop, wrong)).toMatchObject({ ok: false, uncertain: false, error: { code: 'status-unknown' } })
  })

  it('comes back as it was sent', async () => {
    const shop = await open({ orderCount: 0, pricesIncludeVat: false })
    await write(shop, anItem('order', anOrder({ customerReference: 'INK-77' }), { links }))
    const [record] = recordsOf(await read(shop))
    expect(record?.data).toMatchObject({
      pricesIncludeTax: false,
      customerReference: 'W-1042 · INK-77',
      customer: { name: 'Marieke Visser', email: 'marieke.visser@klant.example' },
      billing: { street: 'Oudegracht', number: '12', postalCode: '3511 AB', city: 'Utrecht', country: 'NL' },
      lines: [{ sku: '120101', quantity: '2', priceExcl: '7.4', totalExcl: '14.8' }],
    })
  })

  it('finds an order the shop took without saying so', async () => {
    const shop = await open({ orderCount: 3, silentCreates: ['orders.create'] })
    expect(await write(shop, anItem('order', anOrder(), { links }))).toMatchObject({ ok: true, id: '504' })
  })

  it('makes one invoice, also when it is asked again', async () => {
    const shop = await open({ orderCount: 0 })
    const item = anItem('order', anOrder(), { links, documentType: 'invoice' })
    const first = await write(shop, item)
    const second = await write(shop, { ...item, attempt: 'again' })
    expect([first, second, shop.server.rows('invoices').length, shop.server.rows('orders').length]).toEqual([
      expect.objectContaining({ ok: true, label: '1001 · invoice 2001' }),
      expect.objectContaining({ ok: true, existed: true, label: '1001 · invoice 2001' }),
      1,
      1,
    ])
  })

  it('looks for an order only among those placed since it was placed in its source', async () => {
    const shop = await open({ orderCount: 5 })
    const item = { key: 'W-1042', externalId: 'webshop.x.order.W-1042', data: anOrder({ placedAt: '2026-11-20T10:15:00+01:00' }) }
    await order.find?.run(shop.client, { by: 'reference', items: [item], signal: noSignal })
    await order.find?.run(shop.client, { by: 'reference', items: [item], signal: noSignal })
    expect(shop.sent.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('min_create_date'))).toEqual([
      '2026-11-19T09:15:00Z',
      '2026-11-20T16:35:00Z',
    ])
  })

  it.each([
    [
      'a tax code that is no percentage',
      { taxCode: 'NL-HIGH', priceExcl: '7.40' },
      'Order W-1042: line 1: the tax code "NL-HIGH" is no percentage',
    ],
    ['no price', {}, 'Order W-1042: line 1 (120101) has no unit price excluding tax.'],
  ])('refuses %s before anything is sent', async (_what, line, message) => {
    const shop = await open({ orderCount: 0 })
    const lines = [{ kind: 'product' as const, sku: '120101', name: 'Regenjas', quantity: '2', ...line }]
    const result = await write(shop, anItem('order', anOrder({ lines }), { links }))
    expect(result).toMatchObject({ ok: false, uncertain: false, error: { message: expect.stringContaining(message) } })
    expect(shop.bodies('orders.create')).toEqual([])
  })

  it('asks which variant is meant when the SKU is that of the family', async () => {
    const shop = await open({ orderCount: 0 })
    const lines = [{ kind: 'product' as const, sku: '1201', name: 'Regenjas', quantity: '1', priceExcl: '41.28' }]
    const result = await write(shop, anItem('order', anOrder({ lines }), { links: { productIds: { '1201': '7001' } } }))
    expect(result).toMatchObject({ ok: false, error: { code: 'variant-not-named' } })
  })
})

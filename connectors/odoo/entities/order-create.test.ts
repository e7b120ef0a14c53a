import { describe, expect, it } from 'vitest'
import type { CreateItem } from '#core/kit/define-connector.ts'
import { AnswerLostError } from '#core/kit/errors.ts'
import { type Order, order as schema } from '#core/model/order.ts'
import { type Answers, FakeFailure, fakeOdoo } from '../testing/fake-odoo.ts'
import { createOrders } from './order-create.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

const settings: OrderWriteSettings = { keepOrderDate: false }
const signal = new AbortController().signal

function orderData(own: Record<string, unknown> = {}): Order {
  return schema.parse({
    number: '1042',
    placedAt: '2026-11-22T10:00:00+01:00',
    currency: 'EUR',
    status: 'open',
    paymentState: 'paid',
    customer: { email: 'jan@devries.example' },
    pricesIncludeTax: false,
    lines: [{ sku: '120101', name: 'Chair', quantity: '2', priceExcl: '19.95' }],
    ...own,
  })
}

function item(own: Partial<CreateItem<Order>> = {}): CreateItem<Order> {
  const data = own.data ?? orderData()
  return {
    key: data.number,
    externalId: `mplus.till.order.${data.number}`,
    data,
    documentType: 'quotation',
    links: { customerId: '10', productIds: { '120101': '50' } },
    attempt: 'first',
    ...own,
  }
}

/** A database that makes orders from id 100 on and knows nothing yet. */
function emptyShop(own: Answers = {}) {
  let nextId = 100
  return fakeOdoo({
    'res.partner.read': () => [],
    'res.partner.search_read': () => [
      {
        id: 10,
        name: 'Jan de Vries',
        parent_id: false,
        street: 'Dorpsstraat 1',
        zip: '1234 AB',
        city: 'Utrecht',
        country_id: [165, 'Netherlands'],
      },
    ],
    'product.product.read': () => [{ id: 50, taxes_id: [21] }],
    'sale.order.search_read': () => [],
    'sale.order.create': ({ vals_list }: { vals_list: unknown[] }) => vals_list.map(() => nextId++),
    'sale.order.read': ({ ids }: { ids: number[] }) => ids.map((id) => ({ id, name: `S${id}`, state: 'draft', amount_total: 48.28 })),
    'ir.model.data.create': ({ vals_list }: { vals_list: unknown[] }) => vals_list.map((_, index) => 900 + index),
    ...own,
  })
}

function firstOrder(shop: ReturnType<typeof emptyShop>): Record<string, unknown> {
  return (shop.bodiesOf('sale.order.create')[0] as { vals_list: Record<string, unknown>[] }).vals_list[0] ?? {}
}

const create = (shop: ReturnType<typeof emptyShop>, items: readonly CreateItem<Order>[], own: Partial<OrderWriteSettings> = {}) =>
  createOrders(shop.client, { items, settings: { ...settings, ...own }, signal })

describe('createOrders', () => {
  it('makes all drafts in one call and marks them in another', async () => {
    const shop = emptyShop()
    await create(shop, [item(), item({ data: orderData({ number: '1043' }) })])
    expect(shop.calls.map(({ call }) => call).filter((call) => call.endsWith('.create'))).toEqual([
      'sale.order.create',
      'ir.model.data.create',
    ])
    expect(shop.bodiesOf('ir.model.data.create')[0]).toMatchObject({
      vals_list: [
        { module: 'sluice', name: 'mplus.till.order.1042', model: 'sale.order', res_id: 100 },
        { module: 'sluice', name: 'mplus.till.order.1043', model: 'sale.order', res_id: 101 },
      ],
    })
  })

  it('writes number, source, date and exact prices in the way Odoo wants them', async () => {
    const shop = emptyShop()
    await create(shop, [item()])
    expect(firstOrder(shop)).toEqual({
      partner_id: 10,
      partner_invoice_id: 10,
      partner_shipping_id: 10,
      client_order_ref: '1042',
      origin: 'Sluice mplus.till.order.1042',
      date_order: '2026-11-22 09:00:00',
      order_line: [[0, 0, { product_id: 50, name: 'Chair', product_uom_qty: 2, price_unit: 19.95 }]],
    })
  })

  it('sends the price including tax under a tax that is included in prices', async () => {
    const shop = emptyShop()
    const lines = [{ sku: '120101', name: 'Chair', quantity: '1', priceExcl: '10', priceIncl: '12.10', taxCode: '21% incl' }]
    await create(shop, [item({ data: orderData({ lines }) })])
    expect(firstOrder(shop).order_line).toEqual([[0, 0, expect.objectContaining({ price_unit: 12.1, tax_ids: [[6, 0, [22]]] })]])
  })

  it('refuses a tax code Odoo does not have and names order, line and code', async () => {
    const lines = [{ sku: '120101', name: 'Chair', quantity: '1', priceExcl: '10', taxCode: 'HOOG' }]
    const shop = emptyShop()
    const [result] = await create(shop, [item({ data: orderData({ lines }) })])
    expect(result).toMatchObject({
      ok: false,
      uncertain: false,
      error: { code: 'tax-unmapped', message: 'Order 1042, line 1: Odoo has no sales tax named "HOOG".' },
    })
    expect(shop.bodiesOf('sale.order.create')).toEqual([])
  })

  it('does not take a purchase tax for a sales tax', async () => {
    const lines = [{ sku: '120101', name: 'Chair', quantity: '1', priceExcl: '10', taxCode: '21% inkoop' }]
    const [result] = await create(emptyShop(), [item({ data: orderData({ lines }) })])
    expect(result).toMatchObject({ ok: false, error: { code: 'tax-unmapped' } })
  })

  it('books shipping costs on the product of the delivery method', async () => {
    const shop = emptyShop()
    const lines = [{ kind: 'shipping', name: 'Shipping', quantity: '1', priceExcl: '4.95', taxRate: '21' }]
    await create(shop, [item({ data: orderData({ lines, shippingMethod: 'PostNL' }) })])
    expect(firstOrder(shop)).toMatchObject({ carrier_id: 6, order_line: [[0, 0, { product_id: 60, is_delivery: true, price_unit: 4.95 }]] })
  })

  it('makes a delivery address below the customer when it differs from the customer’s own', async () => {
    const shop = emptyShop({ 'res.partner.create': () => [77] })
    const shipping = { name: 'Piet', street: 'Havenweg', number: '9', postalCode: '3011 AA', city: 'Rotterdam', country: 'NL' }
    const billing = { street: 'Dorpsstraat', number: '1', postalCode: '1234AB', city: 'Utrecht', country: 'NL' }
    await create(shop, [item({ data: orderData({ shipping, billing }) })])
    expect(shop.bodiesOf('res.partner.create')).toMatchObject([
      { vals_list: [{ parent_id: 10, type: 'delivery', name: 'Piet', street: 'Havenweg 9', country_id: 165 }] },
    ])
    expect(firstOrder(shop)).toMatchObject({ partner_invoice_id: 10, partner_shipping_id: 77 })
  })

  it('tries one by one when Odoo refuses the batch, so that one bad order does not stop the other', async () => {
    let nextId = 100
    const shop = emptyShop({
      'sale.order.create': ({ vals_list }: { vals_list: { client_order_ref: string }[] }) => {
        if (vals_list.some((one) => one.client_order_ref === '1042')) throw new FakeFailure('odoo.exceptions.ValidationError', 'No.')
        return vals_list.map(() => nextId++)
      },
    })
    const results = await create(shop, [item(), item({ data: orderData({ number: '1043' }) })])
    expect(results).toMatchObject([
      { ok: false, uncertain: false, error: { message: 'Order 1042: Odoo refused: No.' } },
      { ok: true, id: '100' },
    ])
  })

  it('leaves every order of a call open whose answer was lost', async () => {
    const shop = emptyShop({
      'sale.order.create': () => {
        throw new AnswerLostError('The connection broke.')
      },
    })
    const results = await create(shop, [item(), item({ data: orderData({ number: '1043' }) })])
    expect(results).toMatchObject([
      { ok: false, uncertain: true },
      { ok: false, uncertain: true },
    ])
    expect(shop.bodiesOf('sale.order.create')).toHaveLength(1)
  })

  it('confirms in one call and reads the state back', async () => {
    const shop = emptyShop({
      'sale.order.action_confirm': () => true,
      'sale.order.read': ({ ids }: { ids: number[] }) => ids.map((id) => ({ id, name: `S${id}`, state: 'sale', amount_total: 48.28 })),
    })
    const results = await create(shop, [
      item({ documentType: 'order' }),
      item({ data: orderData({ number: '1043' }), documentType: 'order' }),
    ])
    expect(shop.bodiesOf('sale.order.action_confirm')).toMatchObject([{ ids: [100, 101] }])
    expect(results).toEqual([
      { ok: true, id: '100', label: 'S100' },
      { ok: true, id: '101', label: 'S101' },
    ])
  })

  it('keeps an order open that Odoo did not confirm', async () => {
    const shop = emptyShop({
      'sale.order.action_confirm': () => {
        throw new FakeFailure('odoo.exceptions.UserError', 'Some order lines are missing a product.')
      },
    })
    const [result] = await create(shop, [item({ documentType: 'order' })])
    expect(result).toMatchObject({ ok: false, uncertain: true, error: { code: 'not-confirmed', message: expect.stringContaining('S100') } })
  })

  it('puts the date of the source back after confirming', async () => {
    const shop = emptyShop({
      'sale.order.action_confirm': () => true,
      'sale.order.write': () => true,
      'sale.order.read': ({ ids }: { ids: number[] }) => ids.map((id) => ({ id, name: `S${id}`, state: 'sale', amount_total: 48.28 })),
    })
    await create(shop, [item({ documentType: 'order' })], { keepOrderDate: true })
    expect(shop.bodiesOf('sale.order.write')).toMatchObject([{ ids: [100], vals: { date_order: '2026-11-22 09:00:00' } }])
  })

  it('takes its own draft away when another run marked the order first', async () => {
    const shop = emptyShop({
      'ir.model.data.create': () => {
        throw new FakeFailure(
          'odoo.exceptions.ValidationError',
          'duplicate key value violates unique constraint "ir_model_data_module_name_uniq_index"',
        )
      },
      'ir.model.data.search_read': () => [{ id: 1, name: 'mplus.till.order.1042', res_id: 55 }],
      'sale.order.unlink': () => true,
    })
    const [result] = await create(shop, [item()])
    expect(shop.bodiesOf('sale.order.unlink')).toMatchObject([{ ids: [100] }])
    expect(result).toEqual({ ok: true, id: '55', label: 'S55', existed: true })
  })

  it('adopts the draft of an attempt that died before its marker, and creates nothing', async () => {
    const shop = emptyShop({
      'sale.order.search_read': () => [
        { id: 44, name: 'S44', state: 'draft', client_order_ref: '1042', origin: 'Sluice mplus.till.order.1042' },
      ],
    })
    const [result] = await create(shop, [item({ attempt: 'again' })])
    expect(result).toMatchObject({ ok: true, id: '44', existed: true })
    expect([shop.bodiesOf('sale.order.create').length, shop.bodiesOf('ir.model.data.create').length]).toEqual([0, 1])
  })

  it('does not adopt an order that a person typed in under the same reference', async () => {
    const shop = emptyShop({
      'sale.order.search_read': () => [{ id: 44, name: 'S44', state: 'draft', client_order_ref: '1042', origin: false }],
    })
    const [result] = await create(shop, [item({ attempt: 'again' })])
    expect(result).toMatchObject({ ok: true, id: '100' })
  })

  it('works by natural keys, with one warning, for a user without external ids', async () => {
    const shop = emptyShop({ 'ir.model.data.has_access': () => false })
    const [result] = await create(shop, [item()])
    expect(result).toMatchObject({ ok: true, id: '100' })
    expect(shop.logged.filter(({ level }) => level === 'warn')).toHaveLength(1)
  })

  it('refuses a currency no price list has', async () => {
    const [result] = await create(emptyShop(), [item({ data: orderData({ currency: 'SEK' }) })])
    expect(result).toMatchObject({ ok: false, error: { code: 'currency-unavailable' } })
  })

  it('refuses to write a state through own fields', async () => {
    const [result] = await create(emptyShop(), [item({ data: orderData({ extra: { state: 'sale' } }) })])
    expect(result).toMatchObject({ ok: false, error: { code: 'extra-field' } })
  })

  it('warns when Odoo comes to another total', async () => {
    const shop = emptyShop()
    await create(shop, [item({ data: orderData({ totals: { incl: '48.30' } }) })])
    expect(shop.logged).toMatchObject([{ level: 'warn', facts: { expected: '48.30', total: '48.28' } }])
  })
})

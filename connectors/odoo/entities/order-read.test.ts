import { describe, expect, it } from 'vitest'
import { order as schema } from '#core/model/order.ts'
import { type Answers, FakeFailure, fakeOdoo } from '../testing/fake-odoo.ts'
import { orderRead } from './order-read.ts'

const signal = new AbortController().signal
const settings = { states: ['sale'], overlapMinutes: 10 } as never

const header = {
  id: 27,
  name: 'S00027',
  write_date: '2026-11-22 09:00:00',
  state: 'sale',
  date_order: '2026-11-22 08:30:00',
  client_order_ref: 'WEB-1',
  origin: false,
  partner_id: [11, 'Demo Retail BV, Jan'],
  partner_invoice_id: [10, 'Demo Retail BV'],
  partner_shipping_id: [11, 'Demo Retail BV, Jan'],
  currency_id: [1, 'EUR'],
  order_line: [50, 51],
  amount_untaxed: 20,
  amount_tax: 4.2,
  amount_total: 24.2,
  payment_term_id: [4, '30 days'],
  pricelist_id: false,
  carrier_id: false,
  warehouse_id: [1, 'Amsterdam'],
  note: '<p>Bel even</p>',
  delivery_status: 'pending',
  invoice_status: 'to invoice',
  invoice_ids: [],
  x_branch: 'West',
}

function shopWith(own: Record<string, unknown> = {}) {
  return fakeOdoo({
    'sale.order.search_read': () => [{ ...header, ...own }],
    'sale.order.line.read': () => [
      {
        id: 50,
        display_type: false,
        name: 'Chair',
        product_id: [5, 'Chair'],
        product_uom_qty: 2,
        product_uom_id: [1, 'Units'],
        price_unit: 12.1,
        discount: 0,
        tax_ids: [22],
        price_subtotal: 20,
        price_total: 24.2,
        is_delivery: false,
      },
      {
        id: 51,
        display_type: 'line_note',
        name: 'Thank you',
        product_id: false,
        product_uom_qty: 0,
        price_unit: 0,
        discount: 0,
        tax_ids: [],
      },
    ],
    'res.partner.read': () => [
      {
        id: 10,
        name: 'Demo Retail BV',
        is_company: true,
        street: 'Keizersgracht 12-A',
        zip: '1015 CX',
        city: 'Amsterdam',
        country_id: [165, 'Netherlands'],
        email: false,
        phone: false,
      },
      {
        id: 11,
        name: 'Jan',
        is_company: false,
        commercial_company_name: 'Demo Retail BV',
        email: 'jan@retail.example',
        phone: false,
        street: false,
      },
    ],
    'product.product.read': () => [{ id: 5, default_code: '120101', barcode: false }],
  })
}

async function readOne(shop: ReturnType<typeof shopWith>) {
  for await (const page of orderRead.pages(shop.client, { position: null, settings, signal })) return page.records[0]
  return undefined
}

describe('orderRead', () => {
  it('gives orders that follow the neutral model', async () => {
    const record = await readOne(shopWith())
    expect(schema.safeParse(record?.data).error).toBeUndefined()
    expect(record).toMatchObject({
      key: 'S00027',
      origin: { connector: 'odoo', account: 'demo.odoo.com/demo', id: '27' },
      data: {
        status: 'open',
        placedAt: '2026-11-22T08:30:00Z',
        customerReference: 'WEB-1',
        pricesIncludeTax: true,
        note: 'Bel even',
        customer: { name: 'Jan', company: 'Demo Retail BV', email: 'jan@retail.example' },
        billing: { street: 'Keizersgracht', number: '12-A', country: 'NL' },
        totals: { excl: '20', tax: '4.2', incl: '24.2' },
      },
    })
  })

  it('gives both unit prices of a line whose tax is included', async () => {
    const record = await readOne(shopWith())
    expect((record?.data as { readonly lines: readonly unknown[] } | undefined)?.lines[0]).toMatchObject({
      sku: '120101',
      priceIncl: '12.1',
      priceExcl: '10',
      taxCode: '21% incl',
      taxRate: '21',
    })
  })

  describe('an order that cannot be understood', () => {
    const chairs = (price: unknown) => ({
      'sale.order.line.read': () => [{ id: 50, display_type: false, name: 'Chair', product_uom_qty: 2, price_unit: price, tax_ids: [] }],
    })
    const other = { ...header, id: 28, name: 'S00028', order_line: [], write_date: '2026-11-22 09:00:05' }

    async function readPage(own: Record<string, unknown>, answers: Answers = {}) {
      const orders = [{ ...header, order_line: [50], ...own }, other]
      const shop = fakeOdoo({ ...chairs(12.1), ...answers, 'sale.order.search_read': () => orders, 'res.partner.read': () => [] })
      for await (const page of orderRead.pages(shop.client, { position: null, settings, signal })) return page
      return undefined
    }

    it('leaves the others of its page alone, and the position moves past it', async () => {
      const page = await readPage({ date_order: '32 Foo' })
      expect([page?.records.map(({ key }) => key), page?.position]).toMatchObject([['S00028'], { since: '2026-11-22 09:00:05' }])
    })

    it('comes under its name, with what Odoo sent', async () => {
      const page = await readPage({ date_order: '32 Foo' })
      expect(page?.unreadable).toMatchObject([
        {
          ...{ entity: 'order', key: 'S00027', origin: { connector: 'odoo', id: '27' } },
          ...{ raw: { date_order: '32 Foo', x_branch: 'West' }, error: { message: 'Order S00027: "32 Foo" is no date.', fix: 'user' } },
        },
      ])
    })

    it.each([
      ['date', { date_order: '2026-02-31 10:00:00' }, {}, '"2026-02-31 10:00:00" is no date.'],
      ['total', { amount_total: 'veel' }, {}, '"veel" is no number.'],
      ['price of a line', {}, chairs('12,10'), '"12,10" is no number.'],
    ])('because of its %s is named together with that value', async (_what, own, answers, message) => {
      const page = await readPage(own, answers)
      expect(page?.unreadable?.map(({ error }) => (error as Error).message)).toEqual([`Order S00027: ${message}`])
    })

    it('stops the reading when it is the call that failed', async () => {
      const refused = () => {
        throw new FakeFailure('odoo.exceptions.AccessError', 'No.', 403)
      }
      await expect(readPage({}, { 'sale.order.line.read': refused })).rejects.toMatchObject({ code: 'rights' })
    })
  })

  it('keeps custom fields within reach of mappings', async () => {
    expect((await readOne(shopWith()))?.raw).toMatchObject({ x_branch: 'West' })
  })

  it('counts an order as unpaid, with a warning, when the user may not read invoices', async () => {
    const shop = fakeOdoo({
      'sale.order.search_read': () => [{ ...header, order_line: [], invoice_ids: [3] }],
      'res.partner.read': () => [],
      'account.move.read': () => {
        throw new FakeFailure('odoo.exceptions.AccessError', 'No.', 403)
      },
    })
    expect((await readOne(shop))?.data).toMatchObject({ paymentState: 'unpaid' })
    expect(shop.logged).toMatchObject([{ level: 'warn' }])
  })

  it('asks only for the chosen states and names every field', async () => {
    const shop = shopWith()
    await readOne(shop)
    expect(shop.bodiesOf('sale.order.search_read')[0]).toMatchObject({
      domain: [['state', 'in', ['sale']]],
      fields: expect.arrayContaining(['name', 'x_branch']),
    })
  })
})

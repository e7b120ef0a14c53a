import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bindConnection } from '#core/kit/bind-connection.ts'
import type { CreateItem, Existing, Page } from '#core/kit/define-connector.ts'
import type { BoundConnection } from '#core/kit/define-node.ts'
import { entities as model } from '#core/model/entities.ts'
import { applyChanges, compileCompare } from '#core/upsert/compare.ts'
import { odoo } from './connector.ts'
import type { OdooSandbox } from './sandbox/options.ts'
import { startOdooSandbox } from './sandbox/start.ts'
import { fetchHttp } from './testing/fetch-http.ts'

const signal = new AbortController().signal

describe.each(['19.0', '18.0', '17.0'] as const)('Odoo %s', (version) => {
  let sandbox: OdooSandbox
  let connection: BoundConnection

  beforeEach(async () => {
    sandbox = await startOdooSandbox({ version })
    connection = connect(sandbox)
  })
  afterEach(() => sandbox.close())

  function connect({ origin, database, credentials }: OdooSandbox, own: { readonly apiKey?: string; readonly database?: string } = {}) {
    const settings = { url: origin, database, login: credentials.login, apiKey: credentials.apiKey ?? '', language: 'en_US', ...own }
    const clock = { now: () => new Date(), sleep: async () => {} }
    const client = odoo.connect({ settings, http: fetchHttp(origin), clock, log: () => {} })
    return bindConnection(odoo, { client, name: 'Odoo', settings, readOnly: false })
  }

  const entity = (name: string) => {
    const found = connection.entities[name]
    if (!found) throw new Error(`no entity ${name}`)
    return found
  }
  const find = (name: string, by: string, key: string, externalId?: string): Promise<ReadonlyMap<string, readonly Existing[]>> =>
    entity(name).find?.run({ by, items: [{ key, externalId }], signal }) ?? Promise.resolve(new Map())
  const create = (name: string, items: readonly CreateItem[]) => entity(name).create?.run({ items, settings: {}, signal })
  const item = (name: keyof typeof model, key: string, data: object, own: Partial<CreateItem> = {}): CreateItem => ({
    key,
    externalId: `mplus.till.${name}.${key}`,
    data: model[name].schema.parse(data) as never,
    attempt: 'first',
    ...own,
  })

  async function readAll(name: string, settings = {}, position: Page['position'] = null) {
    const pages: Page[] = []
    for await (const page of entity(name).read?.pages({ position, settings, signal }) ?? []) pages.push(page)
    return { records: pages.flatMap(({ records }) => records), position: pages.at(-1)?.position ?? position }
  }

  async function orderItem(number: string, own: Partial<CreateItem> = {}): Promise<CreateItem> {
    const product = await find('product', 'sku', '120101')
    const customer = await create('customer', [
      item('customer', `${number}@klant.example`, { kind: 'person', name: 'Jan de Vries', email: `${number}@klant.example` }),
    ])
    const [debtor] = customer ?? []
    return item(
      'order',
      number,
      {
        number,
        placedAt: '2026-11-20T10:00:00+01:00',
        currency: 'EUR',
        status: 'open',
        paymentState: 'paid',
        customer: {},
        pricesIncludeTax: false,
        lines: [{ sku: '120101', name: 'Mok', quantity: '2', priceExcl: '7.40', taxCode: '21%' }],
        shipping: { name: 'Jan de Vries', street: 'Havenweg', number: '9', postalCode: '3011 AA', city: 'Rotterdam', country: 'NL' },
      },
      {
        links: { customerId: debtor?.ok ? debtor.id : '', productIds: { '120101': product.get('120101')?.[0]?.id ?? '' } },
        documentType: 'order',
        ...own,
      },
    )
  }

  it('says who we are', async () => {
    const { account, version: found, warnings } = await connection.check()
    expect([account, found, warnings]).toEqual([expect.stringContaining('as admin'), expect.stringContaining(version), []])
  })

  it('refuses a wrong key', async () => {
    await expect(connect(sandbox, { apiKey: 'f'.repeat(40) }).check()).rejects.toMatchObject({ code: 'key-refused' })
  })

  it('names an unknown database', async () => {
    await expect(connect(sandbox, { database: 'nodb' }).check()).rejects.toMatchObject({ code: 'database-unknown' })
  })

  it('lists the sales taxes by name and leaves out those of purchases', async () => {
    const names = (await connection.list('taxes')).map(({ value }) => value)
    expect(names).toContain('21%')
    expect(names).not.toContain('21% inkoop')
  })

  it('places a confirmed order, finds it again and reads it back as it was sent', async () => {
    const [result] = (await create('order', [await orderItem('1042')])) ?? []
    expect(result).toMatchObject({ ok: true })
    expect((await find('order', 'reference', '1042', 'mplus.till.order.1042')).get('1042')).toHaveLength(1)
    const { records } = await readAll('order')
    const ours = records.find(({ data }) => (data as { customerReference?: string }).customerReference === '1042')
    expect(model.order.schema.safeParse(ours?.data).error).toBeUndefined()
    expect(ours?.data).toMatchObject({
      status: 'open',
      placedAt: '2026-11-20T09:00:00Z',
      lines: [{ sku: '120101', quantity: '2', priceExcl: '7.4', taxCode: '21%' }],
      shipping: { street: 'Havenweg', number: '9', city: 'Rotterdam', country: 'NL' },
    })
  })

  it('ends with one order when the answer to the create was lost', async () => {
    const order = await orderItem('1043')
    sandbox.misbehave([{ kind: 'answer-lost', on: 'sale.order.create', times: 1 }])
    const [first] = (await create('order', [order])) ?? []
    expect(first).toMatchObject({ ok: false, uncertain: true })
    const [second] = (await create('order', [{ ...order, attempt: 'again' }])) ?? []
    expect(second).toMatchObject({ ok: true, existed: true })
    expect((await find('order', 'reference', '1043')).get('1043')).toHaveLength(1)
  })

  it('ends with one confirmed order when the answer to the confirmation was lost', async () => {
    const order = await orderItem('1044')
    sandbox.misbehave([{ kind: 'answer-lost', on: 'action_confirm', times: 1 }])
    const [result] = (await create('order', [order])) ?? []
    expect(result).toMatchObject({ ok: true })
    expect((await find('order', 'reference', '1044')).get('1044')).toMatchObject([{ data: { status: 'open' } }])
  })

  it('makes a company with its contact, finds it by e-mail and updates one field', async () => {
    const data = {
      kind: 'company',
      name: 'Retail BV',
      email: 'Info@Retail.example',
      contacts: [{ name: 'Piet', email: 'piet@retail.example' }],
    }
    const customer = item('customer', 'info@retail.example', data)
    const [made] = (await create('customer', [customer])) ?? []
    const [found] = (await find('customer', 'email', 'info@retail.example')).get('info@retail.example') ?? []
    expect(made).toMatchObject({ ok: true, id: found?.id })
    const changes = [{ path: 'phone', from: null, to: '020-1234567' }]
    await entity('customer').update?.run({
      items: [{ key: 'x', id: found?.id ?? '', data: { ...customer.data, phone: '020-1234567' }, changes }],
      settings: {},
      signal,
    })
    const { records } = await readAll('customer')
    expect(records.find(({ key }) => key === 'info@retail.example')?.data).toMatchObject({
      phone: '020-1234567',
      contacts: [{ name: 'Piet' }],
    })
  })

  it('compares a mobile number where there is a field for one', async () => {
    const data = { kind: 'person', name: 'Jan', email: 'jan@klant.example' } as const
    const [made] = (await create('customer', [item('customer', data.email, data)])) ?? []
    const changed = { ...data, mobile: '06-12345678' }
    const changes = [{ path: 'mobile', from: null, to: changed.mobile }]
    await entity('customer').update?.run({
      items: [{ key: 'x', id: made?.ok ? made.id : '', data: changed, changes }],
      settings: {},
      signal,
    })
    const found = await entity('customer').find?.run({ by: 'email', items: [{ key: data.email, data: changed }], signal })
    const [existing] = found?.get(data.email) ?? []
    const expected = version === '19.0' ? undefined : changed.mobile
    expect([existing?.wanted?.mobile, existing?.data.mobile]).toEqual([expected, expected])
  })

  it('makes a product with variants and finds each by its SKU', async () => {
    const variants = ['S', 'M'].map((value, index) => ({
      sku: `99010${index}`,
      attributes: [{ attribute: 'Maat', value }],
      priceExcl: `1${index}`,
    }))
    const [made] =
      (await create('product', [item('product', 'shirt', { name: 'Shirt', categories: [['Kleding', 'Shirts']], variants })])) ?? []
    expect(made).toMatchObject({ ok: true, id: expect.stringMatching(/^template-/) })
    expect((await find('product', 'sku', '990101')).get('990101')).toMatchObject([{ data: { sku: '990101', priceExcl: '11' } }])
  })

  it('makes a simple product and reads it back', async () => {
    await create('product', [
      item('product', '990200', { sku: '990200', name: 'Vaas', priceExcl: '12.50', taxCode: '9%', gtin: '2000000990200' }),
    ])
    const { records } = await readAll('product')
    const ours = records.find(({ key }) => key === '990200')
    expect(model.product.schema.safeParse(ours?.data).error).toBeUndefined()
    expect(ours?.data).toMatchObject({ name: 'Vaas', priceExcl: '12.5', taxCode: '9%', gtin: '2000000990200', managesStock: true })
  })

  it.each(['29.95', '0.03'])(
    'holds the price %s with tax of a product whose price is without, and finds no difference afterwards',
    async (price) => {
      const product = { sku: '990201', name: 'Kan', priceExcl: '10', taxCode: '21%' }
      await create('product', [item('product', product.sku, product)])
      const data = { sku: product.sku, name: product.name, priceIncl: price, taxCode: '21%' }
      const compare = compileCompare({ schema: model.product.schema, paths: entity('product').update?.paths ?? [] })
      const look = async () => {
        const found = await entity('product').find?.run({ by: 'sku', items: [{ key: product.sku, data }], signal })
        const [existing] = found?.get(product.sku) ?? []
        return { existing, changes: compare(existing?.wanted ?? data, existing?.data ?? {}) }
      }
      const { existing, changes } = await look()
      const items = [
        { key: product.sku, id: existing?.id ?? '', data: { ...data, ...applyChanges(existing?.data ?? {}, changes) }, changes },
      ]
      const results = await entity('product').update?.run({ items, settings: {}, signal })
      expect([changes.map(({ path }) => path), results, (await look()).changes]).toEqual([
        ['priceIncl'],
        [expect.objectContaining({ ok: true })],
        [],
      ])
    },
  )

  it('sets stock to a number, whatever it was', async () => {
    const [before] = (await find('stock', 'sku', '120101')).get('120101') ?? []
    const changes = [{ path: 'onHand', from: null, to: '33' }]
    const items = [{ key: '120101', id: before?.id ?? '', data: { ...before?.data, onHand: '33' }, changes }]
    expect(await entity('stock').update?.run({ items, settings: {}, signal })).toMatchObject([{ ok: true }])
    expect((await find('stock', 'sku', '120101')).get('120101')).toMatchObject([{ data: { onHand: '33' } }])
  })

  it('makes a category with everything above it and finds it by its path', async () => {
    const [made] = (await create('category', [item('category', 'Wonen / Vazen', { path: ['Wonen', 'Vazen'] })])) ?? []
    expect((await find('category', 'path', 'Wonen / Vazen')).get('Wonen / Vazen')).toMatchObject([{ id: made?.ok ? made.id : '' }])
  })

  it('reads nothing again when nothing changed', async () => {
    const first = await readAll('product')
    expect(first.records.length).toBeGreaterThan(0)
    expect((await readAll('product', {}, first.position)).records).toEqual([])
  })

  it('reads a transaction that became visible late', async () => {
    const first = await readAll('category')
    const { commit } = sandbox.hold('product.category', 'create', [[{ name: 'Laat' }]])
    sandbox.call('product.category', 'create', [[{ name: 'Vroeg' }]])
    const second = await readAll('category', {}, first.position)
    commit()
    const third = await readAll('category', {}, second.position)
    expect([second.records.map(({ key }) => key), third.records.map(({ key }) => key)]).toEqual([['Vroeg'], ['Laat']])
  })

  it('reads after the full pass only the stock that moved', async () => {
    const settings = { which: 'changed', overlapMinutes: 1 }
    await create('order', [await orderItem('1050')])
    const first = await readAll('stock', settings)
    const settled = await readAll('stock', settings, first.position)
    await create('order', [await orderItem('1051')])
    const moved = await readAll('stock', settings, settled.position)
    expect(first.records.length).toBeGreaterThan(1)
    expect(moved.records).toMatchObject([{ key: '120101', data: { reserved: '4' } }])
  })

  it('reads the fixed price and the discount of a price list', async () => {
    const [product] = (await find('product', 'sku', '120101')).get('120101') ?? []
    const pricelist_id = sandbox.call('product.pricelist', 'create', [{ name: 'Groothandel', currency_id: 1 }]) as number
    sandbox.call('product.pricelist.item', 'create', [
      [
        {
          pricelist_id,
          applied_on: '0_product_variant',
          product_id: Number(product?.id),
          min_quantity: 10,
          compute_price: 'fixed',
          fixed_price: 5.25,
        },
        { pricelist_id, applied_on: '3_global', compute_price: 'percentage', percent_price: 15 },
      ],
    ])
    const { records } = await readAll('price')
    expect(records.map(({ key, data }) => [key, data])).toEqual([
      ['Groothandel · 120101 · from 10', expect.objectContaining({ sku: '120101', fromQuantity: '10', priceExcl: '5.25' })],
      ['Groothandel · all products', expect.objectContaining({ discountPercent: '15' })],
    ])
  })
})

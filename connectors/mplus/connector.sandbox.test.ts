import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { bindConnection } from '#core/kit/bind-connection.ts'
import type { CreateItem, Page } from '#core/kit/define-connector.ts'
import type { BoundConnection } from '#core/kit/define-node.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { createHttpClient } from '#host/http/http-client.ts'
import { setUpHttp } from '#tests/support/http-setup.ts'
import { mplus } from './connector.ts'
import { type MplusSandbox, type MplusSandboxOptions, startMplusSandbox } from './sandbox/start.ts'
import { aLine, anOrder, anOrderItem } from './testing/order-builder.ts'
import { noSignal } from './testing/scripted-till.ts'

/** The connector through the program's own HTTP client, against the local till. */
async function connect(
  options: MplusSandboxOptions = {},
  secret = 'demo-secret',
): Promise<{ till: BoundConnection; sandbox: MplusSandbox }> {
  const sandbox = await startMplusSandbox({ orderCount: 40, ...options })
  onTestFinished(() => sandbox.close())
  const settings = parseSettings(mplus.fields, { address: 'http://127.0.0.1', port: sandbox.port, ident: 'demo-ident', secret })
  const { client: http, clock } = setUpHttp({ origin: mplus.origin(settings) })
  const client = mplus.connect({ settings, http, clock, log: () => {} })
  return { till: bindConnection(mplus, { client, name: 'Till', settings, readOnly: false }), sandbox }
}

async function read(till: BoundConnection, entity: string, { position = null as Page['position'], settings = {} } = {}) {
  const pages: Page[] = []
  for await (const page of till.entities[entity]?.read?.pages({ position, settings, signal: noSignal }) ?? []) pages.push(page)
  const records = pages.flatMap((page) => page.records) as FlowRecord<Record<string, unknown>>[]
  return { records, position: pages.at(-1)?.position ?? position }
}

const create = (till: BoundConnection, entity: string, item: object, settings = {}) =>
  till.entities[entity]?.create?.run({ items: [item as CreateItem], settings, signal: noSignal })

describe('the connector on a local till', () => {
  let till: BoundConnection
  let sandbox: MplusSandbox
  beforeAll(async () => {
    sandbox = await startMplusSandbox({ orderCount: 40 })
    const settings = parseSettings(mplus.fields, {
      address: 'http://127.0.0.1',
      port: sandbox.port,
      ident: 'demo-ident',
      secret: 'demo-secret',
    })
    const clock = { now: () => new Date(), sleep: async () => {} }
    const http = createHttpClient({ origin: mplus.origin(settings), connectionName: 'Till', limits: mplus.limits, clock, log: () => {} })
    till = bindConnection(mplus, {
      client: mplus.connect({ settings, http, clock, log: () => {} }),
      name: 'Till',
      settings,
      readOnly: false,
    })
    return async () => {
      await http.close()
      await sandbox.close()
    }
  })

  it('is checked', async () => {
    expect(await till.check()).toMatchObject({ account: expect.stringContaining(`127.0.0.1:${sandbox.port}`), warnings: [] })
  })

  it.each(['branches', 'vat-codes', 'turnover-groups', 'payment-methods', 'delivery-methods', 'article-groups'])(
    'lists %s',
    async (list) => {
      expect((await till.list(list)).length).toBeGreaterThan(0)
    },
  )

  it.each(['order', 'customer', 'product', 'stock', 'category'])('reads every %s as a valid neutral record, each once', async (entity) => {
    const { records } = await read(till, entity, { settings: entity === 'category' || entity === 'stock' ? {} : { pageSize: 7 } })
    const wrong = records.flatMap(({ key, data }) => {
      const problem = till.entities[entity]?.schema.safeParse(data).error
      return problem ? [`${key}: ${problem.message}`] : []
    })
    expect([records.length > 10, wrong, new Set(records.map(({ origin }) => origin.id)).size]).toEqual([true, [], records.length])
  })

  it.each(['order', 'customer', 'product', 'stock', 'category'])('reads no %s twice when nothing changed', async (entity) => {
    const { position } = await read(till, entity)
    expect((await read(till, entity, { position })).records).toEqual([])
  })

  it('reads orders with the e-mail address of their customer', async () => {
    const { records } = await read(till, 'order')
    expect(records.some(({ data }) => /@/.test(String((data.customer as { email?: string }).email)))).toBe(true)
  })
})

describe('writing to a local till', () => {
  it('creates a customer, finds it by e-mail and changes only what changed', async () => {
    const { till } = await connect()
    const data = {
      kind: 'company',
      name: 'Fietsen BV',
      email: 'Inkoop@Fietsen.nl',
      phone: '030-1',
      vatNumber: 'NL001234567B01',
      contacts: [{ name: 'Jan Bakker' }],
      active: true,
    }
    const [made] =
      (await create(till, 'customer', { key: 'inkoop@fietsen.nl', externalId: 'odoo.demo.customer.1', data, attempt: 'first' })) ?? []
    const id = made?.ok ? made.id : ''
    await till.entities.customer?.update?.run({
      items: [
        { key: 'inkoop@fietsen.nl', id, data: { ...data, phone: '030-2' }, changes: [{ path: 'phone', from: '030-1', to: '030-2' }] },
      ],
      settings: {},
      signal: noSignal,
    })
    const found = await till.entities.customer?.find?.run({ by: 'email', items: [{ key: 'inkoop@fietsen.nl' }], signal: noSignal })
    expect(found?.get('inkoop@fietsen.nl')).toMatchObject([
      {
        id,
        data: { kind: 'company', name: 'Fietsen BV', phone: '030-2', vatNumber: 'NL001234567B01', contacts: [{ name: 'Jan Bakker' }] },
      },
    ])
  })

  it('creates a product in a new category, finds it by SKU and changes its price', async () => {
    const { till } = await connect()
    const data = {
      sku: '700001',
      name: 'Veldfles',
      description: 'Aluminium',
      priceIncl: '19.95',
      taxCode: '1',
      gtin: '8712345000017',
      categories: [['Onderweg', 'Flessen']],
      variants: [],
      features: [],
      managesStock: true,
      active: true,
    }
    const [made] =
      (await create(
        till,
        'product',
        { key: '700001', externalId: 'odoo.demo.product.1', data, attempt: 'first' },
        { turnoverGroup: (await till.list('turnover-groups'))[0]?.value },
      )) ?? []
    const id = made?.ok ? made.id : JSON.stringify(made)
    await till.entities.product?.update?.run({
      items: [{ key: '700001', id, data: { ...data, priceIncl: '24.95' }, changes: [{ path: 'priceIncl', from: '19.95', to: '24.95' }] }],
      settings: {},
      signal: noSignal,
    })
    const found = await till.entities.product?.find?.run({ by: 'sku', items: [{ key: '700001' }], signal: noSignal })
    expect(found?.get('700001')).toMatchObject([
      {
        id,
        data: {
          sku: '700001',
          name: 'Veldfles',
          description: 'Aluminium',
          priceIncl: '24.95',
          priceExcl: '20.62',
          gtin: '8712345000017',
          categories: [['Onderweg', 'Flessen']],
        },
      },
    ])
  })

  it('sets stock and finds it', async () => {
    const { till } = await connect()
    const { records } = await read(till, 'stock')
    const sku = records[0]?.key ?? ''
    const [branch] = await till.list('branches')
    const [written] =
      (await create(
        till,
        'stock',
        { key: sku, externalId: 'x', data: { sku, available: '41' }, attempt: 'first' },
        { branch: branch?.value },
      )) ?? []
    const found = await till.entities.stock?.find?.run({ by: 'sku', items: [{ key: sku }], signal: noSignal })
    expect([written?.ok, found?.get(sku)]).toMatchObject([
      true,
      [{ data: { locations: expect.arrayContaining([expect.objectContaining({ location: branch?.value, available: '41' })]) } }],
    ])
  })

  it.each(['order', 'invoice'])(
    'places an %s once, whatever happens to the answers, and finds it by our reference',
    async (documentType) => {
      const { till, sandbox } = await connect()
      const { records } = await read(till, 'customer')
      const products = await read(till, 'product')
      const sku = products.records[0]?.key
      const item = anOrderItem({ documentType, links: { customerId: records[0]?.origin.id }, data: anOrder({ lines: [aLine({ sku })] }) })
      sandbox.misbehave([{ kind: 'answer-lost', on: documentType === 'order' ? 'createOrderV3' : 'saveInvoice', times: 1 }])
      const first = (await create(till, 'order', item))?.[0]
      const again = (await create(till, 'order', { ...item, attempt: 'again' }))?.[0]
      const items = [{ key: item.key, externalId: item.externalId }]
      const found = await till.entities.order?.find?.run({ by: 'reference', items, signal: noSignal })
      // The order goes out again by itself under its idempotency key; the invoice is looked up by the second attempt.
      expect(first).toMatchObject(documentType === 'order' ? { ok: true } : { ok: false, uncertain: true })
      expect([again, found?.get(item.key)]).toMatchObject([{ ok: true, existed: true }, [{ id: again?.ok && again.id }]])
    },
  )

  it('places an order that was refused before as soon as the reason is gone', async () => {
    const { till, sandbox } = await connect()
    const { records } = await read(till, 'customer')
    const item = anOrderItem({ links: { customerId: records[0]?.origin.id }, data: anOrder({ lines: [aLine({ sku: '700009' })] }) })
    const refused = (await create(till, 'order', item))?.[0]
    sandbox.till.addProduct({
      description: 'Kaart',
      articleList: { article: [{ articleNumber: 700009, description: 'Kaart', turnoverGroup: 10, vatCode: 1, priceIncl: 500 }] },
    })
    const placed = (await create(till, 'order', item))?.[0]
    expect([refused, placed]).toMatchObject([{ ok: false, uncertain: false }, { ok: true }])
  })

  it('says so when the secret is wrong', async () => {
    const { till } = await connect({}, 'wrong')
    await expect(till.check()).rejects.toMatchObject({ code: 'credentials-refused' })
  })

  it('reads on through passing failures', async () => {
    const { till, sandbox } = await connect()
    sandbox.misbehave([
      { kind: 'status-502', rate: 0.3, times: 5 },
      { kind: 'connection-cut', rate: 0.2, times: 3 },
    ])
    expect((await read(till, 'order', { settings: { pageSize: 5 } })).records).toHaveLength(40)
  })

  it.each([
    ['order', 'getOrders'],
    ['customer', 'getRelations'],
    ['product', 'getProducts'],
  ] as const)('loses no %s while records change between the pages', async (entity, operation) => {
    const { till, sandbox } = await connect()
    const before = new Set((await read(till, entity)).records.map(({ origin }) => origin.id))
    sandbox.shiftPages({ operation, times: 5 })
    const after = new Set((await read(till, entity, { settings: { pageSize: 4 } })).records.map(({ origin }) => origin.id))
    expect([...before].filter((id) => !after.has(id))).toEqual([])
  })
})

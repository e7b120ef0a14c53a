import { describe, expect, it } from 'vitest'
import type { CreateItem, Page } from '#core/kit/define-connector.ts'
import type { BoundConnection } from '#core/kit/define-node.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import type { Order } from '#core/model/order.ts'
import type { Stock } from '#core/model/stock.ts'
import { startSignIn } from '#host/oauth/sign-in.ts'
import { oauthSetup } from '#host/oauth/token-endpoint.ts'
import { aCustomer, anAddress, anItem, anOrder, aProduct } from '#tests/support/builders.ts'
import { noSignal, openVismaNet } from '#tests/support/visma-net-practice.ts'
import { vismaNet } from './connector.ts'
import { stamp } from './sandbox/company.ts'

async function read(books: BoundConnection, entity: string, { position = null as Json, settings = {} } = {}) {
  const pages: Page[] = []
  for await (const page of books.entities[entity]?.read?.pages({ position, settings, signal: noSignal }) ?? []) pages.push(page)
  return { records: pages.flatMap((page) => page.records) as FlowRecord<never>[], position: pages.at(-1)?.position ?? position, pages }
}

async function create(books: BoundConnection, entity: string, item: CreateItem, settings: object = {}) {
  const [result] = (await books.entities[entity]?.create?.run({ items: [item], settings: { ...settings }, signal: noSignal })) ?? []
  return result
}

const forCustomer = (order: Partial<Order>, own: Partial<CreateItem> = {}) =>
  anItem('order', anOrder(order), { links: { customerId: '10001', productIds: { 120101: '120101' } }, ...own })

describe('a document', () => {
  it('goes out whole in one request, under the shop’s own number and our reference', async () => {
    const { books, exchanges } = await openVismaNet()
    await create(books, 'order', forCustomer({}))
    const [sent] = exchanges.map(({ request }) => request)
    expect([exchanges.length, sent?.method, sent?.path, JSON.parse(sent?.body ?? '')]).toEqual([
      1,
      'POST',
      '/api/v3/SalesOrders',
      {
        type: 'SO',
        status: 'Open',
        customer: { id: '10001', order: 'W-1042', refNo: 'webshop.shop_2eexample.order.W-1042' },
        date: '2026-11-20T00:00:00',
        currencyId: 'EUR',
        description: 'W-1042',
        billing: expect.objectContaining({
          address: { line1: 'Oudegracht 12', city: 'Utrecht', postalCode: '3511 AB', countryId: 'NL' },
          contact: { name: 'Marieke Visser', email: 'marieke.visser@klant.example' },
        }),
        shipping: expect.objectContaining({ address: expect.objectContaining({ countryId: 'NL' }) }),
        orderLines: [
          {
            ...{ inventoryId: '120101', description: 'Koffiemok', quantity: 2, unitPrice: 7.4 },
            ...{ hasManualPrice: true, hasManualDiscount: true, discountPercent: 0 },
          },
        ],
      },
    ])
  })

  it('takes VAT and revenue account from the country it is delivered to, and a line’s own VAT first', async () => {
    const { books, sandbox } = await openVismaNet()
    const order = forCustomer({
      shipping: { ...anAddress(), country: 'BE' },
      lines: [
        { kind: 'product', sku: '120101', name: 'Mok', quantity: '1', priceExcl: '7.40' },
        { kind: 'product', sku: '120102', name: 'Mok', quantity: '1', priceExcl: '7.40', taxCode: 'LAAG' },
      ],
    })
    await create(books, 'order', order, {
      taxByCountry: { BE: 'EU' },
      revenueAccountByCountry: { BE: '3100' },
      defaultTax: 'HOOG',
      revenueAccount: '3000',
    })
    const lines = [...sandbox.company.orders.values()].at(-1)?.lines ?? []
    expect(lines.map(({ taxCategoryId, salesAccountId }) => [taxCategoryId, salesAccountId])).toEqual([
      ['EU', '3100'],
      ['LAAG', '3100'],
    ])
  })

  it('keeps the sales unit of the item, unless the units of the source are set up in Visma.net', async () => {
    const { books, sandbox } = await openVismaNet()
    const lines = [{ kind: 'product' as const, sku: '120101', name: 'Mok', quantity: '1', priceExcl: '7.40', unit: 'Units' }]
    const kept = await create(books, 'order', forCustomer({ lines }))
    const sent = await create(books, 'order', forCustomer({ number: 'W-1043', lines }), { sendUnit: true })
    expect([kept, sandbox.company.orders.size > 0, sent]).toMatchObject([
      { ok: true },
      true,
      { ok: false, error: { code: 'unit-unknown' } },
    ])
  })

  it('takes a line’s own revenue account, and the status and payment method its order was mapped to', async () => {
    const { books, sandbox } = await openVismaNet()
    const lines = [{ kind: 'product' as const, sku: '120101', name: 'Mok', quantity: '1', priceExcl: '7.40', revenueAccount: '3100' }]
    const [method] = await books.list('payment-methods')
    const extra = { status: 'Hold', paymentMethod: method?.value }
    await create(books, 'order', forCustomer({ lines, extra }), { revenueAccount: '3000' })
    const made = [...sandbox.company.orders.values()].at(-1)
    expect([made?.lines.map(({ salesAccountId }) => salesAccountId), made?.dto]).toMatchObject([
      ['3100'],
      { status: expect.objectContaining({ description: 'Hold' }), paymentSettings: { paymentMethodId: method?.value } },
    ])
    const wrong = forCustomer({ number: 'W-1043', lines, extra: { status: 'Sent' } })
    expect(await create(books, 'order', wrong)).toMatchObject({ ok: false, error: { code: 'status-unknown' } })
  })

  it('sets the VAT zone of a customer, and finds it unchanged afterwards', async () => {
    const { books } = await openVismaNet()
    const customer = { ...aCustomer(), extra: { vatZoneId: '02' } }
    await create(books, 'customer', anItem('customer', customer))
    const found = await books.entities.customer?.find?.run({
      by: 'email',
      items: [{ key: String(customer.email), data: customer }],
      signal: noSignal,
    })
    expect([...(found?.values() ?? [])][0]).toMatchObject([{ data: { extra: { vatZoneId: '02' } } }])
  })

  it('sends back what comes back at a negative price, computes a price excluding tax, and tells texts in the note', async () => {
    const { books, sandbox } = await openVismaNet()
    await create(
      books,
      'order',
      forCustomer({
        pricesIncludeTax: true,
        lines: [
          { kind: 'product', sku: '120101', name: 'Retour', quantity: '-2', priceIncl: '8.95', taxRate: '21' },
          { kind: 'note', name: 'Graag bellen', quantity: '0' },
        ],
      }),
    )
    const made = [...sandbox.company.orders.values()].at(-1)
    expect([made?.lines.map(({ quantity, unitPrice }) => [quantity, unitPrice]), made?.dto.note]).toEqual([[[2, -7.3967]], 'Graag bellen'])
  })

  it.each([
    ['order', 'SO'],
    ['sales-invoice', 'IN'],
    ['quotation', 'QT'],
  ])('of the kind %s has the order type %s', async (documentType, type) => {
    const { books } = await openVismaNet()
    expect(await create(books, 'order', forCustomer({}, { documentType }))).toMatchObject({ ok: true, id: `${type}/000107` })
  })

  it('can be an invoice of the customer ledger, with lines that book straight on an account', async () => {
    const { books, sandbox } = await openVismaNet()
    const order = forCustomer(
      { lines: [{ kind: 'shipping', name: 'Verzending', quantity: '1', priceExcl: '4.95', taxCode: '3' }] },
      { documentType: 'invoice' },
    )
    await create(books, 'order', order, { revenueAccount: '3900', onHold: true })
    expect([...sandbox.company.invoices.values()].map(({ dto }) => dto)).toEqual([
      expect.objectContaining({
        ...{ status: 'Hold', customerRefNumber: 'W-1042', externalReference: 'webshop.shop_2eexample.order.W-1042', amount: 5.99 },
        invoiceLines: [expect.objectContaining({ account: { number: '3900' }, vatCode: { id: '3' } })],
      }),
    ])
  })

  it.each([
    [{ lines: [{ kind: 'shipping', name: 'Verzending', quantity: '1', priceExcl: '4.95' }] }, 'line-without-item'],
    [{ lines: [{ kind: 'product', sku: '120101', name: 'Mok', quantity: '1', priceIncl: '8.95' }] }, 'price-missing'],
    [{ shipping: { ...anAddress(), street: 'De zeer lange straatnaam die nergens in een regel past' } }, 'too-long'],
    [{ lines: [{ kind: 'product', sku: '999001', name: 'Cadeaubon', quantity: '1', priceExcl: '25' }] }, 'product-missing'],
  ] as const)('is refused for %j as %s', async (order, code) => {
    const { books } = await openVismaNet()
    const result = await create(books, 'order', forCustomer(order as unknown as Partial<Order>))
    expect(result).toMatchObject({ ok: false, uncertain: false, error: { code } })
  })

  it('is found by its reference among the orders changed since it was placed, at one listing a run', async () => {
    const { books, exchanges } = await openVismaNet()
    const item = forCustomer({})
    await create(books, 'order', item)
    const find = () => books.entities.order?.find?.run({ by: 'reference', items: [{ ...item, data: { ...item.data } }], signal: noSignal })
    const found = await find()
    const listed = exchanges
      .filter(({ request }) => request.label === 'order.list')
      .map(({ request }) => new URL(request.path, 'https://x').searchParams)
    expect([found?.get(item.key)?.map(({ id }) => id), listed.map((query) => query.get('modifiedSince'))]).toEqual([
      ['SO/000107'],
      ['2026-11-18T09:15:00.000Z'],
    ])
  })
})

describe('a customer', () => {
  it('with a company name is a company with the orderer below it', async () => {
    const { books, sandbox } = await openVismaNet()
    const contacts = [{ name: 'Anna de Groot', email: 'anna@winkel.example' }]
    const item = anItem('customer', aCustomer({ kind: 'company', name: 'De Groene Winkel', email: 'info@winkel.example', contacts }))
    await create(books, 'customer', item, { companyClass: 'B2B' })
    const found = await books.entities.customer?.find?.run({
      by: 'email',
      items: [{ key: 'info@winkel.example', data: { kind: 'company' } }],
      signal: noSignal,
    })
    const made = [...sandbox.company.customers.values()].at(-1)
    expect([made?.dto.customerClass, found?.get('info@winkel.example')?.map(({ data }) => [data.kind, data.name, data.contacts])]).toEqual([
      { id: 'B2B', description: 'Zakelijk' },
      [
        [
          'company',
          'De Groene Winkel',
          [expect.objectContaining({ id: expect.any(String), name: 'Anna de Groot', email: 'anna@winkel.example' })],
        ],
      ],
    ])
  })

  it('is asked for in small letters, and once more as it is written', async () => {
    const { books, sandbox, exchanges } = await openVismaNet()
    Object.assign([...sandbox.company.customers.values()][0]?.dto.mainContact ?? {}, { email: 'Info@Shop.Example' })
    const items = [{ key: 'info@shop.example', data: { email: 'Info@Shop.Example' } }]
    const found = await books.entities.customer?.find?.run({ by: 'email', items, signal: noSignal })
    expect([found?.get('info@shop.example')?.length, exchanges.length]).toEqual([1, 2])
  })

  it('without an e-mail address is not made a second time when the first may have worked', async () => {
    const { books } = await openVismaNet()
    const item = { ...anItem('customer', aCustomer({ email: undefined, number: 'K-1' })), attempt: 'again' as const }
    expect(await create(books, 'customer', item)).toMatchObject({ ok: false, uncertain: true })
  })

  it('is changed against the state it was read in', async () => {
    const { books, exchanges } = await openVismaNet()
    const changes = [{ path: 'phone', from: null, to: '030' }]
    await books.entities.customer?.update?.run({
      items: [{ key: 'k', id: '10001', data: { phone: '030' }, changes }],
      settings: {},
      signal: noSignal,
    })
    const [asked, sent] = exchanges
    expect([sent?.request.headers?.['if-match'], JSON.parse(sent?.request.body ?? '')]).toEqual([
      asked?.response.headers.etag,
      { mainContact: { value: { phone1: { value: '030' } } } },
    ])
  })
})

describe('reading by change', () => {
  it('sees what changed on a page already read', async () => {
    const { books, sandbox, clock } = await openVismaNet()
    const pages = books.entities.customer?.read?.pages({ position: null, settings: { pageSize: 5 }, signal: noSignal })
    let position: Json = null
    let isFirst = true
    for await (const page of pages ?? []) {
      position = page.position
      await clock.advance(60_000)
      const at = isFirst ? '10001' : '10014'
      Object.assign(sandbox.company.customers.get(at)?.dto ?? {}, { lastModifiedDateTime: stamp(clock.now()) })
      isFirst = false
    }
    const { records } = await read(books, 'customer', { position })
    expect(records.map(({ origin }) => origin.id)).toEqual(expect.arrayContaining(['10001', '10014']))
  })

  it('costs one call when nothing has changed', async () => {
    const { books, exchanges } = await openVismaNet()
    const { position } = await read(books, 'customer')
    const before = exchanges.length
    await read(books, 'customer', { position })
    expect(exchanges.length - before).toBe(1)
  })
})

describe('stock', () => {
  it('adds up every warehouse, also when only one of them changed', async () => {
    const { books, sandbox, clock } = await openVismaNet()
    const whole = await read(books, 'stock')
    const before = whole.records.find(({ key }) => key === '120101')?.data as unknown as Stock
    Object.assign(sandbox.company.items.get('120101')?.stock.get('OSL') ?? {}, {
      available: 1_000,
      onHand: 1_000,
      availableForShipment: 1_000,
      modifiedMs: clock.now().getTime() + 600_000,
    })
    const [changed] = (await read(books, 'stock', { position: { since: new Date(clock.now().getTime() + 300_000).toISOString() } }))
      .records as FlowRecord<Stock>[]
    const utrecht = before.locations.find(({ location }) => location === 'UTR')
    expect(changed?.data).toMatchObject({
      sku: '120101',
      available: String(1_000 + Number(utrecht?.available)),
      locations: [utrecht, { location: 'OSL', onHand: '1000' }],
    })
  })

  it('cannot be written', async () => {
    const { books } = await openVismaNet()
    const { create: make, update } = books.entities.stock ?? {}
    expect([make, update]).toEqual([undefined, undefined])
  })
})

describe('calls per hour', () => {
  it('are what the connection says, and 500 where it says nothing', () => {
    const settings = parseSettings(vismaNet.fields, { clientId: 'isv_shop', clientSecret: 's' })
    expect([vismaNet.perHour?.(settings), vismaNet.perHour?.({ ...settings, callsPerHour: 2_000 })]).toEqual([500, 2_000])
  })
})

describe('signing in through the browser', () => {
  it('asks with PKCE and state, and gets tokens for the company that was chosen', async () => {
    const { sandbox, clock } = await openVismaNet()
    const settings = parseSettings(vismaNet.fields, { ...sandbox.settings, signIn: 'browser' })
    if (!vismaNet.oauth) throw new Error('Visma.net signs in.')
    const { url, tokens } = await startSignIn(oauthSetup(vismaNet.oauth, settings), {
      connectionName: 'Books',
      clock,
      log: () => {},
      signal: noSignal,
    })
    const asked = new URL(url)
    const page = await (await fetch(url)).text()
    const answer = new URLSearchParams([...asked.searchParams, ['company', sandbox.credentials.tenantId], ['decision', 'allow']])
    await fetch(`${asked.origin}${asked.pathname}`, { method: 'POST', body: answer })
    const { accessToken, refreshToken } = await tokens
    const customers = await fetch(`${sandbox.origin}/v1/customer`, { headers: { authorization: `Bearer ${accessToken}` } })
    expect([
      page.includes('Noorderlicht Handel B.V.'),
      asked.searchParams.get('code_challenge_method'),
      refreshToken?.slice(0, 3),
      customers.status,
    ]).toEqual([true, 'S256', 'RT-', 200])
  })
})

describe('a product', () => {
  it('with variants is refused with the reason', async () => {
    const { books } = await openVismaNet()
    const item = anItem('product', aProduct({ variants: [{ sku: '1', attributes: [], active: true }] }))
    expect(await create(books, 'product', item, { itemClass: '1' })).toMatchObject({ ok: false, error: { code: 'variants-not-possible' } })
  })

  it('is looked up forty at a call where an order asks', async () => {
    const { books, exchanges } = await openVismaNet()
    const items = Array.from({ length: 60 }, (_, index) => ({ key: String(120_101 + index) }))
    const found = await books.entities.product?.find?.run({ by: 'sku', items, signal: noSignal })
    expect([exchanges.length, found?.get('120101')?.length, found?.get('120150')]).toEqual([2, 1, []])
  })

  it('whose number is no plain word is addressed in base64', async () => {
    const { books, exchanges } = await openVismaNet()
    const item = anItem('product', aProduct({ sku: 'A/1 é' }))
    await create(books, 'product', { ...item, attempt: 'again' }, { itemClass: '1' })
    expect([exchanges[0]?.request.path, exchanges.at(-1)?.response.status]).toEqual(['/v1/inventory/b64(QS8xIMOp)', 201])
  })
})

import { describe, expect, it } from 'vitest'
import type { Page } from '#core/kit/define-connector.ts'
import { aCustomer, anItem, anOrder, aProduct, aStock } from '#tests/support/builders.ts'
import { type OpenBooks, openBooks, signal } from '#tests/support/eaccounting-books.ts'
import { codings, termsOfPayment, units } from './sandbox/books/fixed-lists.ts'

const [goods21, goods9] = codings
const customerSettings = { paymentTerms: String(termsOfPayment[0]?.Id) }
const productSettings = { coding: String(goods21?.Id), unit: String(units[0]?.Id) }

async function write(books: OpenBooks, entity: string, item: ReturnType<typeof anItem>, settings = {}) {
  const [result] = (await books.entity(entity).create?.run({ items: [item], settings, signal })) ?? []
  return result
}

async function read(books: OpenBooks, entity: string, settings = {}, position: Page['position'] = null): Promise<readonly Page[]> {
  const pages: Page[] = []
  for await (const page of books.entity(entity).read?.pages({ position, settings, signal }) ?? []) pages.push(page)
  return pages
}

const idOf = (result: Awaited<ReturnType<typeof write>>) => (result?.ok ? result.id : (result?.error.message ?? 'nothing'))

describe('the connection', () => {
  it('says which company the permission is for', async () => {
    const books = await openBooks()
    expect(await books.check()).toEqual({ account: 'Demo Outdoor B.V. (30123456)', version: 'API 2', warnings: [] })
  })

  it('refuses a permission for another company than its own', async () => {
    const books = await openBooks()
    await expect(books.check({ company: '30654321' })).rejects.toThrow(
      /is for Demo Outdoor B\.V\. \(30123456\), and this connection is for company 30654321/,
    )
  })

  it('says that a company is not active', async () => {
    const books = await openBooks({ isActive: false })
    await expect(books.check()).rejects.toMatchObject({ name: 'ConnectionError', code: 'company-inactive' })
  })

  it('waits as long as the text of a refusal asks, and goes on', async () => {
    const start = Date.parse('2026-11-22T09:00:30Z')
    let waitedMs = () => 0
    const books = await openBooks({ callsPerMinute: 1, now: () => new Date(start + waitedMs()) })
    waitedMs = () => books.clock.sleeps.reduce((sum, ms) => sum + ms, 0)
    await books.connection.check()
    await books.connection.check()
    expect(books.clock.sleeps).toContain(30_000)
  })
})

describe('customers', () => {
  it('are written as private persons or companies, by what they are', async () => {
    const books = await openBooks()
    await write(books, 'customer', anItem('customer', aCustomer()), customerSettings)
    const company = aCustomer({
      kind: 'company',
      name: 'Fjäll & Sjö AB',
      email: 'ekonomi@fjall.example',
      contacts: [{ name: 'Örjan Åkesson' }],
    })
    await write(books, 'customer', anItem('customer', company), customerSettings)
    const told = ['marieke.visser@klant.example', 'ekonomi@fjall.example'].map((email) => {
      const { IsPrivatePerson, Name, ContactPersonName, InvoiceAddress1, InvoiceCity } = books.only(
        'customers',
        (row) => row.EmailAddress === email,
      )
      return { IsPrivatePerson, Name, ContactPersonName, InvoiceAddress1, InvoiceCity }
    })
    expect(told).toEqual([
      { IsPrivatePerson: true, Name: 'Marieke Visser', ContactPersonName: null, InvoiceAddress1: 'Oudegracht 12', InvoiceCity: 'Utrecht' },
      {
        IsPrivatePerson: false,
        Name: 'Fjäll & Sjö AB',
        ContactPersonName: 'Örjan Åkesson',
        InvoiceAddress1: 'Oudegracht 12',
        InvoiceCity: 'Utrecht',
      },
    ])
  })

  it('without a city are refused in words, or get the one of the node', async () => {
    const books = await openBooks()
    const homeless = anItem('customer', aCustomer({ billing: undefined }))
    const refused = await write(books, 'customer', homeless, customerSettings)
    const taken = await write(books, 'customer', homeless, { ...customerSettings, city: 'Utrecht', postalCode: '3511' })
    expect([idOf(refused), taken?.ok]).toEqual([expect.stringMatching(/has no city, which eAccounting demands/), true])
  })

  it('keep what an update does not name', async () => {
    const books = await openBooks()
    const { Id } = books.only('customers', (row) => row.EmailAddress === 'order@tradgard-fritid.example')
    const changes = [{ path: 'phone', from: null, to: '+46 31 555 01' }]
    const item = { key: 'order@tradgard-fritid.example', id: String(Id), data: { phone: '+46 31 555 01' }, changes }
    await books.entity('customer').update?.run({ items: [item], settings: customerSettings, signal })
    expect(books.only('customers', (row) => row.Id === Id)).toMatchObject({
      Telephone: '+46 31 555 01',
      VatNumber: 'SE556677889901',
      InvoiceCity: 'Göteborg',
    })
  })
})

describe('products', () => {
  it('take the account coding with their own tax rate', async () => {
    const books = await openBooks()
    await write(books, 'product', anItem('product', aProduct({ taxRate: '9.00' })), productSettings)
    expect(books.only('articles', ({ Number: number }) => number === '778001').CodingId).toBe(goods9?.Id)
  })

  it('with a rate no coding has are refused', async () => {
    const books = await openBooks()
    const result = await write(books, 'product', anItem('product', aProduct({ taxRate: '12' })), productSettings)
    expect(idOf(result)).toMatch(/taxed at 12 %, and eAccounting has no account coding/)
  })

  const coat = aProduct({
    sku: undefined,
    name: 'Regenjas',
    variants: [
      { sku: '990001', attributes: [{ attribute: 'Maat', value: 'S' }], active: true },
      { sku: '990002', attributes: [{ attribute: 'Maat', value: 'M' }], priceExcl: '25.00', active: true },
    ],
  })

  it('with variants are refused with the reason', async () => {
    const books = await openBooks()
    const result = await write(books, 'product', anItem('product', coat), productSettings)
    expect(result).toMatchObject({ ok: false, uncertain: false })
    expect(idOf(result)).toMatch(/has 2 variants \(990001, 990002\); eAccounting has no variants/)
  })

  it('with variants become an article each where the node says so, and are found unchanged', async () => {
    const books = await openBooks()
    const settings = { ...productSettings, variants: 'articles' }
    const item = anItem('product', coat)
    expect(await write(books, 'product', item, settings)).toMatchObject({ ok: true })
    const names = ['990001', '990002'].map((sku) => books.only('articles', ({ Number: number }) => number === sku))
    expect(names.map(({ Name, NetPrice }) => [Name, NetPrice])).toEqual([
      ['Regenjas S', 20],
      ['Regenjas M', 25],
    ])
    const found = await books.entity('product').find?.run({ by: 'sku', items: [item], settings, signal })
    const [existing] = found?.get(item.key) ?? []
    expect(existing?.data.variants).toEqual(existing?.wanted?.variants)
  })
})

describe('stock', () => {
  it('is set so that the wanted quantity stays available beside what orders reserve', async () => {
    const books = await openBooks()
    const { Id } = books.only('articles', ({ Number: number }) => number === '120101')
    await write(books, 'stock', anItem('stock', aStock({ available: '17', onHand: undefined })), { quantity: 'available' })
    const [page] = await read(books, 'stock')
    const record = page?.records.find(({ origin }) => origin.id === Id)
    expect(record?.data).toMatchObject({ sku: '120101', available: '17' })
  })

  it('is refused in words where the stock module counts by itself', async () => {
    const books = await openBooks({ stockModule: true })
    const result = await write(books, 'stock', anItem('stock', aStock()), { quantity: 'onHand' })
    expect(result).toMatchObject({ ok: false, error: { code: 'stock-kept-by-target' }, uncertain: false })
  })
})

describe('orders', () => {
  async function place(documentType: string, order = anOrder(), settings = {}) {
    const books = await openBooks()
    const customerId = idOf(await write(books, 'customer', anItem('customer', aCustomer()), customerSettings))
    const product = books.only('articles', ({ Number: number }) => number === '120101')
    const links = { customerId, productIds: { '120101': String(product.Id) } }
    const item = anItem('order', order, { links, documentType })
    return { books, item, result: await write(books, 'order', item, settings) }
  }

  it.each([
    ['order', 'orders'],
    ['quotation', 'quotes'],
    ['invoice-draft', 'customerinvoicedrafts'],
    ['invoice', 'customerinvoices'],
  ] as const)('become a document of the type %s with prices as the customer gets them', async (type, collection) => {
    const { books, result } = await place(type)
    expect(result).toMatchObject({ ok: true })
    const document = books.only(collection, ({ CustomerName }) => CustomerName === 'Marieke Visser')
    expect(document.Rows).toMatchObject([{ ArticleNumber: '120101', Quantity: 2, UnitPrice: 8.954, Text: 'Koffiemok', Amount: 17.91 }])
    expect(document).toMatchObject({ IncludesVat: true })
  })

  it('come in as their status was mapped to, before what the node says', async () => {
    const { books } = await place('order', anOrder({ extra: { status: 'draft' } }), { status: 'ongoing' })
    expect(books.only('orders', ({ CustomerName }) => CustomerName === 'Marieke Visser')).toMatchObject({ Status: 1 })
    const { result } = await place('order', anOrder({ extra: { status: 'shipped' } }))
    expect(result).toMatchObject({ ok: false, uncertain: false, error: { code: 'status-unknown' } })
  })

  it('carry the order number and a mark by which they are found again', async () => {
    const { books, item, result } = await place('order')
    const { YourReference } = books.only('orders', ({ CustomerName }) => CustomerName === 'Marieke Visser')
    const found = await books.entity('order').find?.run({ by: 'reference', items: [item], signal })
    expect([YourReference, found?.get(item.key)?.map(({ id }) => id)]).toEqual([
      expect.stringMatching(/^W-1042 · [0-9a-z]{10}$/),
      [idOf(result)],
    ])
  })

  it('with shipping costs and no article for them are refused, naming the line', async () => {
    const lines = [{ kind: 'shipping' as const, name: 'Verzending', quantity: '1', priceExcl: '4.95' }]
    const { result } = await place('order', anOrder({ lines }))
    expect(idOf(result)).toMatch(/Order W-1042, line 1 \(Verzending\) has no article/)
  })

  it('with shipping costs, discounts and notes become rows of the chosen articles', async () => {
    const lines = [
      { kind: 'product' as const, sku: '120101', name: 'Koffiemok', quantity: '2', priceExcl: '7.40', discountPercent: '10' },
      { kind: 'shipping' as const, name: 'Verzending', quantity: '1', priceExcl: '4.95' },
      { kind: 'note' as const, name: 'Graag voor vrijdag', quantity: '1' },
    ]
    const { books } = await place('order', anOrder({ lines }), { shippingArticle: '120501' })
    const { Rows } = books.only('orders', ({ CustomerName }) => CustomerName === 'Marieke Visser')
    expect(Rows).toMatchObject([
      { ArticleNumber: '120101', DiscountPercentage: 0.1 },
      { ArticleNumber: '120501', Text: 'Verzending' },
      { IsTextRow: true, Text: 'Graag voor vrijdag' },
    ])
  })

  it('whose tax rate is another one than that of the article are refused', async () => {
    const lines = [{ kind: 'product' as const, sku: '120101', name: 'Koffiemok', quantity: '2', priceExcl: '7.40', taxRate: '9' }]
    const { result } = await place('order', anOrder({ lines }))
    expect(idOf(result)).toMatch(/is taxed at 9 %, and article 120101 in eAccounting at 21 %/)
  })

  it('in another currency than the customer’s are refused as a quotation', async () => {
    const { result } = await place('quotation', anOrder({ currency: 'SEK' }))
    expect(idOf(result)).toMatch(/is in SEK, and Marieke Visser is invoiced in EUR/)
  })

  it('are read with their customer, lines and totals', async () => {
    const books = await openBooks()
    const records = (await read(books, 'order')).flatMap((page) => page.records)
    const [first] = records
    expect(first?.data).toMatchObject({
      number: '1',
      currency: 'EUR',
      customer: { company: 'Bergsport Amersfoort B.V.', email: 'inkoop@bergsport-amersfoort.example' },
      pricesIncludeTax: false,
      lines: [{ kind: 'product', taxRate: expect.stringMatching(/^(21|9)$/) }, { kind: 'product' }],
    })
  })

  it('are read as quotations where the node says so', async () => {
    const books = await openBooks()
    const records = (await read(books, 'order', { documents: 'quotations' })).flatMap((page) => page.records)
    expect(records.map(({ data }) => (data as { status: string }).status)).toEqual(['quotation', 'quotation'])
  })
})

describe('reading by changes', () => {
  it('misses no record that changes while pages are read', async () => {
    const catalogue = Array.from({ length: 40 }, (_, index) => ({
      sku: `7${index + 1000}`,
      name: `Artikel ${index}`,
      priceExcl: '1.00',
      vatRate: '21',
    }))
    let time = Date.parse('2026-11-22T09:00:00Z')
    const now = () => {
      time += 10
      return new Date(time)
    }
    const books = await openBooks({ catalogue, orderCount: 0, now })
    const seen = new Set<string>()
    for await (const page of books.entity('product').read?.pages({ position: null, settings: { pageSize: 7 }, signal }) ?? []) {
      for (const { key } of page.records) seen.add(key)
      // Somebody opens and saves an article that was on the page: it moves to the end.
      const [first] = page.records
      const row = books.only('articles', ({ Number: number }) => number === first?.key)
      if (seen.size < 30) books.sandbox.books.records.articles.set(String(row.Id), { ...row, ChangedUtc: now().toISOString() })
    }
    expect(seen.size).toBe(40)
  })

  it('reads only what changed since, in the next run', async () => {
    const books = await openBooks()
    const before = await read(books, 'product')
    await write(books, 'product', anItem('product', aProduct()), productSettings)
    const after = await read(books, 'product', {}, before.at(-1)?.position)
    expect(after.flatMap((page) => page.records).map(({ key }) => key)).toEqual(['778001'])
  })
})

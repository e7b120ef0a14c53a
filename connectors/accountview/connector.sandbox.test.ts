import { describe, expect, it, onTestFinished } from 'vitest'
import { parseSettings } from '#core/kit/parse-settings.ts'
import { createHttpClient } from '#host/http/http-client.ts'
import { authorizedHttp } from '#host/oauth/authorized-http.ts'
import { startSignIn } from '#host/oauth/sign-in.ts'
import { oauthSetup, openTokenEndpoint } from '#host/oauth/token-endpoint.ts'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { accountview } from './connector.ts'
import { type AccountViewSandboxOptions, startAccountViewSandbox } from './sandbox/start.ts'
import { entityOf, noSignal, openPractice, readAll } from './testing/practice.ts'

async function practice(options: AccountViewSandboxOptions = {}) {
  const sandbox = await startAccountViewSandbox(options)
  onTestFinished(() => sandbox.close())
  return { sandbox, ...openPractice(sandbox) }
}

describe('signing in to AccountView.Net', () => {
  it('ends with tokens the API takes, through the page, with a code that comes back encoded twice', async () => {
    const { sandbox } = await practice()
    const settings = parseSettings(accountview.fields, sandbox.settings)
    if (!accountview.oauth) throw new Error('AccountView speaks OAuth.')
    const clock = createFakeClock({ passes: true })
    const surroundings = { connectionName: 'Books', clock, log: () => {} }
    const setup = oauthSetup(accountview.oauth, settings)
    const { url, tokens } = await startSignIn(setup, { ...surroundings, signal: noSignal })
    const page = await (await fetch(url)).text()
    const form = new URLSearchParams({ company: '4711', decision: 'allow' })
    for (const [, name = '', value = ''] of page.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)) form.append(name, value)
    await fetch(new URL('/ams/authorize.aspx', url), { method: 'POST', body: form })
    const first = await tokens
    const renewed = await openTokenEndpoint(setup, surroundings).refresh(first.refreshToken ?? '')
    const http = createHttpClient({
      origin: accountview.origin(settings),
      connectionName: 'Books',
      limits: accountview.limits,
      clock,
      log: () => {},
    })
    onTestFinished(() => http.close())
    const client = accountview.connect({ settings, http: authorizedHttp(http, async () => renewed.accessToken), clock, log: () => {} })
    expect([
      new URL(url).searchParams.get('scope'),
      renewed.refreshToken === first.refreshToken,
      (await accountview.check(client, noSignal)).warnings,
    ]).toEqual(['readaccountviewdata updateaccountviewdata', false, []])
  })
})

describe('debtors', () => {
  it('come page by page after the key of the last one, and go on where they stopped', async () => {
    const { connection, sent } = await practice({ debtors: 450 })
    const { pages, records } = await readAll(connection, 'customer')
    const rest = await readAll(connection, 'customer', { position: pages[0]?.position ?? null })
    expect([pages.map((page) => page.records.length), new Set(records.map(({ origin }) => origin.id)).size, rest.records.length]).toEqual([
      [200, 200, 50],
      450,
      250,
    ])
    const lastKeys = sent
      .filter(({ query }) => query.BusinessObject === 'AR1' && query.PageSize === '200')
      .map(({ query }) => query.LastKey)
    expect(lastKeys).toEqual([undefined, '10200', '10400', '10200', '10400'])
  })

  it('come once, and again when they were changed, although the filter looks at whole days', async () => {
    const { connection, sandbox, sent } = await practice()
    const { position } = await readAll(connection, 'customer')
    const again = await readAll(connection, 'customer', { position })
    sandbox.change('CONTACT', { SUB_NR: '10003' }, { CITY: 'Assen' })
    const changed = await readAll(connection, 'customer', { position: again.position })
    expect([again.records, changed.records.map(({ origin }) => origin.id)]).toEqual([[], ['10003']])
    expect(sent.findLast(({ query }) => query.BusinessObject === 'AR1')?.query).toMatchObject({
      FilterControlSource1: 'contact.cng_date',
      FilterOperator1: 'DateOnOrAfterDate',
      FilterValueType1: 'T',
      FilterValue1: expect.stringMatching(/^\{\^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\}$/),
    })
  })

  it('that change behind the reader while it reads come with the next reading', async () => {
    let at = Date.parse('2026-11-20T08:00:00Z')
    const { connection, sandbox } = await practice({ debtors: 250, now: () => new Date(at) })
    const first = entityOf(connection, 'customer').read?.pages({ position: null, settings: {}, signal: noSignal })[Symbol.asyncIterator]()
    await first?.next()
    at = Date.parse('2026-11-20T08:20:00Z')
    sandbox.change('CONTACT', { SUB_NR: '10002' }, { CITY: 'Assen' })
    at = Date.parse('2026-11-20T08:40:00Z')
    sandbox.change('CONTACT', { SUB_NR: '10249' }, { CITY: 'Assen' })
    const end = await first?.next()
    const { records } = await readAll(connection, 'customer', { position: end?.value?.position ?? null })
    expect(records.map(({ origin }) => origin.id)).toContain('10002')
  })

  it('are companies with their contact person, price list and group', async () => {
    const { connection } = await practice()
    expect((await readAll(connection, 'customer')).records[0]?.data).toMatchObject({
      kind: 'company',
      number: '10001',
      name: 'Buitensport De Wit',
      contacts: [{ name: 'Anneke Visser' }],
      priceList: 'GROOT',
      customerGroup: 'HORECA',
      paymentTerms: '14',
    })
  })

  it('keep the fields of AccountView itself in what was sent, where mappings reach them and other systems do not stumble', async () => {
    const { connection } = await practice()
    const { records } = await readAll(connection, 'customer')
    expect([records.filter(({ data }) => 'extra' in (data as object)), records[0]?.raw]).toEqual([
      [],
      expect.objectContaining({ VAT_CODE: '1', ACCT_NR: '1300', DISC_PCT: 2.5 }),
    ])
  })

  it('without a name fail alone, by their number', async () => {
    const { connection, sandbox } = await practice()
    sandbox.change('CONTACT', { SUB_NR: '10002' }, { ACCT_NAME: '', MAIL_BUS: '' })
    const { records, unreadable } = await readAll(connection, 'customer')
    expect([records.length, unreadable.map(({ key, error }) => [key, (error as Error).message])]).toEqual([
      23,
      [['10002', 'Customer 10002: it has neither a name nor an e-mail address.']],
    ])
  })

  it('are found by their exact address among those that begin alike', async () => {
    const { connection, sandbox } = await practice()
    sandbox.add('CONTACT', { SUB_NR: '20001', ACCT_NAME: 'Kort', MAIL_BUS: 'a@b.nl' })
    sandbox.add('CONTACT', { SUB_NR: '20002', ACCT_NAME: 'Lang', MAIL_BUS: 'a@b.nl.example' })
    const found = await entityOf(connection, 'customer').find?.run({ by: 'email', items: [{ key: 'a@b.nl' }], signal: noSignal })
    expect(found?.get('a@b.nl')?.map(({ id }) => id)).toEqual(['20001'])
  })
})

describe('articles', () => {
  it('come with group, price, stock and the fields made for this customer', async () => {
    const { connection, sandbox } = await practice()
    sandbox.change('ARTICLE', { ART_CODE: '120101' }, { K1_HERK: 'Texel', QTY_TECH: 9 })
    const { records } = await readAll(connection, 'product', { settings: { gtinField: 'K1_EAN' } })
    expect(records[0]?.data).toMatchObject({
      sku: '120101',
      name: 'Regenjas blauw S',
      gtin: '8712345120104',
      priceExcl: '41.28',
      currency: 'EUR',
      categories: [['Jassen']],
      features: [
        { feature: 'Herkomst', value: 'Texel' },
        { feature: 'Streepjescode', value: '8712345120104' },
      ],
      quantity: '9',
    })
  })

  it('are priced with VAT where the administration keeps them so', async () => {
    const { connection } = await practice()
    const [first] = (await readAll(connection, 'product', { settings: { price: 'incl' } })).records
    expect([first?.data.priceExcl, first?.data.priceIncl]).toEqual([undefined, '41.28'])
  })

  it('are found by their exact code, twenty to a request', async () => {
    const articles = Array.from({ length: 45 }, (_, index) => ({ sku: `A${index}`, name: `Artikel ${index}`, priceExcl: '1.00' }))
    const { connection, sent } = await practice({ articles })
    const found = await entityOf(connection, 'product').find?.run({
      by: 'sku',
      items: articles.map(({ sku }) => ({ key: sku })),
      signal: noSignal,
    })
    const asked = sent.filter(({ query }) => query.BusinessObject === 'AK1')
    expect([found?.get('A4')?.length, [...(found?.values() ?? [])].every((hits) => hits.length === 1), asked.length]).toEqual([1, true, 3])
    expect(asked[0]?.query).toMatchObject({ matchAnyFilter: 'true', FilterControlSource20: 'article.art_code', FilterValue20: 'A19' })
  })
})

describe('stock', () => {
  it('is what is there less what is reserved for sales, or as chosen', async () => {
    const { connection, sandbox } = await practice()
    sandbox.change('ARTICLE', { ART_CODE: '120101' }, { QTY_TECH: 10, QTY_BESTEL: 12 })
    sandbox.add('SO_LINE', { REC_ID: 'X', ART_CODE: '120101', ORD_QTY: 4 })
    const [first] = (await readAll(connection, 'stock')).records
    const [free] = (await readAll(connection, 'stock', { settings: { available: 'QTY_FREE2' } })).records
    expect([first?.data, free?.data.available]).toEqual([
      { sku: '120101', onHand: '10', reserved: '4', available: '6', incoming: '12', locations: [] },
      '18',
    ])
  })
})

describe('prices', () => {
  it('are the sales prices and the discounts of debtors where nothing else is named', async () => {
    const { connection } = await practice()
    const { records } = await readAll(connection, 'price')
    expect([records[0]?.key, records[0]?.data, records.find(({ data }) => data.customerNumber === '10001')?.data]).toEqual([
      'Standaard · 120101',
      { priceList: 'Standaard', sku: '120101', currency: 'EUR', fromQuantity: '1', priceExcl: '41.28' },
      { priceList: 'GROOT', customerNumber: '10001', customerGroup: 'HORECA', fromQuantity: '1', discountPercent: '2.5' },
    ])
  })

  const table = {
    sources: ['table'],
    object: 'K_PX',
    table: 'K_PRICES',
    keyField: 'REC_ID',
    listField: 'K_LIST',
    groupField: 'K_GROUP',
    skuField: 'K_ART',
    fromField: 'K_FROM',
    priceField: 'K_PRICE',
    percentField: 'K_PCT',
    validFromField: 'K_BEGIN',
  }

  it('come from a table of the administration, graduated, with lists and groups', async () => {
    const { connection } = await practice()
    const { records } = await readAll(connection, 'price', { settings: table })
    expect(
      records
        .filter(({ data }) => data.sku === '120101' || data.sku === undefined)
        .map(({ key, data }) => [key, data.priceExcl ?? data.discountPercent]),
    ).toEqual([
      ['GROOT · 120101', '37.15'],
      ['GROOT · 120101 · from 12', '33.02'],
      ['DEAL · HORECA · all products', '7.5'],
    ])
  })

  it('are refused when a named field is not in the table, with the names there are', async () => {
    const { connection } = await practice()
    await expect(readAll(connection, 'price', { settings: { ...table, priceField: 'PRIJS' } })).rejects.toMatchObject({
      code: 'field-not-open',
      message: 'The table K_PRICES has no field PRIJS.',
      hint: expect.stringContaining('K_PRICE'),
    })
  })
})

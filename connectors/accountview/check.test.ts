import { describe, expect, it, onTestFinished } from 'vitest'
import { anItem, anOrder } from '#tests/support/builders.ts'
import { type AccountViewSandboxOptions, startAccountViewSandbox } from './sandbox/start.ts'
import { createOne, entityOf, noSignal, openPractice, readAll } from './testing/practice.ts'

async function practice(options: AccountViewSandboxOptions = {}, changes: { readonly company?: string } = {}) {
  const sandbox = await startAccountViewSandbox(options)
  onTestFinished(() => sandbox.close())
  return { sandbox, ...openPractice(sandbox, changes) }
}

describe('checking the connection', () => {
  it('names the administration, and has nothing to warn of when all is open', async () => {
    const { connection } = await practice()
    expect(await connection.check()).toEqual({
      account: 'Polderhandel Groothandel BV (4711) · 127.0.0.1',
      version: 'Web API 3',
      warnings: [],
    })
  })

  it('names the administrations there are when none is chosen', async () => {
    const { connection } = await practice({}, { company: '' })
    await expect(connection.check()).rejects.toMatchObject({
      code: 'company-missing',
      hint: expect.stringContaining('4711 (Polderhandel Groothandel BV), 4712 (Polderhandel Beheer BV)'),
    })
  })

  it('says which administration this sign-in does not open', async () => {
    const { connection } = await practice({}, { company: '9999' })
    await expect(connection.check()).rejects.toMatchObject({ code: 'company-unknown', message: expect.stringContaining('9999') })
  })

  it('asks for the administrations without naming one, and names one everywhere else', async () => {
    const { connection, sent } = await practice()
    await connection.check()
    expect(sent.map(({ path, headers }) => [path, headers['x-company']])).toEqual([
      ['/api/v3/companies', undefined],
      ...sent.slice(1).map(({ path }) => [path, '4711']),
    ])
  })

  it('lists in words what is not open: objects, rights and fields', async () => {
    const { connection } = await practice({
      closed: ['SO1'],
      withheld: { AR1: ['update'], DJ2: ['insert'] },
      withoutFields: ['ARTICLE.QTY_AVAIL', 'CONTACT.DEB_NR'],
    })
    expect((await connection.check()).warnings).toEqual([
      'This administration does not open debtors (AR1) for changing. Customers cannot be changed.',
      'This administration does not open sales orders (SO1). Sales orders cannot be placed: nobody could tell whether one is there already.',
      'This administration does not open journal pages (DJ2) for adding. Invoices cannot be booked.',
      'There is no field DEB_NR in debtors (CONTACT): a customer whose adding got no answer cannot be recognised by our own number.',
      'There is no field QTY_AVAIL in articles (ARTICLE): the available stock cannot be read.',
    ])
  })

  it('finds out what is listed and all the same refused when it is read', async () => {
    const { connection } = await practice({ withheld: { SO1: ['read'] } })
    expect((await connection.check()).warnings).toEqual([
      'AccountView refused it (SO1.read): "Het bedrijfsobject SO1 mag niet worden gelezen.". Sales orders cannot be placed: nobody could tell whether one is there already.',
    ])
  })
})

describe('what is not open', () => {
  it.each([
    ['product', 'AK1'],
    ['stock', 'AK1'],
    ['price', 'AK1'],
    ['customer', 'AR1'],
    ['category', 'AG1'],
  ])('is refused with its reason when %s is read', async (entity, code) => {
    const { connection } = await practice({ closed: [code] })
    await expect(readAll(connection, entity)).rejects.toMatchObject({
      name: 'SettingsError',
      code: 'not-open',
      message: expect.stringContaining(code),
    })
  })

  it('leaves products without categories when groups are not open', async () => {
    const { connection } = await practice({ closed: ['AG1'] })
    expect((await readAll(connection, 'product')).records[0]?.data.categories).toEqual([])
  })

  it('is refused when the stock that was chosen has no field', async () => {
    const { connection } = await practice({ withoutFields: ['ARTICLE.QTY_FREE2'] })
    await expect(readAll(connection, 'stock', { settings: { available: 'QTY_FREE2' } })).rejects.toMatchObject({
      code: 'field-not-open',
      message: expect.stringContaining('QTY_FREE2'),
    })
  })

  it('is refused before anything is sent when a debtor may not be changed', async () => {
    const { connection, sent } = await practice({ withheld: { AR1: ['update'] } })
    const item = {
      key: 'a@b.example',
      id: '10001',
      data: { kind: 'company', name: 'X', contacts: [], active: true },
      changes: [{ path: 'name', from: 'Y', to: 'X' }],
    }
    const [result] = (await entityOf(connection, 'customer').update?.run({ items: [item], settings: {}, signal: noSignal })) ?? []
    expect([result, sent.some(({ method }) => method === 'PUT')]).toEqual([
      expect.objectContaining({ ok: false, uncertain: false, error: expect.objectContaining({ code: 'not-open' }) }),
      false,
    ])
  })

  it('is refused for sales orders, and leaves invoices alone', async () => {
    const { connection, sandbox } = await practice({ closed: ['SO1'] })
    const item = anItem('order', anOrder(), { documentType: 'order', links: { customerId: '10001', productIds: { '120101': '120101' } } })
    const settings = { journal: '700', revenueAccount: '8000', vatCode: '1' }
    const order = await createOne(connection, 'order', item, settings)
    const invoice = await createOne(connection, 'order', { ...item, documentType: 'invoice' }, settings)
    expect([order, invoice.ok, sandbox.rows('DJ_PAGE').length]).toEqual([
      expect.objectContaining({ ok: false, error: expect.objectContaining({ code: 'not-open' }) }),
      true,
      1,
    ])
  })

  it('is refused for orders that could not be found again', async () => {
    const { connection, sandbox } = await practice({ withheld: { SO1: ['read'] } })
    const find = entityOf(connection, 'order').find?.run({ by: 'reference', items: [{ key: 'W-1' }], signal: noSignal })
    await expect(find).rejects.toMatchObject({ code: 'request-refused', message: expect.stringContaining('SO1') })
    expect(sandbox.rows('SO_HDR')).toEqual([])
  })
})

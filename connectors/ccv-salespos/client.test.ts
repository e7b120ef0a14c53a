import { describe, expect, it, onTestFinished } from 'vitest'
import { AnswerLostError, ConnectionError, DataError, SettingsError, VendorError } from '#core/kit/errors.ts'
import { check } from './check.ts'
import { noSignal, openPracticeShop, type PracticeShop } from './testing/practice-shop.ts'

async function open(...args: Parameters<typeof openPracticeShop>): Promise<PracticeShop> {
  const shop = await openPracticeShop(...args)
  onTestFinished(() => shop.server.close())
  return shop
}

const minuteMs = 60_000

describe('a request', () => {
  it('carries public key, date and signature, and never the secret key', async () => {
    const { client, sent } = await open()
    await client.get('products/7001', {}, noSignal)
    const [{ headers = {} } = {}] = sent
    expect(headers).toMatchObject({
      'x-public': 'pk_demo_1',
      'x-date': '2026-11-22T09:00:00Z',
      'x-hash': expect.stringMatching(/^[0-9a-f]{128}$/),
    })
    expect(JSON.stringify(sent)).not.toContain('sk_demo_1')
  })

  it.each([
    ['salespos', 'application/vnd.verto.salespos+json'],
    ['webshop', 'application/vnd.verto.webshop+json'],
  ] as const)('asks a %s for its own description of records', async (product, accept) => {
    const { client, sent } = await open({}, { settings: { product } })
    await client.all('packages', {}, noSignal)
    expect(sent[0]?.headers?.accept).toBe(accept)
  })

  it('is told that a web shop has no day closings', async () => {
    const { client } = await open({}, { settings: { product: 'webshop' } })
    await expect(client.all('cashups', {}, noSignal)).rejects.toBeInstanceOf(SettingsError)
  })
})

describe('an answer', () => {
  it('that nobody signed is not used', async () => {
    const { client, server } = await open()
    server.signAnswers(false)
    const error = await client.get('products/7001', {}, noSignal).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(VendorError)
    expect(error).toMatchObject({ code: 'answer-unsigned', message: expect.stringContaining('products.read') })
  })

  it('to a write that nobody signed leaves the write in doubt', async () => {
    const { client, server } = await open()
    server.signAnswers(false)
    await expect(client.post('categories', { name: 'Thee' }, noSignal)).rejects.toBeInstanceOf(AnswerLostError)
    expect(server.rows('categories').at(-1)?.name).toBe('Thee')
  })

  it('without a body is a success that shows nothing', async () => {
    const { client, server } = await open({ silentCreates: ['categories.create'] })
    expect(await client.post('categories', { name: 'Thee' }, noSignal)).toBeUndefined()
    expect(server.rows('categories').at(-1)?.name).toBe('Thee')
  })

  it('with another secret key is a refusal that names both keys', async () => {
    const { client } = await open({}, { settings: { secretKey: 'sk_other' } })
    const error = await client.all('orders', {}, noSignal).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConnectionError)
    expect(error).toMatchObject({ code: 'credentials-refused', message: expect.stringContaining('public key and secret key') })
  })
})

describe('a clock', () => {
  it('that is a little off is left alone', async () => {
    const { client, sent } = await open({}, { clockAheadMs: 30_000 })
    await client.all('packages', {}, noSignal)
    expect([sent.length, client.skewMs()]).toEqual([1, 0])
  })

  it.each([
    ['ahead of', 8 * minuteMs],
    ['behind', -8 * minuteMs],
  ])('that is 8 minutes %s the shop is corrected after one refusal, and told', async (_how, clockAheadMs) => {
    const { client, sent, logged } = await open({}, { clockAheadMs })
    await client.all('packages', {}, noSignal)
    await client.all('packages', {}, noSignal)
    expect(sent.map(({ headers }) => headers?.['x-date'])).toEqual([
      new Date(Date.UTC(2026, 10, 22, 9) + clockAheadMs).toISOString().replace('.000', ''),
      '2026-11-22T09:00:00Z',
      '2026-11-22T09:00:00Z',
    ])
    expect(logged.map(({ message }) => message)).toEqual([expect.stringContaining('clock of this computer is 8 minutes')])
  })

  it('that is off comes up when the connection is tested', async () => {
    const { client } = await open({}, { clockAheadMs: 3 * minuteMs })
    const { account, warnings } = await check(client, noSignal)
    expect([account, warnings]).toEqual([
      'Waddenwinkel · winkel.example',
      ['The clock of this computer is 3 minutes ahead of that of the shop. Set it; until then requests carry the time of the shop.'],
    ])
  })

  it('is not set by an answer that the shop did not sign', async () => {
    const { client, server } = await open({}, { clockAheadMs: 8 * minuteMs })
    server.signAnswers(false)
    await client.all('packages', {}, noSignal).catch(() => undefined)
    expect(client.skewMs()).toBe(0)
  })
})

describe('pages', () => {
  it('follow the address of the next one until there is none', async () => {
    const { client, sent } = await open({ orderCount: 7 })
    const pages: unknown[] = []
    for await (const { items, start, isLast } of client.pages('orders', { query: { is_completed: 'true' }, size: 3, signal: noSignal })) {
      pages.push([items.length, start, isLast])
    }
    expect(pages).toEqual([
      [3, 0, false],
      [3, 3, false],
      [1, 6, true],
    ])
    expect(sent.map(({ path }) => path)).toEqual([
      '/api/rest/v1/orders?is_completed=true&start=0&size=3',
      '/api/rest/v1/orders?is_completed=true&start=3&size=3',
      '/api/rest/v1/orders?is_completed=true&start=6&size=3',
    ])
  })
})

describe('a refusal', () => {
  it('of a value is about the record, in the words of the shop', async () => {
    const { client } = await open()
    const error = await client.patch('products/7001', { price: 'much' }, noSignal).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(DataError)
    expect(error).toMatchObject({ message: 'CCV refused products.update with 400.10: "property price is no number".' })
  })

  it('for a record that is gone says so', async () => {
    const { client } = await open()
    await expect(client.get('products/99', {}, noSignal)).rejects.toMatchObject({ name: 'DataError', code: 'not-found' })
  })

  it('of a resource names the right that may be missing', async () => {
    const { client } = await open()
    await expect(client.all('teapots', {}, noSignal)).rejects.toMatchObject({
      name: 'SettingsError',
      hint: expect.stringContaining('API settings'),
    })
  })
})

it('says when the connection is set to the other product', async () => {
  const { client } = await open({ isSalesPos: false })
  expect((await check(client, noSignal)).warnings).toEqual(['This is no SalesPOS shop; choose CCV Shop as product.'])
})

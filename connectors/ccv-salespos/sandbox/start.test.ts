import { createHmac } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { type CcvSandbox, type CcvSandboxOptions, startCcvSandbox } from './start.ts'

const now = new Date('2026-11-22T09:00:00Z')

async function start(options: CcvSandboxOptions = {}): Promise<CcvSandbox> {
  const server = await startCcvSandbox({ now: () => now, orderCount: 3, ...options })
  onTestFinished(() => server.close())
  return server
}

interface Asked {
  readonly method?: string
  readonly body?: string
  readonly date?: string
  /** What the signature is made over, where it is not the address that is asked for. */
  readonly signedPath?: string
  readonly secretKey?: string
  readonly accept?: string
}

const hashOf = (secretKey: string, parts: readonly string[]) => createHmac('sha512', secretKey).update(parts.join('|')).digest('hex')

/** A client of its own, written after the vendor's rule and not after ours. */
async function ask({ origin }: CcvSandbox, path: string, asked: Asked = {}) {
  const { method = 'GET', body = '', date = '2026-11-22T09:00:00Z', signedPath = path, secretKey = 'sk_demo_1' } = asked
  const headers = {
    accept: asked.accept ?? 'application/vnd.verto.salespos+json',
    'x-public': 'pk_demo_1',
    'x-date': date,
    'x-hash': hashOf(secretKey, ['pk_demo_1', method, signedPath, body, date]),
    ...(body !== '' && { 'content-type': 'application/json' }),
  }
  const answer = await fetch(origin + path, { method, headers, ...(body !== '' && { body }) })
  const text = await answer.text()
  const signed = answer.headers.get('x-hash') === hashOf('sk_demo_1', ['pk_demo_1', method, path, text, answer.headers.get('x-date') ?? ''])
  return { status: answer.status, signed, json: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {} }
}

it('answers a signed request, and signs the answer', async () => {
  const { status, signed, json } = await ask(await start(), '/api/rest/v1/orders?is_paid=true&start=0&size=1')
  expect([status, signed, (json.items as unknown[]).length]).toEqual([200, true, 1])
})

it.each([
  ['another secret key', { secretKey: 'sk_other' }],
  ['a date six minutes old', { date: '2026-11-22T08:54:00Z' }],
  ['a date six minutes ahead', { date: '2026-11-22T09:06:00Z' }],
  ['a signature over another address', { signedPath: '/api/rest/v1/orders' }],
])('refuses %s, and signs that too', async (_what, asked) => {
  const { status, signed, json } = await ask(await start(), '/api/rest/v1/orders?size=1', asked)
  expect([status, signed, json.code]).toEqual([401, true, '401.10'])
})

it('finds a resource with a slash behind it as well, which the signature must cover', async () => {
  const server = await start()
  const [covered, missed] = [
    await ask(server, '/api/rest/v1/orders/'),
    await ask(server, '/api/rest/v1/orders/', { signedPath: '/api/rest/v1/orders' }),
  ]
  expect([covered.status, missed.status]).toEqual([200, 401])
})

it('takes both notations of world time', async () => {
  expect((await ask(await start(), '/api/rest/v1/orders', { date: '2026-11-22T09:00:00+00:00' })).status).toBe(200)
})

it('shows day closings to SalesPOS only', async () => {
  const server = await start()
  const shop = await ask(server, '/api/rest/v1/cashups', { accept: 'application/vnd.verto.webshop+json' })
  expect([(await ask(server, '/api/rest/v1/cashups')).status, shop.status, shop.json.code]).toEqual([200, 501, '501.20'])
})

it('makes and removes no combinations by hand', async () => {
  const server = await start()
  const made = await ask(server, '/api/rest/v1/products/7001/attributecombinations', { method: 'POST', body: '{}' })
  const removed = await ask(server, '/api/rest/v1/attributecombinations/8801', { method: 'DELETE' })
  expect([made.json.code, removed.json.code]).toEqual(['405.10', '405.10'])
})

it('takes a sale off the stock of the variant, and reckons its tax', async () => {
  const server = await start({ orderCount: 0 })
  const before = server.rows('attributecombinations').find(({ id }) => id === 8801)?.stock
  const orderrows = [{ product_id: 7001, attribute_combination_id: 8801, count: 2 }]
  const order = await ask(server, '/api/rest/v1/orders', {
    method: 'POST',
    body: JSON.stringify({ customer: {}, orderrows, is_completed: true, total_shipping: 4.95 }),
  })
  const after = server.rows('attributecombinations').find(({ id }) => id === 8801)?.stock
  expect([order.status, order.json.total_price, order.json.total_tax, Number(before) - Number(after)]).toEqual([201, 104.85, 18.2, 2])
})

it('hides an order that is not completed, and gives it no number', async () => {
  const server = await start({ orderCount: 0 })
  await ask(server, '/api/rest/v1/orders', { method: 'POST', body: '{"customer":{},"orderrows":[{"product_id":7002,"count":1}]}' })
  const [shown, baskets] = [await ask(server, '/api/rest/v1/orders'), await ask(server, '/api/rest/v1/orders?is_completed=false')]
  expect([shown.json.items, baskets.json.items]).toEqual([[], [expect.objectContaining({ ordernumber: null })]])
})

it('counts requests of a kind and in total, each with its own refusal', async () => {
  const server = await start({ perMinute: { perResource: 2, inTotal: 4 } })
  const codes: unknown[] = []
  for (const name of ['orders', 'orders', 'orders', 'users', 'products']) codes.push((await ask(server, `/api/rest/v1/${name}`)).json.code)
  expect(codes).toEqual([undefined, undefined, '429.10', undefined, '429.11'])
})

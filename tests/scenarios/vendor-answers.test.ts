import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { RecordEntry } from '#core/contract/runs.ts'
import { runHere } from '#tests/support/captured-shell.ts'
import { type CommandLineShop, startCommandLineShop, templateFile } from '#tests/support/command-line-shop.ts'
import { type ReceivedRequest, startLocalServer } from '#tests/support/local-server.ts'
import { openTestService } from '#tests/support/test-service.ts'

/** A line to a system that spoils one kind of request, and says our own secrets back in the answer to it. */
async function startSpoiledLine(
  origin: string,
  { spoils, spoil, plant }: { spoils(request: ReceivedRequest): boolean; spoil(body: string): string; plant(answer: string): string },
) {
  const server = await startLocalServer((request, response) => {
    const isSpoiled = spoils(request)
    const { host: _host, 'content-length': _length, connection: _connection, ...headers } = request.headers
    void fetch(`${origin}${request.url}`, {
      method: request.method,
      headers: headers as Record<string, string>,
      ...(request.method !== 'GET' && { body: isSpoiled ? spoil(request.body) : request.body }),
    }).then(async (answer) => {
      const text = await answer.text()
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
      response.end(isSpoiled ? plant(text) : text)
    })
  })
  onTestFinished(() => server.close())
  return server
}

async function openShop(): Promise<CommandLineShop> {
  const shop = await startCommandLineShop({ orderCount: 6 })
  onTestFinished(() => shop.close())
  return shop
}

type Sent = Extract<RecordEntry, { readonly kind: 'sent' }>

/** What the page of a record of this run says was sent and answered, and everything a page was told. */
async function seen(shop: CommandLineShop, isRefused: boolean): Promise<{ readonly sent: readonly Sent[]; told(): string }> {
  const service = await openTestService({ dataFolder: shop.line.dataFolder })
  const run = (await service.request('run:list', {})).rows[0]
  if (!run) throw new Error('Nothing has run.')
  const { rows } = await service.request('run:outcomes', { runId: run.id, kinds: [isRefused ? 'failed' : 'created'] })
  const key = rows[0]?.key
  if (key === undefined)
    throw new Error(`No record ended so: ${JSON.stringify((await service.request('run:report', { runId: run.id })).run.totals)}`)
  const { entries } = await service.request('record:page', { key })
  return { sent: entries.filter((entry) => entry.kind === 'sent'), told: service.told }
}

it('shows what Odoo answered to an order it refused, without the key it was asked with', async () => {
  const shop = await openShop()
  const key = String(shop.settings.books.apiKey)
  const line = await startSpoiledLine(shop.books.origin, {
    spoils: ({ url }) => url === '/json/2/sale.order/create',
    spoil: (body) => body.replaceAll('"partner_id":', '"x_nobody_knows":1,"partner_id":'),
    plant: (text) => JSON.stringify({ ...(JSON.parse(text) as object), asked_with: `bearer ${key}`, token: 'of-this-session' }),
  })
  await shop.connect('Spoiled', 'odoo', { ...shop.settings.books, url: line.origin })
  await shop.runOrders({ books: 'Spoiled' })

  const { sent, told } = await seen(shop, true)
  expect(sent.at(-1)).toMatchObject({ connector: 'odoo', state: 'failed', answer: { body: { asked_with: '•••', token: '•••' } } })
  expect(sent.at(-1)?.answer?.status).toBeGreaterThanOrEqual(400)
  expect(JSON.stringify(sent.at(-1)?.answer?.body)).toContain('x_nobody_knows')
  expect(told()).not.toContain(key)
  expect(told()).not.toContain('of-this-session')
})

it('shows what MplusKASSA answered to a category it refused, without the secret it was asked with', async () => {
  const shop = await openShop()
  const { ident, secret } = shop.till.credentials
  const line = await startSpoiledLine(shop.till.origin, {
    spoils: ({ body }) => body.includes(':newArticleGroup>') || body.includes('<newArticleGroup'),
    spoil: (body) => body.replace(/(<(?:\w+:)?name>)/, '<nobodyKnows>1</nobodyKnows>$1'),
    plant: (text) => text.replace(/<\/faultstring>/, ` at /?ident=${ident}&amp;secret=${secret}&amp;sig=4711</faultstring>`),
  })
  await shop.connect('Spoiled', 'mplus', { ...shop.settings.till, port: line.port })
  const file = join(templateFile, '..', 'odoo-categories-to-mplus.flow.json')
  await runHere(shop.line.dataFolder, ['flow', 'run', file, '--bind', 'left=Books', '--bind', 'right=Spoiled'])

  const { sent, told } = await seen(shop, true)
  expect(sent.at(-1)).toMatchObject({
    connector: 'mplus',
    state: 'failed',
    answer: { status: 500, body: expect.stringContaining('nobodyKnows') },
  })
  expect(sent.at(-1)?.answer?.body).toContain('ident=•••&amp;secret=•••&amp;sig=•••')
  expect(told()).not.toContain(secret)
  expect(told()).not.toContain('4711</')
})

it('keeps of an answer that all is well the number the system gave, and no more', async () => {
  const shop = await openShop()
  await shop.runOrders()
  const { sent } = await seen(shop, false)
  expect(sent.at(-1)).toMatchObject({ state: 'done', label: expect.stringMatching(/^S\d+/), answer: null })
})

it('says at which node a system was asked again', async () => {
  const shop = await openShop()
  shop.books.misbehave([{ kind: 'too-many-requests', on: 'sale.order.create', times: 1 }])
  await shop.runOrders()
  const service = await openTestService({ dataFolder: shop.line.dataFolder })
  const { viewId } = await service.request('log:open', { filter: { levels: ['warn'] } })
  const { rows } = await service.request('log:rows', { viewId, offset: 0, limit: 50 })
  const again = rows.find(({ message }) => message?.includes('trying again'))
  expect(again).toMatchObject({ nodeId: 'place' })
})

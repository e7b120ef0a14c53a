import { expect, it, onTestFinished } from 'vitest'
import { startMplusSandbox } from '#connectors/mplus/sandbox/start.ts'
import { startOdooSandbox } from '#connectors/odoo/sandbox/start.ts'
import { shopOfTheTill } from '#host/practice/practice-systems.ts'
import { startLocalServer } from '#tests/support/local-server.ts'
import { openTestService, type TestService } from '#tests/support/test-service.ts'
import { openNotices } from './notices.ts'

/** Books that refuse the key as long as they are told to. */
async function startMoodyBooks() {
  const books = await startOdooSandbox({ shop: shopOfTheTill() })
  const mood = { refuses: false }
  const server = await startLocalServer((request, response) => {
    if (mood.refuses && request.url.startsWith('/json/2/')) {
      const refusal = { name: 'odoo.exceptions.AccessDenied', message: 'Access Denied', arguments: [], context: {}, debug: '' }
      response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify(refusal))
      return
    }
    const { host: _host, 'content-length': _length, connection: _connection, ...headers } = request.headers
    const body = request.method === 'GET' ? {} : { body: request.body }
    void fetch(`${books.origin}${request.url}`, { method: request.method, headers: headers as Record<string, string>, ...body }).then(
      async (answer) => {
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
        response.end(await answer.text())
      },
    )
  })
  onTestFinished(() => Promise.all([server.close(), books.close()]).then(() => undefined))
  return { mood, settings: { url: server.origin, database: books.database, apiKey: books.credentials.apiKey ?? '' } }
}

async function openShop() {
  const books = await startMoodyBooks()
  const till = await startMplusSandbox({ orderCount: 4 })
  onTestFinished(() => till.close())
  const app = await openTestService({ withVault: true })
  const { id: flowId } = await app.request('flow:create', { template: 'mplus-orders-to-odoo' })
  const add = async (slot: string, connectorId: string, settings: Record<string, string | number>) => {
    const { id: connectionId } = await app.request('connection:add', { connectorId, name: slot, settings })
    await app.request('flow:bind', { flowId, slot, connectionId })
    return connectionId
  }
  await add('till', 'mplus', { address: 'http://127.0.0.1', port: till.port, ...till.credentials })
  const booksId = await add('books', 'odoo', books.settings)
  const { draft } = await app.request('flow:open', { flowId })
  await app.request('flow:publish', { flowId, document: draft })
  return { app, flowId, booksId, mood: books.mood }
}

async function run(app: TestService, flowId: string): Promise<string> {
  const ended = app.next('run:ended')
  await app.request('run:start', { flowId, mode: 'run' })
  return (await ended).run.state
}

const stateOf = async (app: TestService, id: string) => (await app.request('connection:list', {})).find((one) => one.id === id)?.state
const failingOf = async (app: TestService, flowId: string) =>
  (await app.request('flow:list', {})).find(({ id }) => id === flowId)?.failingConnections

it('a connection that ended a run fails, with what was told and when, over a restart and until a run succeeds', async () => {
  const { app, flowId, booksId, mood } = await openShop()
  const tested = await app.request('connection:test', { connectionId: booksId })
  expect([tested.kind, await failingOf(app, flowId)]).toEqual(['working', []])

  mood.refuses = true
  const before = Date.now()
  expect(await run(app, flowId)).toBe('failed')
  await expect.poll(() => stateOf(app, booksId)).toMatchObject({ kind: 'failing', error: { code: 'key-refused', fix: 'user' } })
  const failing = await stateOf(app, booksId)
  if (failing?.kind !== 'failing') throw new Error('It must fail.')
  expect(failing.checkedAt).toBeGreaterThanOrEqual(before)
  expect([failing.error.message, failing.error.hint]).toEqual([
    expect.stringContaining('refused the API key'),
    expect.stringContaining('books'),
  ])
  expect(await failingOf(app, flowId)).toEqual(['books'])

  await app.close()
  const again = await openTestService({ withVault: true, dataFolder: app.dataFolder })
  expect([await stateOf(again, booksId), await failingOf(again, flowId)]).toEqual([failing, ['books']])
  mood.refuses = false
  expect(await run(again, flowId)).toBe('finished')
  await expect.poll(() => stateOf(again, booksId)).toMatchObject({ kind: 'working', check: 'check' in tested ? tested.check : {} })
  expect(await failingOf(again, flowId)).toEqual([])
})

it('a connection that ended a run works again once it was tested; one that was never tested is as before', async () => {
  const { app, flowId, booksId, mood } = await openShop()
  mood.refuses = true
  await run(app, flowId)
  await expect.poll(() => failingOf(app, flowId)).toEqual(['books'])
  mood.refuses = false
  expect(await run(app, flowId)).toBe('finished')
  await expect.poll(() => stateOf(app, booksId)).toEqual({ kind: 'unchecked' })

  mood.refuses = true
  await app.request('connection:test', { connectionId: booksId })
  expect(await failingOf(app, flowId)).toEqual(['books'])
  mood.refuses = false
  await app.request('connection:test', { connectionId: booksId })
  expect(await failingOf(app, flowId)).toEqual([])
})

it('what was told of a lost connection is put away by what it was about, and nothing else', async () => {
  const { app } = await openShop()
  const notices = await openNotices({
    dataFolder: app.dataFolder,
    clock: { now: () => new Date(), sleep: async () => {} },
    emit: () => undefined,
  })
  const lost = (connectionId: string) => ({ kind: 'connection-lost', title: 'Cannot be used', text: '', connectionId }) as const
  notices.addOnce(lost('books'))
  notices.addOnce(lost('till'))
  notices.addOnce(lost('books'))
  notices.settle({ kind: 'connection-lost', connectionId: 'books' })
  expect(notices.list().map(({ connectionId }) => connectionId)).toEqual(['till'])
  await notices.settled()
})

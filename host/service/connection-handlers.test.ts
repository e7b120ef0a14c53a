import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startOdooSandbox } from '#connectors/odoo/sandbox/start.ts'
import { systemClock } from '#host/clock.ts'
import { openTestService } from '#tests/support/test-service.ts'

async function startBooks() {
  const server = await startOdooSandbox({ seed: 1 })
  onTestFinished(() => server.close())
  const apiKey = server.credentials.apiKey ?? ''
  return { server, apiKey, settings: { url: server.origin, database: server.database, apiKey } }
}

describe('a connection', () => {
  it('is shown with its plain settings and the names of its secrets', async () => {
    const { settings } = await startBooks()
    const app = await openTestService({ withVault: true })
    const added = await app.request('connection:add', { connectorId: 'odoo', name: 'Books', settings, readOnly: true })
    const { apiKey: _secret, ...plain } = settings
    expect(added).toMatchObject({
      settings: plain,
      secretFields: ['apiKey'],
      readOnly: true,
      isPractice: false,
      state: { kind: 'unchecked' },
    })
    expect(await app.request('connection:list', {})).toEqual([added])
  })

  it('is tested with its kept secret, names the account, and remembers the answer over a restart', async () => {
    const { settings } = await startBooks()
    const app = await openTestService({ withVault: true })
    const { id } = await app.request('connection:add', { connectorId: 'odoo', name: 'Books', settings })
    const state = await app.request('connection:test', { connectionId: id })
    expect(state).toMatchObject({ kind: 'working', check: { account: expect.stringContaining('Winkel aan de Gracht') } })
    await app.close()
    const again = await openTestService({ dataFolder: app.dataFolder })
    expect((await again.request('connection:list', {}))[0]?.state).toEqual(state)
  })

  it('that is refused says so as a state, with a hint that names it', async () => {
    const { settings } = await startBooks()
    const app = await openTestService({ withVault: true })
    const wrong = { ...settings, apiKey: 'wrong-key-canary' }
    const { id } = await app.request('connection:add', { connectorId: 'odoo', name: 'Books of Jan', settings: wrong })
    const state = await app.request('connection:test', { connectionId: id })
    expect(state).toMatchObject({ kind: 'failing', error: { fix: 'user' } })
    if (state.kind !== 'failing') throw new Error('It must fail.')
    expect(`${state.error.message} ${state.error.hint}`).toContain('Books of Jan')
    expect((await app.request('connection:list', {}))[0]?.state).toEqual(state)
  })

  it('can be tried with a form that is not saved, keeping the secret it leaves out, without changing anything', async () => {
    const { settings, server } = await startBooks()
    const app = await openTestService({ withVault: true })
    const { id } = await app.request('connection:add', {
      connectorId: 'odoo',
      name: 'Books',
      settings: { ...settings, url: 'http://127.0.0.1:9' },
    })
    const form = { url: server.origin, database: settings.database, apiKey: '' }
    expect(await app.request('connection:test', { connectionId: id, settings: form })).toMatchObject({ kind: 'working' })
    expect((await app.request('connection:list', {}))[0]).toMatchObject({
      settings: { url: 'http://127.0.0.1:9' },
      state: { kind: 'unchecked' },
    })
  })

  it('can be tried before there is one', async () => {
    const { settings } = await startBooks()
    const app = await openTestService()
    expect(await app.request('connection:test', { connectorId: 'odoo', settings })).toMatchObject({ kind: 'working' })
    await expect(app.request('connection:test', { connectorId: 'odoo', settings: { url: settings.url } })).rejects.toMatchObject({
      code: 'settings',
      message: expect.stringContaining('Database'),
    })
    await expect(app.request('connection:test', { connectorId: 'nobody', settings })).rejects.toMatchObject({ code: 'unknown-connector' })
  })

  it('changes without its secret being entered again, and is unchecked then', async () => {
    const { settings } = await startBooks()
    const app = await openTestService({ withVault: true })
    const { id } = await app.request('connection:add', { connectorId: 'odoo', name: 'Books', settings })
    await app.request('connection:test', { connectionId: id })
    const { apiKey: _secret, ...plain } = settings
    const changed = await app.request('connection:change', { connectionId: id, name: 'Ledger', settings: { ...plain, language: 'nl_NL' } })
    expect(changed).toMatchObject({
      name: 'Ledger',
      settings: { language: 'nl_NL' },
      secretFields: ['apiKey'],
      state: { kind: 'unchecked' },
    })
    expect(await app.request('connection:test', { connectionId: id })).toMatchObject({ kind: 'working' })
  })

  it('is marked read-only without anybody needing its secrets', async () => {
    const { settings } = await startBooks()
    const app = await openTestService({ withVault: true })
    const { id } = await app.request('connection:add', { connectorId: 'odoo', name: 'Books', settings })
    await app.close()
    const locked = await openTestService({ dataFolder: app.dataFolder })
    expect(await locked.request('connection:change', { connectionId: id, readOnly: true })).toMatchObject({ readOnly: true })
  })

  it('that is removed takes its secrets and bindings along', async () => {
    const { settings, apiKey } = await startBooks()
    const app = await openTestService({ withVault: true })
    const { id } = await app.request('connection:add', { connectorId: 'odoo', name: 'Books', settings })
    const flow = await app.request('flow:create', { template: 'mplus-orders-to-odoo' })
    await app.request('flow:bind', { flowId: flow.id, slot: 'books', connectionId: id })
    expect((await app.request('connection:list', {}))[0]?.usedBy).toMatchObject([{ flowId: flow.id, slot: 'books' }])
    await app.request('connection:remove', { connectionId: id })
    expect((await app.request('flow:open', { flowId: flow.id })).bindings).toEqual({})
    expect(JSON.parse(readFileSync(join(app.dataFolder, 'vault.json'), 'utf8')).entries).toEqual([])
    expect(app.told()).not.toContain(apiKey)
  })

  it('is bound only to a slot of its own system', async () => {
    const { settings } = await startBooks()
    const app = await openTestService({ withVault: true })
    const { id } = await app.request('connection:add', { connectorId: 'odoo', name: 'Books', settings })
    const flow = await app.request('flow:create', { template: 'mplus-orders-to-odoo' })
    const bind = (slot: string) => app.request('flow:bind', { flowId: flow.id, slot, connectionId: id })
    await expect(bind('till')).rejects.toMatchObject({ code: 'other-connector' })
    await expect(bind('__proto__')).rejects.toMatchObject({ code: 'unknown-slot' })
    expect(await bind('books')).toEqual({ books: id })
    expect(await app.request('flow:bind', { flowId: flow.id, slot: 'books', connectionId: null })).toEqual({})
  })
})

describe('choices of a live system', () => {
  it('are asked for once, and again after some minutes or when asked to', async () => {
    const { settings, server } = await startBooks()
    let laterMs = 0
    const clock = { ...systemClock, now: () => new Date(Date.now() + laterMs) }
    const app = await openTestService({ withVault: true, clock })
    const { id } = await app.request('connection:add', { connectorId: 'odoo', name: 'Books', settings })
    const requests = () => [...server.counts.values()].reduce((sum, count) => sum + count, 0)
    const ask = (refresh?: boolean) => app.request('connection:choices', { connectionId: id, list: 'taxes', ...(refresh && { refresh }) })

    const first = await ask()
    expect(first).toContainEqual(expect.objectContaining({ value: expect.any(String), label: expect.stringContaining('21%') }))
    const afterFirst = requests()
    await Promise.all([ask(), ask()])
    expect(requests()).toBe(afterFirst)
    await ask(true)
    expect(requests()).toBeGreaterThan(afterFirst)
    const afterRefresh = requests()
    laterMs = 6 * 60_000
    await ask()
    expect(requests()).toBeGreaterThan(afterRefresh)
    await expect(app.request('connection:choices', { connectionId: id, list: 'nothing' })).rejects.toMatchObject({ code: 'unknown-list' })
  })
})

describe('a locked vault', () => {
  it('says what is missing to whatever needs a secret, and opens with the passphrase', async () => {
    const { settings } = await startBooks()
    const before = await openTestService({ withVault: true })
    const { id } = await before.request('connection:add', { connectorId: 'odoo', name: 'Books', settings })
    await before.close()

    const app = await openTestService({ dataFolder: before.dataFolder })
    expect(await app.request('app:info', {})).toMatchObject({ vault: { state: 'locked' } })
    const asks = [
      () => app.request('connection:test', { connectionId: id }),
      () => app.request('connection:choices', { connectionId: id, list: 'taxes' }),
      () => app.request('connection:add', { connectorId: 'odoo', name: 'Other', settings }),
      () => app.request('practice:start', {}),
    ]
    for (const ask of asks) {
      await expect(ask()).rejects.toMatchObject({ code: 'vault-locked', hint: expect.stringContaining('passphrase') })
    }
    expect((await app.request('connection:list', {}))[0]?.state).toEqual({ kind: 'unchecked' })

    await expect(app.request('app:unlock-vault', { passphrase: 'not the passphrase' })).rejects.toMatchObject({ code: 'passphrase-wrong' })
    expect(await app.request('app:unlock-vault', { passphrase: 'correct horse battery' })).toMatchObject({
      vault: { state: 'open', kind: 'file' },
    })
    expect(await app.request('connection:test', { connectionId: id })).toMatchObject({ kind: 'working' })
  })

  it('that does not exist yet is made with the passphrase', async () => {
    const app = await openTestService()
    expect(await app.request('app:info', {})).toMatchObject({ vault: { state: 'new' }, isFirstStart: true })
    await app.request('app:unlock-vault', { passphrase: 'correct horse battery' })
    const { settings } = await startBooks()
    await app.request('connection:add', { connectorId: 'odoo', name: 'Books', settings })
    expect(await app.request('app:info', {})).toMatchObject({ vault: { state: 'open' }, isFirstStart: false })
  })
})

describe('secrets', () => {
  it('are in no answer and no event, not even when the other side repeats them', async () => {
    const canary = 'canary-7b"3 é/+secret'
    // Answers every request with the whole request, as a chatty error page would.
    const parrot = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        response.writeHead(400, { 'content-type': 'application/json', 'x-echo': encodeURIComponent(canary) })
        response.end(
          JSON.stringify({ error: { message: `${Buffer.concat(chunks)} ${JSON.stringify(request.headers)} ${request.url} ${canary}` } }),
        )
      })
    })
    await new Promise<void>((resolve) => parrot.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => new Promise<void>((resolve) => parrot.close(() => resolve())))
    const url = `http://127.0.0.1:${(parrot.address() as AddressInfo).port}`
    const app = await openTestService({ withVault: true })
    const settings = { url, database: 'demo', apiKey: canary }

    const { id } = await app.request('connection:add', { connectorId: 'odoo', name: 'Parrot', settings })
    await app.request('connection:test', { connectionId: id })
    await app.request('connection:test', { connectorId: 'odoo', settings })
    await app.request('connection:test', { connectionId: id, settings: { url, database: 'other' } })
    await app.request('connection:choices', { connectionId: id, list: 'taxes' }).catch(() => undefined)
    await app.request('connection:add', { connectorId: 'odoo', name: 'Parrot', settings }).catch(() => undefined)
    await app.request('connection:add', { connectorId: 'odoo', name: 'Wrong', settings: { url: 7, apiKey: canary } }).catch(() => undefined)
    await app.request('connection:change', { connectionId: id, settings: { ...settings, language: '!' } }).catch(() => undefined)
    await app.request('connection:list', {})
    await app.request('app:info', {})

    const files = ['connections.json', 'connection-checks.json', 'vault.json'].map((name) =>
      readFileSync(join(app.dataFolder, name), 'utf8'),
    )
    const spellings = [canary, JSON.stringify(canary).slice(1, -1), encodeURIComponent(canary), Buffer.from(canary).toString('base64')]
    for (const spelling of spellings) {
      expect(app.told()).not.toContain(spelling)
      for (const text of files) expect(text).not.toContain(spelling)
    }
  })
})

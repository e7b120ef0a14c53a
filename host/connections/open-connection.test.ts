import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { LogEntry } from '#core/kit/ports.ts'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { type LocalServer, startLocalServer } from '#tests/support/local-server.ts'
import { createMemoryVault } from '#tests/support/memory-vault.ts'
import { shopConnector } from '#tests/support/shop-connector.ts'
import { checkConnection, loadSecrets, openConnection } from './open-connection.ts'
import type { StoredConnection } from './stored-connection.ts'

const stored: StoredConnection = {
  id: 'c1',
  name: 'Shop · Demo BV',
  connectorId: 'shop',
  settings: { address: 'https://shop.example.nl', branch: 2 },
  secretFields: ['apiKey'],
  readOnly: true,
  createdAt: '2026-11-22T09:00:00Z',
}
const secrets = { apiKey: 'CANARY-key' }

async function shopServer(status = 200): Promise<LocalServer> {
  const server = await startLocalServer((_request, response) => response.writeHead(status).end('{"name":"Demo BV"}'))
  onTestFinished(() => server.close())
  return server
}

function surroundings() {
  const logged: LogEntry[] = []
  return { clock: createFakeClock({ passes: true }), log: (entry: LogEntry) => void logged.push(entry), logged }
}

const at = (server: LocalServer): StoredConnection => ({ ...stored, settings: { address: server.origin } })

describe('an open connection', () => {
  it('is what the stored one says', () => {
    const { name, connectorId, account, readOnly } = openConnection(shopConnector, stored, secrets, surroundings())
    expect({ name, connectorId, account, readOnly }).toEqual({
      name: 'Shop · Demo BV',
      connectorId: 'shop',
      account: 'https://shop.example.nl#2',
      readOnly: true,
    })
  })

  it('speaks to its system with its secrets', async () => {
    const server = await shopServer()
    const connection = openConnection(shopConnector, at(server), secrets, surroundings())
    expect(await connection.list('taxes')).toEqual([{ value: '1', label: 'Demo BV' }])
    expect(server.received[0]?.headers.authorization).toBe('Bearer CANARY-key')
  })

  it('lets no secret into the log, even when its connector writes one', async () => {
    const around = surroundings()
    await openConnection(shopConnector, at(await shopServer()), secrets, around).check()
    expect(around.logged).toEqual([{ level: 'info', message: 'asking with •••', facts: { key: '•••' } }])
  })

  it('is refused for the connector of another system', () => {
    expect(() => openConnection(shopConnector, { ...stored, connectorId: 'odoo' }, secrets, surroundings())).toThrow(
      'is no connection to Shop',
    )
  })

  it('is refused without its secret, by the name of the field', () => {
    expect(() => openConnection(shopConnector, stored, {}, surroundings())).toThrow('"API key" is missing')
  })

  it('is refused when the address in the file was changed to one without https', () => {
    const changed = { ...stored, settings: { address: 'http://evil.example' } }
    expect(() => openConnection(shopConnector, changed, secrets, surroundings())).toThrow(
      expect.objectContaining({ code: 'https-required' }),
    )
  })
})

describe('a check', () => {
  it('says who we are there', async () => {
    expect(await checkConnection(shopConnector, at(await shopServer()), secrets, surroundings())).toEqual({
      account: 'Demo BV',
      warnings: [],
    })
  })

  it('does not keep the person waiting with repetitions', async () => {
    const server = await shopServer(500)
    await expect(checkConnection(shopConnector, at(server), secrets, surroundings())).rejects.toMatchObject({ code: 'server-error' })
    expect(server.received).toHaveLength(1)
  })

  it('leaves no socket open', async () => {
    const server = await shopServer()
    await checkConnection(shopConnector, at(server), secrets, surroundings())
    for (let turn = 0; turn < 200 && server.openSockets > 0; turn++) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(server.openSockets).toBe(0)
  })

  it('obeys the same rules as a run: no redirect to another host, no secret in the error', async () => {
    const hostile = await shopServer()
    const server = await startLocalServer((_request, response) => response.writeHead(307, { location: `${hostile.origin}/me` }).end())
    onTestFinished(() => server.close())
    const error: unknown = await checkConnection(shopConnector, at(server), secrets, surroundings()).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'redirect-refused' })
    expect([hostile.received.length, inspect(error, { depth: 20 }).includes('CANARY')]).toEqual([0, false])
  })
})

describe('secrets', () => {
  it('come from the vault under the names the connection remembers', async () => {
    const vault = createMemoryVault()
    await vault.set('c1', 'apiKey', 'CANARY-key')
    await vault.set('c2', 'apiKey', 'of another connection')
    expect(await loadSecrets(vault, stored, shopConnector)).toEqual({ apiKey: 'CANARY-key' })
  })

  it('that are gone are named, so that they can be entered again', async () => {
    await expect(loadSecrets(createMemoryVault(), stored, shopConnector)).rejects.toMatchObject({
      name: 'ConnectionError',
      code: 'secret-missing',
      message: 'Shop · Demo BV: "API key" is not in the keychain of this computer.',
    })
  })
})

import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { checkConnection } from '#host/connections/open-connection.ts'
import type { StoredConnection } from '#host/connections/stored-connection.ts'
import { type ConnectionTokens, createConnectionTokens } from '#host/oauth/connection-tokens.ts'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { createMemoryVault } from '#tests/support/memory-vault.ts'
import { eaccounting } from './connector.ts'
import { type EaccountingSandbox, startEaccountingSandbox } from './sandbox/start.ts'

const clock = createFakeClock({ passes: true })
const { signal } = new AbortController()
let sandbox: EaccountingSandbox
let stored: StoredConnection
let tokens: ConnectionTokens
let vault: ReturnType<typeof createMemoryVault>

beforeEach(async () => {
  const server = await startEaccountingSandbox({ now: () => clock.now() })
  onTestFinished(() => server.close())
  sandbox = server
  vault = createMemoryVault()
  const settings = { company: server.company, environment: 'production', clientId: server.client.id, address: server.origin }
  stored = {
    ...{ id: 'books', connectorId: 'eaccounting', name: 'Books', settings, secretFields: ['clientSecret'], readOnly: false },
    createdAt: '2026-11-01T09:00:00+01:00',
  }
  await vault.set('books', 'clientSecret', server.client.secret)
  tokens = createConnectionTokens({ connectors: { eaccounting }, get: async () => stored, vault, clock })
})

/** What a person in a browser does: sees the page, chooses a company, says yes. */
async function sayYes(company: string): Promise<URL> {
  const { url, done } = await tokens.signIn(stored, signal)
  const page = await (await fetch(url)).text()
  const form = new URLSearchParams({ company, decision: 'allow' })
  for (const [, name = '', value = ''] of page.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)) form.append(name, value)
  await fetch(`${sandbox.origin}/connect/authorize`, { method: 'POST', body: form })
  await done
  return new URL(url)
}

const check = () =>
  checkConnection(
    eaccounting,
    stored,
    { clientSecret: sandbox.client.secret },
    { clock, log: () => {}, accessTokens: (one) => tokens.of(one) },
  )

describe('signing in', () => {
  it('asks for the sales scope, a lasting permission and the company, at the registered address', async () => {
    const url = await sayYes(sandbox.company)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'practice-client',
      scope: 'ea:api offline_access ea:sales',
      redirect_uri: 'http://localhost:44300/callback',
      acr_values: expect.stringMatching(/^service:.+ forceselectcompany:true$/),
    })
  })

  it('ends with a connection that works, and goes on working after the hour a token lives', async () => {
    await sayYes(sandbox.company)
    const first = await check()
    sandbox.oauth.expireAccessTokens()
    const second = await check()
    sandbox.oauth.expireAccessTokens()
    const third = await check()
    expect([first.account, second.account, third.account]).toEqual(Array(3).fill('Demo Outdoor B.V. (30123456)'))
  })

  it('for another company than the connection’s is noticed', async () => {
    await sayYes('30654321')
    await expect(check()).rejects.toMatchObject({
      code: 'other-company',
      message: expect.stringMatching(/Tweede Winkel B\.V\. \(30654321\)/),
    })
  })

  it('is asked for again, in words, when the permission was withdrawn', async () => {
    await sayYes(sandbox.company)
    sandbox.oauth.revokeAll()
    await expect(check()).rejects.toMatchObject({ name: 'ConnectionError', code: 'sign-in-needed' })
  })
})

describe('where a connection goes', () => {
  const place = { company: '556677-8899', clientId: 'x', clientSecret: 'y' }

  it.each([
    ['production', 'https://eaccountingapi.vismaonline.com', 'https://identity.vismaonline.com/connect/token', '5566778899'],
    [
      'sandbox',
      'https://eaccountingapi-sandbox.test.vismaonline.com',
      'https://identity-sandbox.test.vismaonline.com/connect/token',
      'sandbox/5566778899',
    ],
  ] as const)('is decided by the environment %s', (environment, origin, token, account) => {
    const settings = { ...place, environment }
    expect([eaccounting.origin(settings), eaccounting.oauth?.tokenUrl(settings), eaccounting.account(settings)]).toEqual([
      origin,
      token,
      account,
    ])
  })
})

import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createOAuthServer, type OAuthServer } from '#connectors/sandbox-kit/oauth.ts'
import { type SandboxServer, startSandboxServer } from '#connectors/sandbox-kit/server.ts'
import type { LogEntry } from '#core/kit/ports.ts'
import { systemClock } from '#host/clock.ts'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { createMemoryVault } from '#tests/support/memory-vault.ts'
import { startSignIn } from './sign-in.ts'
import { type OAuthSetup, openTokenEndpoint } from './token-endpoint.ts'
import { createTokenKeeper, type KeptConnection } from './token-keeper.ts'
import { tokensField } from './tokens.ts'

const secret = 'client-secret-7f3a+/='
let vendor: SandboxServer
let oauth: OAuthServer
let setup: OAuthSetup
let logged: LogEntry[]
let encodesCode: boolean
const clock = createFakeClock({ passes: true })

beforeEach(async () => {
  logged = []
  encodesCode = false
  oauth = createOAuthServer({
    ...{ authorizePath: '/connect/authorize', tokenPath: '/connect/token', vendor: 'Bookkeeping', now: () => clock.now() },
    client: { id: 'sluice', secret },
    clientAuthentication: 'basic',
    grants: ['authorization_code', 'refresh_token', 'client_credentials'],
    companies: [
      { id: 'c1', name: 'Demo AB' },
      { id: 'c2', name: 'Other AB' },
    ],
    scopes: ['api', 'offline_access'],
    refreshScope: 'offline_access',
    companyParameter: 'tenant_id',
    get encodesCode() {
      return encodesCode
    },
  })
  const server = await startSandboxServer(
    {},
    {
      label: ({ path }) => path,
      handle: (request) => oauth.handle(request) ?? { status: oauth.grantOf(request) ? 200 : 401, body: '{}' },
    },
  )
  vendor = server
  onTestFinished(() => server.close())
  setup = {
    grant: 'authorization-code',
    authorizeUrl: `${server.origin}/connect/authorize`,
    tokenUrl: `${server.origin}/connect/token`,
    clientId: 'sluice',
    clientSecret: secret,
    clientAuthentication: 'basic',
    scopes: ['api', 'offline_access'],
    authorizeParameters: { prompt: 'login' },
    tokenParameters: {},
    encodesCode: false,
    redirect: undefined,
  }
})

const surroundings = () => ({ connectionName: 'Books', clock, log: (entry: LogEntry) => void logged.push(entry) })
const begin = (changes: Partial<OAuthSetup> = {}) =>
  startSignIn({ ...setup, ...changes }, { ...surroundings(), signal: new AbortController().signal })

/** What a browser does: reads the page, sends its form, follows the way back. */
async function decide(url: string, decision: 'allow' | 'deny', changes: Readonly<Record<string, string>> = {}): Promise<Response> {
  const page = await (await fetch(url)).text()
  const form = new URLSearchParams()
  for (const [, name = '', value = ''] of page.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)) form.append(name, value)
  for (const [name, value] of Object.entries({ company: 'c1', decision, ...changes })) form.set(name, value)
  return fetch(`${vendor.origin}/connect/authorize`, { method: 'POST', body: form })
}

describe('signing in', () => {
  it('ends with tokens that the vendor takes, after a yes in the browser', async () => {
    const { url, tokens } = await begin()
    const back = await decide(url, 'allow')
    const { accessToken, refreshToken, expiresAt } = await tokens
    const asked = await fetch(`${vendor.origin}/customers`, { headers: { authorization: `Bearer ${accessToken}` } })
    expect([await back.text(), asked.status, refreshToken?.startsWith('RT-'), expiresAt]).toEqual([
      expect.stringMatching(/You are signed in/),
      200,
      true,
      clock.now().getTime() + 3_600_000,
    ])
  })

  it('asks with a challenge and a state of its own each time, and comes back to this computer only', async () => {
    const [one, other] = [await begin(), await begin()]
    const [first, second] = [new URL(one.url).searchParams, new URL(other.url).searchParams]
    for (const started of [one, other]) await decide(started.url, 'deny')
    await Promise.allSettled([one.tokens, other.tokens])
    expect(first.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)
    expect([first.get('code_challenge_method'), first.get('prompt')]).toEqual(['S256', 'login'])
    for (const name of ['state', 'code_challenge', 'redirect_uri']) expect(first.get(name)).not.toBe(second.get(name))
  })

  it('says that access was not given after a no', async () => {
    const { url, tokens } = await begin()
    await Promise.all([
      decide(url, 'deny'),
      expect(tokens).rejects.toMatchObject({ code: 'sign-in-refused', message: 'Books: access was not given.' }),
    ])
  })

  it('waits past an answer with a state that is not its own', async () => {
    const { url, tokens } = await begin()
    const redirect = new URL(url).searchParams.get('redirect_uri') ?? ''
    const forged = await fetch(`${redirect}?code=stolen&state=guess`)
    await decide(url, 'allow')
    expect([forged.status, (await tokens).accessToken.startsWith('AT-')]).toEqual([400, true])
  })

  it('decodes a code that the vendor encodes once too often', async () => {
    encodesCode = true
    const { url, tokens } = await begin({ encodesCode: true })
    await decide(url, 'allow')
    expect((await tokens).accessToken).toMatch(/^AT-/)
  })

  it('is over after one answer', async () => {
    const { url, tokens } = await begin()
    await decide(url, 'allow')
    await tokens
    await expect(fetch(new URL(url).searchParams.get('redirect_uri') ?? '')).rejects.toThrow()
  })

  it('ends when it is given up', async () => {
    const giving = new AbortController()
    const { tokens } = await startSignIn(setup, { ...surroundings(), signal: giving.signal })
    giving.abort()
    await expect(tokens).rejects.toMatchObject({ code: 'stopped' })
  })

  it('names client id and secret when the vendor refuses them', async () => {
    const { url, tokens } = await begin({ clientSecret: 'wrong' })
    await Promise.all([decide(url, 'allow'), expect(tokens).rejects.toMatchObject({ code: 'client-refused' })])
  })

  it('uses a registered address where the vendor has one', async () => {
    const { url, tokens } = await begin({ redirect: { host: 'localhost', port: 43_117, path: '/oauth/sluice' } })
    await decide(url, 'deny')
    await tokens.catch(() => {})
    expect(new URL(url).searchParams.get('redirect_uri')).toBe('http://localhost:43117/oauth/sluice')
  })

  it('logs no code, token or secret, whatever goes wrong', async () => {
    vendor.misbehave([{ kind: 'status-502', on: 'token', times: 1 }])
    const { url, tokens } = await begin()
    await decide(url, 'allow')
    const error: unknown = await tokens.catch((thrown: unknown) => thrown)
    const said = JSON.stringify([logged, error instanceof Error ? [error.message, error] : error])
    expect(said).not.toMatch(/client-secret|AT-|RT-|\/C\+/)
  })
})

describe('the keeper of tokens', () => {
  const kept = (grant: KeptConnection['grant'] = 'authorization-code'): KeptConnection => ({
    id: 'books-1',
    name: 'Books',
    grant,
    endpoint: () => openTokenEndpoint({ ...setup, grant, tokenParameters: { tenant_id: 'c1' }, scopes: ['api'] }, surroundings()),
  })
  const renewals = () => vendor.counts.get('/connect/token') ?? 0

  async function signedIn() {
    const vault = createMemoryVault()
    const keeper = createTokenKeeper({ vault, clock })
    const { access_token: accessToken, refresh_token: refreshToken } = oauth.give()
    await keeper.keep('books-1', { accessToken, expiresAt: clock.now().getTime() + 3_600_000, ...(refreshToken && { refreshToken }) })
    return { vault, keeper, accessToken }
  }

  it('gives the token it has while it is good, without asking the vendor', async () => {
    const { keeper, accessToken } = await signedIn()
    expect([await keeper.accessToken(kept()), renewals()]).toEqual([accessToken, 0])
  })

  it('renews once, however many ask at the same time', async () => {
    const { keeper, accessToken } = await signedIn()
    const tokens = await Promise.all(Array.from({ length: 20 }, () => keeper.accessToken(kept(), accessToken)))
    expect([new Set(tokens).size, tokens[0] === accessToken, renewals()]).toEqual([1, false, 1])
  })

  it('does not renew for a token that somebody has renewed since', async () => {
    const { keeper, accessToken } = await signedIn()
    const renewed = await keeper.accessToken(kept(), accessToken)
    expect([await keeper.accessToken(kept(), accessToken), renewals()]).toEqual([renewed, 1])
  })

  it('keeps the new refresh token before anyone gets the access token', async () => {
    const { vault, accessToken } = await signedIn()
    const order: string[] = []
    const slow = {
      ...vault,
      set: async (id: string, field: string, value: string) => {
        await vault.set(id, field, value)
        order.push('kept')
      },
    }
    await createTokenKeeper({ vault: slow, clock })
      .accessToken(kept(), accessToken)
      .then(() => order.push('given'))
    expect(order).toEqual(['kept', 'given'])
  })

  it('goes on after a restart with what the vault holds', async () => {
    const { vault, keeper, accessToken } = await signedIn()
    const renewed = await keeper.accessToken(kept(), accessToken)
    const again = createTokenKeeper({ vault, clock })
    const later = await again.accessToken(kept(), renewed)
    expect([later === renewed, renewals()]).toEqual([false, 2])
  })

  it('renews a minute before the end', async () => {
    const { keeper, accessToken } = await signedIn()
    await clock.advance(3_600_000 - 59_000)
    expect(await keeper.accessToken(kept())).not.toBe(accessToken)
  })

  it('asks the person once when the permission was withdrawn, and not the vendor again', async () => {
    const { keeper, accessToken } = await signedIn()
    oauth.revokeAll()
    const errors = [
      await keeper.accessToken(kept(), accessToken).catch((error: unknown) => error),
      await keeper.accessToken(kept()).catch((error: unknown) => error),
    ]
    expect(errors).toEqual([expect.objectContaining({ code: 'sign-in-needed' }), expect.objectContaining({ code: 'sign-in-needed' })])
    expect(renewals()).toBe(1)
  })

  it('still has its refresh token when the vendor is down for a while', async () => {
    const { vault, keeper, accessToken } = await signedIn()
    const before = vault.contents.get(`books-1/${tokensField}`)
    vendor.misbehave([{ kind: 'connection-cut', on: 'token' }])
    await expect(keeper.accessToken(kept(), accessToken)).rejects.toMatchObject({ fix: expect.stringMatching(/wait/) })
    vendor.misbehave([])
    expect([vault.contents.get(`books-1/${tokensField}`), typeof (await keeper.accessToken(kept(), accessToken))]).toEqual([
      before,
      'string',
    ])
  })

  it('needs nobody where the settings are enough', async () => {
    const keeper = createTokenKeeper({ vault: createMemoryVault(), clock })
    const token = await keeper.accessToken(kept('client-credentials'))
    expect((await fetch(`${vendor.origin}/x`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
  })

  it('has nothing for a connection that nobody signed in to', async () => {
    await expect(createTokenKeeper({ vault: createMemoryVault(), clock: systemClock }).accessToken(kept())).rejects.toMatchObject({
      code: 'sign-in-needed',
    })
  })
})

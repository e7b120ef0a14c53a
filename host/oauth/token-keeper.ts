import { toAppError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'
import type { Vault } from '#host/vault/vault.ts'
import { signInNeeded } from './sign-in-needed.ts'
import type { TokenEndpoint } from './token-endpoint.ts'
import { parseTokens, type Tokens, tokensField } from './tokens.ts'

/** A token is renewed this long before it ends, so that it does not end on its way. */
const earlyMs = 60_000

export interface KeptConnection {
  readonly id: string
  readonly name: string
  readonly grant: 'authorization-code' | 'client-credentials'
  /** Opened for one call and closed after it. */
  readonly endpoint: () => TokenEndpoint
}

/** The access tokens of this machine's connections, in one place: at most one renewal at a time for each. */
export interface TokenKeeper {
  /**
   * A token to send. `rejected` is one the vendor has just refused: it is renewed, unless somebody has done so since.
   * @throws ConnectionError `sign-in-needed` when a person has to say yes again; asked once, and not of the vendor at every request
   */
  accessToken(connection: KeptConnection, rejected?: string): Promise<string>
  /** After a sign-in. */
  keep(connectionId: string, tokens: Tokens): Promise<void>
  hasTokens(connectionId: string): Promise<boolean>
  forget(connectionId: string): Promise<void>
}

export function createTokenKeeper({ vault, clock }: { readonly vault: Vault; readonly clock: Clock }): TokenKeeper {
  const renewing = new Map<string, Promise<Tokens>>()
  const known = new Map<string, Tokens>()

  async function read(id: string): Promise<Tokens | undefined> {
    const before = known.get(id)
    if (before) return before
    const tokens = parseTokens(await vault.get(id, tokensField))
    if (tokens) known.set(id, tokens)
    return tokens
  }

  async function write(id: string, tokens: Tokens): Promise<void> {
    // Durable before anyone uses it: the vendor has already forgotten the refresh token before this one.
    await vault.set(id, tokensField, JSON.stringify(tokens))
    known.set(id, tokens)
  }

  async function renew(connection: KeptConnection, before: Tokens | undefined): Promise<Tokens> {
    const endpoint = connection.endpoint()
    try {
      const tokens = await grantAgain(connection, endpoint, before)
      await write(connection.id, tokens)
      return tokens
    } catch (error) {
      if (before && toAppError(error).code === 'sign-in-needed') await write(connection.id, { ...before, isRefused: true })
      throw error
    } finally {
      await endpoint.close()
    }
  }

  return {
    async accessToken(connection, rejected) {
      const tokens = await read(connection.id)
      if (tokens?.isRefused) throw signInNeeded(connection.name)
      if (tokens && tokens.accessToken !== rejected && !isEnding(tokens, clock)) return tokens.accessToken
      const under = renewing.get(connection.id)
      if (under) return (await under).accessToken
      const work = renew(connection, tokens).finally(() => renewing.delete(connection.id))
      renewing.set(connection.id, work)
      return (await work).accessToken
    },
    keep: write,
    hasTokens: async (id) => {
      const tokens = await read(id)
      return tokens !== undefined && tokens.isRefused !== true
    },
    async forget(id) {
      known.delete(id)
      await vault.delete(id, tokensField)
    },
  }
}

async function grantAgain({ name, grant }: KeptConnection, endpoint: TokenEndpoint, before: Tokens | undefined): Promise<Tokens> {
  if (grant === 'client-credentials') return endpoint.clientCredentials()
  if (before?.refreshToken === undefined) throw signInNeeded(name)
  return endpoint.refresh(before.refreshToken)
}

function isEnding({ expiresAt }: Tokens, clock: Clock): boolean {
  return expiresAt !== null && expiresAt - earlyMs <= clock.now().getTime()
}

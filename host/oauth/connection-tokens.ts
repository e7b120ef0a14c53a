import type { AnyConnector } from '#core/kit/define-connector.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { Clock } from '#core/kit/ports.ts'
import { loadSecrets } from '#host/connections/open-connection.ts'
import type { StoredConnection } from '#host/connections/stored-connection.ts'
import type { Vault } from '#host/vault/vault.ts'
import type { AccessTokens } from './authorized-http.ts'
import { type StartedSignIn, startSignIn } from './sign-in.ts'
import { type OAuthSetup, oauthSetup, openTokenEndpoint } from './token-endpoint.ts'
import { createTokenKeeper } from './token-keeper.ts'
import type { Tokens } from './tokens.ts'

/** How a connection stands with signing in: not asked of it, still to be done (again), or done. */
export type SignInState = 'none' | 'needed' | 'done'

/** Signing in and access tokens of this machine's connections. */
export interface ConnectionTokens {
  of(stored: StoredConnection): AccessTokens
  /** For run processes, which know a connection by its id. */
  forRun(connectionId: string, rejected: string | undefined): Promise<string>
  stateOf(stored: StoredConnection): Promise<SignInState>
  /** Begins a sign-in; its tokens are kept when it ends well. @throws SettingsError `no-sign-in` for a system that needs none */
  signIn(stored: StoredConnection, signal: AbortSignal): Promise<Pick<StartedSignIn, 'url'> & { readonly done: Promise<void> }>
  /** As after a sign-in: what a practice system hands out. */
  keep(connectionId: string, tokens: Tokens): Promise<void>
  forget(connectionId: string): Promise<void>
}

export interface ConnectionTokensDeps {
  readonly connectors: Readonly<Record<string, AnyConnector>>
  readonly get: (connectionId: string) => Promise<StoredConnection>
  readonly vault: Vault
  readonly clock: Clock
}

const quiet = () => undefined

export function createConnectionTokens({ connectors, get, vault, clock }: ConnectionTokensDeps): ConnectionTokens {
  const keeper = createTokenKeeper({ vault, clock })
  const surroundings = ({ name }: StoredConnection) => ({ connectionName: name, clock, log: quiet })

  async function setupOf(stored: StoredConnection): Promise<OAuthSetup> {
    const definition = connectors[stored.connectorId]
    if (!definition?.oauth) {
      throw new SettingsError(`${definition?.label ?? stored.connectorId} needs no signing in.`, { code: 'no-sign-in' })
    }
    const secrets = await loadSecrets(vault, stored, definition)
    return oauthSetup(
      definition.oauth,
      parseSettings(definition.fields, { ...stored.settings, ...secrets }, `the settings of "${stored.name}"`),
    )
  }

  async function accessToken(stored: StoredConnection, rejected: string | undefined): Promise<string> {
    const setup = await setupOf(stored)
    const endpoint = () => openTokenEndpoint(setup, surroundings(stored))
    return keeper.accessToken({ id: stored.id, name: stored.name, grant: setup.grant, endpoint }, rejected)
  }

  return {
    of: (stored) => (rejected) => accessToken(stored, rejected),
    forRun: async (connectionId, rejected) => accessToken(await get(connectionId), rejected),
    async stateOf(stored) {
      const definition = connectors[stored.connectorId]
      // Settings without secrets are enough to know the grant.
      if (!definition?.oauth || definition.oauth.grant(stored.settings) === 'client-credentials') return 'none'
      return (await keeper.hasTokens(stored.id)) ? 'done' : 'needed'
    },
    async signIn(stored, signal) {
      const { url, tokens } = await startSignIn(await setupOf(stored), { ...surroundings(stored), signal })
      const done = tokens.then((given) => keeper.keep(stored.id, given))
      // Told by an event to whoever waits.
      done.catch(() => {})
      return { url, done }
    },
    keep: keeper.keep,
    forget: keeper.forget,
  }
}

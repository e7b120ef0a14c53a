import { bindConnection } from '#core/kit/bind-connection.ts'
import type { CheckResult, ConnectorDefinition, LiveChoice } from '#core/kit/define-connector.ts'
import type { BoundConnection } from '#core/kit/define-node.ts'
import { BusyError, ConnectionError, SettingsError, StoppedError } from '#core/kit/errors.ts'
import type { Fields, ValuesOf } from '#core/kit/fields.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { Clock, HttpClient, Log } from '#core/kit/ports.ts'
import { type ClosableHttpClient, createHttpClient } from '#host/http/http-client.ts'
import type { HttpOptions } from '#host/http/options.ts'
import { createRedactor } from '#host/http/redact.ts'
import { whileSomeoneWaits } from '#host/http/someone-waits.ts'
import { createImageFetcher } from '#host/images/fetch-image.ts'
import type { FileImageStore } from '#host/images/image-store.ts'
import { type AccessTokens, authorizedHttp } from '#host/oauth/authorized-http.ts'
import { signInNeeded } from '#host/oauth/sign-in-needed.ts'
import type { Vault } from '#host/vault/vault.ts'
import type { StoredConnection } from './stored-connection.ts'

export type Secrets = Readonly<Record<string, string>>

export interface Surroundings {
  readonly clock: Clock
  readonly log: Log
  readonly httpOptions?: Partial<HttpOptions>
  /** Where pictures of products lie while a run moves them. */
  readonly images?: FileImageStore
  /** Pictures at public addresses are fetched: something in the run takes them. */
  readonly fetchesImages?: boolean
  /** Access tokens of a connection whose system speaks OAuth, from where they are kept. */
  readonly accessTokens?: (stored: StoredConnection) => AccessTokens
}

/**
 * The secrets of a connection, from the vault.
 * @throws ConnectionError `secret-missing` that names the fields to enter again
 */
export async function loadSecrets<F extends Fields, Client>(
  vault: Vault,
  stored: StoredConnection,
  definition: ConnectorDefinition<F, Client>,
): Promise<Secrets> {
  const found = await Promise.all(stored.secretFields.map(async (field) => [field, await vault.get(stored.id, field)] as const))
  const missing = found.filter(([, value]) => value === undefined).map(([field]) => `"${definition.fields[field]?.label ?? field}"`)
  if (missing.length > 0) {
    const place = vault.kind === 'keychain' ? 'the keychain of this computer' : 'the encrypted vault'
    throw new ConnectionError(`${stored.name}: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not in ${place}.`, {
      code: 'secret-missing',
      hint: 'Enter it again in the connection. It was removed, or stored by another user or under another keychain.',
    })
  }
  return Object.fromEntries(found.filter((pair): pair is [string, string] => pair[1] !== undefined))
}

/**
 * Makes a stored connection ready for nodes: its client on the one HTTP client, bound to its origin and budget.
 * @throws SettingsError when settings no longer fit the connector's fields, ConnectionError for an address that is none
 */
export function openConnection<F extends Fields, Client>(
  definition: ConnectorDefinition<F, Client>,
  stored: StoredConnection,
  secrets: Secrets,
  surroundings: Surroundings,
): BoundConnection {
  const { client, settings } = connect(definition, stored, secrets, surroundings)
  return bindConnection(definition, { client, name: stored.name, settings, readOnly: stored.readOnly })
}

/** One attempt, and an end. Who we are is a short question; a list may be long. */
const askOptions: Partial<HttpOptions> = { ...whileSomeoneWaits, maxAttempts: 1, maxRefusals: 1 }
const checkOptions: Partial<HttpOptions> = { ...askOptions, firstByteTimeoutMs: 10_000 }
const longestCheckMs = 60_000

/**
 * Asks the system who we are there.
 * @throws ConnectionError that says which setting is wrong, BusyError when there is no answer in time
 */
export async function checkConnection<F extends Fields, Client>(
  definition: ConnectorDefinition<F, Client>,
  stored: StoredConnection,
  secrets: Secrets,
  surroundings: Surroundings & { readonly signal?: AbortSignal },
): Promise<CheckResult> {
  return askOnce(definition, stored, secrets, { ...surroundings, what: 'check', ask: (client, signal) => definition.check(client, signal) })
}

/**
 * One of the connector's lists as the live system has it now.
 * @throws SettingsError `unknown-list`, and as `checkConnection`
 */
export async function loadChoices<F extends Fields, Client>(
  definition: ConnectorDefinition<F, Client>,
  stored: StoredConnection,
  secrets: Secrets,
  { list, ...surroundings }: Surroundings & { readonly list: string; readonly signal?: AbortSignal },
): Promise<readonly LiveChoice[]> {
  const found = definition.lists && Object.hasOwn(definition.lists, list) ? definition.lists[list] : undefined
  if (!found) throw new SettingsError(`${definition.label} has no list "${list}".`, { code: 'unknown-list' })
  return askOnce(definition, stored, secrets, { ...surroundings, what: 'list', ask: (client, signal) => found.load(client, signal) })
}

async function askOnce<F extends Fields, Client, Answer>(
  definition: ConnectorDefinition<F, Client>,
  stored: StoredConnection,
  secrets: Secrets,
  {
    signal: stop,
    what,
    ask,
    ...surroundings
  }: Surroundings & {
    readonly signal?: AbortSignal
    readonly what: 'check' | 'list'
    readonly ask: (client: Client, signal: AbortSignal) => Promise<Answer>
  },
): Promise<Answer> {
  const httpOptions = { ...(what === 'check' ? checkOptions : askOptions), ...surroundings.httpOptions }
  const { client, http } = connect(definition, stored, secrets, { ...surroundings, httpOptions })
  const limit = AbortSignal.timeout(longestCheckMs)
  try {
    return await ask(client, stop ? AbortSignal.any([stop, limit]) : limit)
  } catch (error) {
    if (error instanceof StoppedError && limit.aborted && !stop?.aborted) {
      throw new BusyError(`${stored.name}: the ${what} took longer than ${longestCheckMs / 1_000} s.`, { code: 'check-too-slow' })
    }
    throw error
  } finally {
    await http.close()
  }
}

function connect<F extends Fields, Client>(
  definition: ConnectorDefinition<F, Client>,
  stored: StoredConnection,
  secrets: Secrets,
  { clock, log, httpOptions, accessTokens, images, fetchesImages = false }: Surroundings,
): { readonly client: Client; readonly http: Pick<ClosableHttpClient, 'close'>; readonly settings: ValuesOf<F> } {
  if (definition.id !== stored.connectorId) {
    throw new SettingsError(`"${stored.name}" is no connection to ${definition.label}.`, { code: 'other-connector' })
  }
  const settings = parseSettings(definition.fields, { ...stored.settings, ...secrets }, `the settings of "${stored.name}"`)
  const quiet = withoutSecrets(log, secrets)
  const limits = { ...definition.limits, ...(definition.perHour && { perHour: definition.perHour(settings) }) }
  const open = (origin: string) =>
    createHttpClient({
      origin,
      connectionName: stored.name,
      connectionId: stored.id,
      limits,
      clock,
      log: quiet,
      secrets: Object.values(secrets),
      options: httpOptions,
    })
  const http = open(definition.origin(settings))
  const others = Object.entries(definition.services?.(settings) ?? {}).map(([name, origin]) => [name, open(origin)] as const)
  const tokens = definition.oauth ? tokensFor(stored, accessTokens) : undefined
  const port = (one: HttpClient) => (tokens ? authorizedHttp(one, tokens) : one)
  const services = Object.fromEntries(others.map(([name, one]) => [name, port(one)]))
  const fetcher =
    images && fetchesImages
      ? createImageFetcher({
          ...{ origin: definition.origin(settings), connectionName: stored.name, connectionId: stored.id, store: images },
          ...{ clock, log: quiet, secrets: Object.values(secrets), options: httpOptions },
        })
      : undefined
  const close = async () => {
    await Promise.all([http, ...others.map(([, one]) => one), ...(fetcher ? [fetcher] : [])].map((one) => one.close()))
  }
  const context = { settings, http: port(http), services, clock, log: quiet, images, fetchImage: fetcher?.fetchImage }
  return { client: definition.connect(context), http: { close }, settings }
}

function tokensFor(stored: StoredConnection, accessTokens: Surroundings['accessTokens']): AccessTokens {
  return accessTokens ? accessTokens(stored) : () => Promise.reject(signInNeeded(stored.name))
}

/** Connectors log what they like; a secret in it does not get through. */
function withoutSecrets(log: Log, secrets: Secrets): Log {
  const redactor = createRedactor(Object.values(secrets))
  return ({ message, facts, ...entry }) =>
    log({
      ...entry,
      message: redactor.text(message),
      ...(facts === undefined
        ? {}
        : { facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, redactor.json(value)])) }),
    })
}

import { join } from 'node:path'
import { z } from 'zod'
import type { ConnectionState } from '#core/contract/connections.ts'
import { type ErrorReply, toErrorReply } from '#core/contract/reply.ts'
import type { AnyConnector, CheckResult, LiveChoice } from '#core/kit/define-connector.ts'
import { AppError, SettingsError } from '#core/kit/errors.ts'
import { checkSettings, parseSettings } from '#core/kit/parse-settings.ts'
import type { Clock } from '#core/kit/ports.ts'
import type { Json } from '#core/kit/record.ts'
import { openJsonFile } from '#host/connections/json-file.ts'
import { checkConnection, loadChoices, loadSecrets } from '#host/connections/open-connection.ts'
import { partSettings } from '#host/connections/secret-settings.ts'
import type { StoredConnection } from '#host/connections/stored-connection.ts'
import { createRedactor } from '#host/http/redact.ts'
import type { ConnectionTokens } from '#host/oauth/connection-tokens.ts'
import type { Vault } from '#host/vault/vault.ts'
import type { Emit } from './events.ts'

/** Asks systems who we are there and what they offer, and remembers the answers; no secret is in what it remembers or tells. */
export interface ConnectionDesk {
  stateOf(connectionId: string): ConnectionState
  /** As it is stored, or with settings that are not saved yet. A refusal is a state, not an error. */
  test(stored: StoredConnection, settings?: Readonly<Record<string, unknown>>, signal?: AbortSignal): Promise<ConnectionState>
  /** A form that belongs to no connection yet. */
  testNew(definition: AnyConnector, settings: Readonly<Record<string, unknown>>, signal?: AbortSignal): Promise<ConnectionState>
  choices(
    stored: StoredConnection,
    list: string,
    options: { readonly refresh: boolean; readonly signal?: AbortSignal },
  ): Promise<readonly LiveChoice[]>
  /** A run ended because of it. */
  lost(stored: StoredConnection, error: ErrorReply): void
  /** A run called it and finished: what was told of its failing is no longer so. */
  reached(connectionId: string): void
  /** Its settings are others now, or it is gone: what was answered before says nothing any more. */
  forget(connectionId: string): void
}

const choicesLiveMs = 5 * 60_000
const quiet = () => undefined

const errorReply = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  fix: z.enum(['user', 'wait', 'vendor', 'developer']),
  facts: z.record(z.string(), z.json() as z.ZodType<Json>),
})
const check = z.object({ account: z.string(), version: z.string().optional(), warnings: z.array(z.string()) })
const storedState = z.discriminatedUnion('kind', [
  z.object({ connectionId: z.string(), kind: z.literal('working'), checkedAt: z.number(), check }),
  z.object({ connectionId: z.string(), kind: z.literal('failing'), checkedAt: z.number(), error: errorReply, lastCheck: check.optional() }),
])

export async function openConnectionDesk({
  dataFolder,
  connectors,
  vault,
  clock,
  tokens,
  emit,
  onWorking = () => undefined,
}: {
  readonly dataFolder: string
  readonly connectors: Readonly<Record<string, AnyConnector>>
  readonly vault: Vault
  readonly clock: Clock
  readonly tokens: Pick<ConnectionTokens, 'of'>
  readonly emit: Emit
  /** Hears of a connection that failed and works again. */
  readonly onWorking?: (connectionId: string) => void
}): Promise<ConnectionDesk> {
  const file = openJsonFile({
    path: join(dataFolder, 'connection-checks.json'),
    schema: z.object({ version: z.literal(1), checks: z.array(storedState) }),
    empty: { version: 1 as const, checks: [] },
  })
  // A check can be asked for again at any time; a damaged file is as good as none.
  const before = (await file.read().catch(() => ({ checks: [] }))).checks
  const states = new Map<string, ConnectionState>()
  /** What it said of itself when it worked last, for when it works again. */
  const lastChecks = new Map<string, CheckResult>()
  for (const { connectionId, ...kept } of before) {
    if (kept.kind === 'working') {
      states.set(connectionId, kept)
      lastChecks.set(connectionId, kept.check)
    } else {
      const { lastCheck, ...state } = kept
      states.set(connectionId, state)
      if (lastCheck) lastChecks.set(connectionId, lastCheck)
    }
  }
  const lists = new Map<string, { readonly at: number; readonly choices: Promise<readonly LiveChoice[]> }>()

  function setState(connectionId: string, state: ConnectionState): void {
    if (state.kind === 'working') {
      lastChecks.set(connectionId, state.check)
      onWorking(connectionId)
    }
    states.set(connectionId, state)
    emit('connection:changed', { connectionId })
  }

  async function keepChecks(): Promise<void> {
    const checks = [...states].flatMap(([connectionId, state]) => {
      if (state.kind === 'working') return [storedState.parse({ connectionId, ...state })]
      return state.kind === 'failing' ? [storedState.parse({ connectionId, ...state, lastCheck: lastChecks.get(connectionId) })] : []
    })
    await file.replace({ version: 1, checks })
  }

  function definitionOf({ name, connectorId }: StoredConnection): AnyConnector {
    const found = Object.hasOwn(connectors, connectorId) ? connectors[connectorId] : undefined
    if (found) return found
    throw new SettingsError(`"${name}" is for "${connectorId}", which this version of Sluice does not know.`, { code: 'unknown-connector' })
  }

  async function ask(
    definition: AnyConnector,
    stored: StoredConnection,
    { secrets, signal }: { readonly secrets: Readonly<Record<string, string>>; readonly signal?: AbortSignal },
  ): Promise<ConnectionState> {
    const checkedAt = () => clock.now().getTime()
    try {
      const answer = await checkConnection(definition, stored, secrets, { clock, log: quiet, signal, accessTokens: tokens.of })
      return { kind: 'working', checkedAt: checkedAt(), check: withoutSecrets(answer, secrets) }
    } catch (error) {
      return { kind: 'failing', checkedAt: checkedAt(), error: withoutSecrets(failureOf(error, stored), secrets) }
    }
  }

  /** The form as a connection that is not kept, with the secrets the form leaves out. */
  function formOf(definition: AnyConnector, settings: Readonly<Record<string, unknown>>, kept: Readonly<Record<string, string>>) {
    const filled = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== '' && value !== null))
    const { plain, secrets } = partSettings(definition.fields, parseSettings(definition.fields, { ...kept, ...filled }, 'the settings'))
    return { plain, secrets }
  }

  return {
    stateOf: (connectionId) => states.get(connectionId) ?? { kind: 'unchecked' },
    async test(stored, settings, signal) {
      const definition = definitionOf(stored)
      if (settings === undefined) {
        const last = states.get(stored.id) ?? { kind: 'unchecked' }
        setState(stored.id, { kind: 'checking' })
        try {
          const state = await loadSecrets(vault, stored, definition).then(
            (secrets) => ask(definition, stored, { secrets, signal }),
            (error: unknown) => failingUnlessLocked(error, stored, clock),
          )
          setState(stored.id, state)
          await keepChecks()
          return state
        } catch (error) {
          setState(stored.id, last)
          throw error
        }
      }
      const needed = stored.secretFields.filter((field) => settings[field] === undefined || settings[field] === '')
      const kept = await loadSecrets(vault, { ...stored, secretFields: needed }, definition)
      const { plain, secrets } = formOf(definition, settings, kept)
      return ask(definition, { ...stored, settings: plain }, { secrets, signal })
    },
    async testNew(definition, settings, signal) {
      const problems = checkSettings(definition.fields, settings)
      const { plain, secrets } = formOf(definition, settings, {})
      const unsaved: StoredConnection = {
        ...{ id: 'unsaved', name: definition.label, connectorId: definition.id, settings: plain, secretFields: Object.keys(secrets) },
        ...{ readOnly: false, createdAt: clock.now().toISOString() },
      }
      if (problems.length > 0) throw new SettingsError('Fill in what is missing first.', { code: 'settings' })
      return ask(definition, unsaved, { secrets, signal })
    },
    choices(stored, list, { refresh, signal }) {
      const name = JSON.stringify([stored.id, list])
      const known = lists.get(name)
      const now = clock.now().getTime()
      if (known && !refresh && now - known.at < choicesLiveMs) return known.choices
      const definition = definitionOf(stored)
      const choices = loadSecrets(vault, stored, definition).then((secrets) =>
        loadChoices(definition, stored, secrets, { clock, log: quiet, list, signal, accessTokens: tokens.of }).then((found) =>
          withoutSecrets(found, secrets),
        ),
      )
      lists.set(name, { at: now, choices })
      choices.catch(() => {
        if (lists.get(name)?.choices === choices) lists.delete(name)
      })
      return choices
    },
    lost(stored, error) {
      setState(stored.id, { kind: 'failing', checkedAt: clock.now().getTime(), error: namedAfter(error, stored) })
      void keepChecks().catch(() => undefined)
    },
    reached(connectionId) {
      if (states.get(connectionId)?.kind !== 'failing') return
      const known = lastChecks.get(connectionId)
      setState(connectionId, known ? { kind: 'working', checkedAt: clock.now().getTime(), check: known } : { kind: 'unchecked' })
      if (!known) onWorking(connectionId)
      void keepChecks().catch(() => undefined)
    },
    forget(connectionId) {
      states.delete(connectionId)
      lastChecks.delete(connectionId)
      for (const name of lists.keys()) if (name.startsWith(JSON.stringify([connectionId]).slice(0, -1))) lists.delete(name)
      void keepChecks().catch(() => undefined)
    },
  }
}

function failingUnlessLocked(error: unknown, stored: StoredConnection, clock: Clock): ConnectionState {
  if (error instanceof AppError && error.code === 'vault-locked') throw error
  return { kind: 'failing', checkedAt: clock.now().getTime(), error: failureOf(error, stored) }
}

/** Says which connection it is about, where the system's own words do not. */
function failureOf(error: unknown, stored: StoredConnection): ErrorReply {
  return namedAfter(toErrorReply(error), stored)
}

function namedAfter(reply: ErrorReply, { name }: StoredConnection): ErrorReply {
  const hint = reply.hint ?? 'Check the address and the credentials.'
  return { ...reply, hint: reply.message.includes(name) || hint.includes(name) ? hint : `${name}: ${hint}` }
}

/** What comes from another system may repeat what we sent it. */
function withoutSecrets<T>(value: T, secrets: Readonly<Record<string, string>>): T {
  // Answers and error replies are plain JSON, and stay of the shape they have.
  return createRedactor(Object.values(secrets)).json(value as unknown as Json) as unknown as T
}

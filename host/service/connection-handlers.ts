import type { CallUse, ConnectionCard } from '#core/contract/connections.ts'
import type { Handlers } from '#core/contract/dispatch.ts'
import { toErrorReply } from '#core/contract/reply.ts'
import type { AnyConnector } from '#core/kit/define-connector.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { BindingStore } from '#host/connections/binding-store.ts'
import type { ConnectionStore } from '#host/connections/connection-store.ts'
import type { StoredConnection } from '#host/connections/stored-connection.ts'
import type { ConnectionTokens } from '#host/oauth/connection-tokens.ts'
import type { ConnectionDesk } from './connection-desk.ts'
import type { Emit } from './events.ts'
import type { FlowLibrary } from './flow-library.ts'

type ConnectionHandlers = Pick<Handlers, Extract<keyof Handlers, `connection:${string}`>>

export interface ConnectionDeps {
  readonly connections: ConnectionStore
  readonly bindings: BindingStore
  readonly desk: ConnectionDesk
  readonly tokens: ConnectionTokens
  readonly library: FlowLibrary
  readonly connectors: Readonly<Record<string, AnyConnector>>
  readonly callsOf: (connectionId: string) => CallUse | null
  readonly emit: Emit
}

export function createConnectionHandlers(deps: ConnectionDeps): ConnectionHandlers {
  const { connections, bindings, desk, tokens, connectors, emit } = deps
  const signingIn = new Map<string, AbortController>()
  const card = async (stored: StoredConnection, uses: readonly Use[]) =>
    cardOf(stored, { desk, uses, calls: deps.callsOf(stored.id), signIn: await tokens.stateOf(stored).catch(() => 'needed' as const) })

  const definitionOf = (connectorId: string): AnyConnector => {
    const found = Object.hasOwn(connectors, connectorId) ? connectors[connectorId] : undefined
    if (found) return found
    throw new SettingsError(`There is no system "${connectorId.slice(0, 60)}".`, {
      code: 'unknown-connector',
      hint: `There are: ${Object.keys(connectors).join(', ')}.`,
    })
  }

  function tell(connectionId: string | null): void {
    emit('connection:changed', { connectionId })
    for (const { id } of deps.library.list()) emit('flow:changed', { flowId: id, what: 'bindings' })
  }

  return {
    'connection:list': async () => {
      const all = await connections.list()
      const uses = await findUses(deps)
      return Promise.all(all.map((stored) => card(stored, uses)))
    },
    'connection:add': async ({ connectorId, name, settings, readOnly }) => {
      const added = await connections.add({ name, definition: definitionOf(connectorId), settings, readOnly })
      tell(added.id)
      return card(added, [])
    },
    'connection:change': async ({ connectionId, name, settings, readOnly }) => {
      const before = await connections.get(connectionId)
      if (settings !== undefined) {
        const definition = definitionOf(before.connectorId)
        const after = await connections.change(connectionId, { definition, settings, readOnly })
        // Permission was given to one app at one address: it is not carried to another.
        if (definition.oauth && grantedTo(definition, before) !== grantedTo(definition, after)) await tokens.forget(connectionId)
        desk.forget(connectionId)
      } else if (readOnly !== undefined) await connections.setReadOnly(connectionId, readOnly)
      if (name !== undefined && name !== before.name) await connections.rename(connectionId, name)
      tell(connectionId)
      return card(await connections.get(connectionId), await findUses(deps))
    },
    'connection:remove': async ({ connectionId }) => {
      signingIn.get(connectionId)?.abort()
      await connections.remove(connectionId)
      await tokens.forget(connectionId)
      await bindings.forgetConnection(connectionId)
      desk.forget(connectionId)
      tell(connectionId)
    },
    'connection:test': async (given, { signal }) => {
      if ('connectorId' in given) return desk.testNew(definitionOf(given.connectorId), given.settings, signal)
      return desk.test(await connections.get(given.connectionId), given.settings, signal)
    },
    'connection:choices': async ({ connectionId, list, refresh = false }) =>
      // Others may wait for the same list: a page that goes away does not end their question.
      desk.choices(await connections.get(connectionId), list, { refresh }),
    'connection:sign-in': async ({ connectionId }) => {
      const stored = await connections.get(connectionId)
      signingIn.get(connectionId)?.abort()
      const giving = new AbortController()
      signingIn.set(connectionId, giving)
      const { url, done } = await tokens.signIn(stored, giving.signal)
      const end = (error: unknown) => {
        if (signingIn.get(connectionId) === giving) signingIn.delete(connectionId)
        if (error === null) desk.forget(connectionId)
        emit('connection:signed-in', { connectionId, error: error === null ? null : toErrorReply(error) })
        tell(connectionId)
      }
      void done.then(() => end(null), end)
      return { url }
    },
    'connection:cancel-sign-in': ({ connectionId }) => signingIn.get(connectionId)?.abort(),
  }
}

type Use = ConnectionCard['usedBy'][number] & { readonly connectionId: string }

async function findUses({ library, bindings }: ConnectionDeps): Promise<readonly Use[]> {
  const uses: Use[] = []
  for (const { id } of library.list()) {
    const document = await library.draftDocument(id).catch(() => undefined)
    if (!document) continue
    for (const [slot, connectionId] of await bindings.get(id)) {
      if (Object.hasOwn(document.slots, slot)) uses.push({ connectionId, flowId: id, flowName: document.name, slot })
    }
  }
  return uses
}

/** What a permission is bound to; plain settings tell all of it. */
function grantedTo({ oauth, origin }: AnyConnector, { settings }: StoredConnection): string {
  return JSON.stringify([origin(settings), oauth?.tokenUrl(settings), oauth?.clientId(settings)])
}

function cardOf(
  stored: StoredConnection,
  {
    desk,
    uses,
    signIn,
    calls,
  }: { readonly desk: ConnectionDesk; readonly uses: readonly Use[] } & Pick<ConnectionCard, 'signIn' | 'calls'>,
): ConnectionCard {
  const { id, name, connectorId, settings, secretFields, readOnly, isPractice = false, createdAt } = stored
  return {
    ...{ id, name, connectorId, settings, secretFields, readOnly, isPractice, createdAt },
    state: desk.stateOf(id),
    signIn,
    calls,
    usedBy: uses.filter(({ connectionId }) => connectionId === id).map(({ flowId, flowName, slot }) => ({ flowId, flowName, slot })),
  }
}

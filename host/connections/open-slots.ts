import type { FlowDocument } from '#core/flow/document.ts'
import type { AnyConnector } from '#core/kit/define-connector.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { OpenableConnection } from '#host/run/protocol.ts'
import type { Vault } from '#host/vault/vault.ts'
import type { BindingStore } from './binding-store.ts'
import type { ConnectionStore } from './connection-store.ts'
import { loadSecrets } from './open-connection.ts'

/**
 * Every slot of a flow with its connection and secrets, as a run process needs them.
 * @throws SettingsError `slot-unbound`, `unknown-connection`, `unknown-connector`; ConnectionError `secret-missing`
 */
export async function openSlots(
  document: FlowDocument,
  {
    bindings,
    connections,
    vault,
    connectors,
  }: {
    readonly bindings: Pick<BindingStore, 'get'>
    readonly connections: ConnectionStore
    readonly vault: Vault
    readonly connectors: Readonly<Record<string, AnyConnector>>
  },
): Promise<Readonly<Record<string, OpenableConnection>>> {
  const bound = await bindings.get(document.id)
  const entries: [string, OpenableConnection][] = []
  for (const [slot, { connector, label }] of Object.entries(document.slots)) {
    const id = bound.get(slot)
    const stored = id === undefined ? undefined : (await connections.list()).find((one) => one.id === id)
    const definition = Object.hasOwn(connectors, connector) ? connectors[connector] : undefined
    if (!stored || !definition || stored.connectorId !== connector) {
      throw new SettingsError(`The slot "${slot}" (${label}) has no connection on this computer.`, {
        code: 'slot-unbound',
        hint: `Choose a connection to ${definition?.label ?? connector} for it.`,
        facts: { slot },
      })
    }
    entries.push([slot, { stored, secrets: await loadSecrets(vault, stored, definition) }])
  }
  return Object.fromEntries(entries)
}

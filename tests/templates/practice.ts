import { connectors } from '#connectors/index.ts'
import type { LiveChoice } from '#core/kit/define-connector.ts'
import type { Clock } from '#core/kit/ports.ts'
import { loadChoices, type Surroundings } from '#host/connections/open-connection.ts'
import { partSettings } from '#host/connections/secret-settings.ts'
import { createConnectionTokens } from '#host/oauth/connection-tokens.ts'
import { type PracticeOptions, type PracticeSystem, practiceSystems } from '#host/practice/practice-systems.ts'
import type { OpenableConnection } from '#host/run/protocol.ts'
import { createMemoryVault } from '#tests/support/memory-vault.ts'

/** A running practice system with its connection, as the program keeps one. */
export interface Practice extends PracticeSystem {
  readonly connection: OpenableConnection
  readonly accessTokens: NonNullable<Surroundings['accessTokens']>
}

export async function startPractice(connectorId: string, clock: Clock, options: Partial<PracticeOptions> = {}): Promise<Practice> {
  const system = await practiceSystems[connectorId]?.({ seed: 1, ...options })
  const definition = connectors[connectorId]
  if (!system || !definition) throw new Error(`There is no practice system ${connectorId}.`)
  const { plain, secrets } = partSettings(definition.fields, system.settings)
  const stored = {
    ...{ id: `practice-${connectorId}`, connectorId, name: `Practice ${definition.label}`, settings: plain },
    ...{ secretFields: Object.keys(secrets), readOnly: false, createdAt: '2026-11-22T09:00:00Z' },
  }
  const vault = createMemoryVault()
  for (const [field, value] of Object.entries(secrets)) await vault.set(stored.id, field, value)
  const tokens = createConnectionTokens({ connectors, get: async () => stored, vault, clock })
  if (system.signIn) await tokens.keep(stored.id, system.signIn())
  return { ...system, connection: { stored, secrets }, accessTokens: (one) => tokens.of(one) }
}

/** A list of the system as the program loads it. */
export async function loadList({ connection, accessTokens }: Practice, list: string, clock: Clock): Promise<readonly LiveChoice[]> {
  const definition = connectors[connection.stored.connectorId]
  if (!definition) return []
  return loadChoices(definition, connection.stored, connection.secrets, { clock, log: () => {}, list, accessTokens })
}

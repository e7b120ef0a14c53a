import type { ConnectionCard } from '#core/contract/connections.ts'
import type { FlowCard } from '#core/contract/flows.ts'
import { commandLabel, menuLabel } from './command-label.ts'
import { fuzzyScore } from './fuzzy.ts'
import { recentIds } from './recent.ts'
import { commandEntry, enabledCommands, isEnabled } from './registry.ts'

/** One thing the search everywhere can find. `id` begins with its kind. */
export type PaletteEntry =
  | { readonly kind: 'command'; readonly id: string; readonly label: string; readonly hint: string; readonly commandId: string }
  | { readonly kind: 'flow'; readonly id: string; readonly label: string; readonly flowId: string; readonly connectors: readonly string[] }
  | { readonly kind: 'connection'; readonly id: string; readonly label: string; readonly connectorId: string }
  | {
      readonly kind: 'record'
      readonly id: string
      readonly label: string
      readonly hint: string | null
      readonly key: string
      readonly entity: string
      readonly outcome: string
    }

export interface FoundRecord {
  readonly key: string
  readonly entity: string
  readonly kind: string
  readonly message: string | null
}

export interface PaletteGroup {
  readonly id: 'recent' | 'command' | 'flow' | 'connection' | 'record'
  readonly entries: readonly PaletteEntry[]
}

/** What is shown of each kind while something is typed. */
const mostOfKind = 8

export interface PaletteGiven {
  readonly text: string
  readonly flows: readonly FlowCard[]
  readonly connections: readonly ConnectionCard[]
  /** The host has searched these already. */
  readonly records: readonly FoundRecord[]
}

/** Groups of what fits, the best group first; with nothing typed: what was done last, then flows, then all commands. */
export function paletteGroups({ text, flows, connections, records }: PaletteGiven): readonly PaletteGroup[] {
  const flowEntries = flows.map(
    ({ id, name, connectors }): PaletteEntry => ({ kind: 'flow', id: `flow ${id}`, label: name, flowId: id, connectors }),
  )
  const commands = enabledCommands().map(({ id }) => commandOf(id))
  if (text.trim() === '') {
    const recent = recentIds()
      .filter(isEnabled)
      .map((id) => ({ ...commandOf(id), id: `recent ${id}` }))
    return withoutEmpty([
      { id: 'recent', entries: recent },
      { id: 'flow', entries: flowEntries.slice(0, mostOfKind) },
      { id: 'command', entries: commands },
    ])
  }
  const ranked = [
    rank(text, 'flow', flowEntries),
    rank(text, 'command', commands),
    rank(
      text,
      'connection',
      connections.map(
        ({ id, name, connectorId }): PaletteEntry => ({ kind: 'connection', id: `connection ${id}`, label: name, connectorId }),
      ),
    ),
  ].sort((one, other) => other.best - one.best)
  const found = records.map(
    ({ key, entity, kind, message }, place): PaletteEntry => ({
      ...{ kind: 'record', id: `record ${place} ${key}`, label: key, hint: message },
      ...{ key, entity, outcome: kind },
    }),
  )
  return withoutEmpty([...ranked.map(({ group }) => group), { id: 'record', entries: found }])
}

function commandOf(id: string): Extract<PaletteEntry, { readonly kind: 'command' }> {
  const entry = commandEntry(id)
  return {
    ...{ kind: 'command', id: `command ${id}`, commandId: id },
    label: entry ? commandLabel(entry) : id,
    hint: entry ? menuLabel(entry.menu) : '',
  }
}

function rank(
  text: string,
  id: PaletteGroup['id'],
  entries: readonly PaletteEntry[],
): { readonly group: PaletteGroup; readonly best: number } {
  const scored = entries
    .map((entry) => ({ entry, score: fuzzyScore(text, entry.label) }))
    .filter((one): one is { entry: PaletteEntry; score: number } => one.score !== null)
    .sort((one, other) => other.score - one.score)
    .slice(0, mostOfKind)
  return { group: { id, entries: scored.map(({ entry }) => entry) }, best: scored[0]?.score ?? Number.NEGATIVE_INFINITY }
}

function withoutEmpty(groups: readonly PaletteGroup[]): readonly PaletteGroup[] {
  return groups.filter(({ entries }) => entries.length > 0)
}

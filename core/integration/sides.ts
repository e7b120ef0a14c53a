import type { ConnectorEntry, EntityEntry, NodeEntry } from '#core/kit/describe.ts'
import { type EntityName, entities } from '#core/model/entities.ts'
import type { Answers, Lane } from './answers.ts'

/** What can be joined and with which nodes, as a host describes them (`describeConnector`, `describeNode`). */
export interface Catalogue {
  readonly connectors: readonly ConnectorEntry[]
  readonly nodes: readonly Pick<NodeEntry, 'type' | 'version' | 'fields'>[]
}

export type Side = Lane['from']

/** One end of a lane: the system, and the kind of record there. */
export interface LaneEnd {
  readonly side: Side
  readonly system: ConnectorEntry
  readonly entity: EntityEntry
}

export interface LaneEnds {
  readonly source: LaneEnd
  readonly target: LaneEnd
}

/** The kinds of record of the neutral model, in the order they are offered. */
export const recordKinds = Object.keys(entities) as readonly EntityName[]

/** `orders`, as it stands inside a sentence; a system's own kind by its name. */
export function pluralOf(entity: string): string {
  const known: Readonly<Record<string, { readonly plural: string }>> = entities
  return (Object.hasOwn(known, entity) ? known[entity]?.plural.toLowerCase() : undefined) ?? entity
}

export function otherSide(side: Side): Side {
  return side === 'left' ? 'right' : 'left'
}

export function systemOf({ connectors }: Catalogue, id: string | undefined): ConnectorEntry | undefined {
  return connectors.find((one) => one.id === id)
}

export function entityOf(system: ConnectorEntry, entity: string): EntityEntry | undefined {
  return system.entities.find((one) => one.entity === entity)
}

/** Both ends of a lane; undefined while a system is not chosen, or does not know the kind of record at all. */
export function laneEnds(
  { left, right }: Pick<Answers, 'left' | 'right'>,
  lane: Pick<Lane, 'entity' | 'from'>,
  catalogue: Catalogue,
): LaneEnds | undefined {
  const end = (side: Side): LaneEnd | undefined => {
    const system = systemOf(catalogue, side === 'left' ? left : right)
    const entity = system && entityOf(system, lane.entity)
    return system && entity && { side, system, entity }
  }
  const [source, target] = [end(lane.from), end(otherSide(lane.from))]
  return source && target && { source, target }
}

import type { ConnectorEntry } from '#core/kit/describe.ts'
import type { EntityName } from '#core/model/entities.ts'
import type { Lane } from './answers.ts'
import { entityOf, otherSide, pluralOf, recordKinds, type Side } from './sides.ts'

/** Whether one kind of record can go one way between two systems. */
export type Cell = { readonly entity: EntityName; readonly from: Side } & (
  | { readonly isPossible: true }
  | {
      readonly isPossible: false
      /** In the user's words, with the nearest useful thing where there is one. */
      readonly reason: string
    }
)

/** Every kind of record in both directions, left to right first. */
export function cellsOf(left: ConnectorEntry, right: ConnectorEntry): readonly Cell[] {
  return recordKinds.flatMap((entity) =>
    (['left', 'right'] as const).map((from): Cell => {
      const [source, target] = from === 'left' ? [left, right] : [right, left]
      const reason = obstacle(entity, source, target)
      return reason === undefined ? { entity, from, isPossible: true } : { entity, from, isPossible: false, reason }
    }),
  )
}

/** Why records of a kind cannot go from one system to the other; undefined when they can. */
export function obstacle(entity: string, source: ConnectorEntry, target: ConnectorEntry): string | undefined {
  return cannotRead(entity, source) ?? cannotWrite(entity, target)
}

function cannotRead(entity: string, source: ConnectorEntry): string | undefined {
  if (entityOf(source, entity)?.can.includes('read')) return undefined
  return reasonOf(source, entity, 'read') ?? `${source.label} does not give out its ${pluralOf(entity)}.`
}

function cannotWrite(entity: string, target: ConnectorEntry): string | undefined {
  const can = entityOf(target, entity)?.can ?? []
  if (can.includes('create') || can.includes('update')) return undefined
  return reasonOf(target, entity, 'write') ?? `${target.label} does not take in ${pluralOf(entity)} from outside.`
}

function reasonOf({ cannot }: ConnectorEntry, entity: string, ability: 'read' | 'write'): string | undefined {
  return Object.hasOwn(cannot, entity) ? cannot[entity]?.[ability] : undefined
}

/**
 * Why a lane cannot be added beside the ones there are: the same kind goes the other way, or the same way already.
 * Undefined when it can.
 */
export function laneConflict(
  lanes: readonly Pick<Lane, 'entity' | 'from'>[],
  wanted: Pick<Lane, 'entity' | 'from'>,
  labels: Readonly<Record<Side, string>>,
): string | undefined {
  const before = lanes.find((one) => one.entity === wanted.entity)
  if (!before) return undefined
  const plural = pluralOf(wanted.entity)
  const name = plural.charAt(0).toUpperCase() + plural.slice(1)
  const way = `${name} already go from ${labels[before.from]} to ${labels[otherSide(before.from)]}`
  if (before.from === wanted.from) return `${way}.`
  return `${way}. Both ways at once, each change would be sent back to where it came from, without end: choose one direction.`
}

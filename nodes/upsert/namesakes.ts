import { createBoundedMap } from './bounded-map.ts'
import type { KeyedRecord } from './waves.ts'

const rememberedLimit = 10_000

/**
 * Tells which customers of a batch share their e-mail address with another customer of the same source: two people of one household.
 * Written both, they would take the one customer of the target from each other with every reading, so one of them keeps it: the one
 * that came in an earlier batch of this run, else the one with the lowest id, because pages come in any order.
 */
export function createNamesakes(): (batch: readonly KeyedRecord[]) => ReadonlyMap<KeyedRecord, string> {
  const keepers = createBoundedMap<string>(rememberedLimit)
  return (batch) => {
    const byName = Map.groupBy(batch.filter(isTellable), ({ externalId }) => externalId)
    const others = new Map<KeyedRecord, string>()
    for (const [externalId, records] of byName) {
      const keeper = keepers.get(externalId) ?? lowest(records.map(idOf))
      keepers.set(externalId, keeper)
      for (const one of records) if (idOf(one) !== keeper) others.set(one, keeper)
    }
    return others
  }
}

/** Without an id of the source's own nobody can tell two records from one that has changed. */
function isTellable({ record }: KeyedRecord): boolean {
  return record.entity === 'customer' && record.origin.id !== undefined
}

function idOf({ record }: KeyedRecord): string {
  return record.origin.id ?? ''
}

/** Numbers by their size, as they were given out. */
function lowest(ids: readonly string[]): string {
  return ids.reduce((least, id) => (id.length < least.length || (id.length === least.length && id < least) ? id : least))
}

/** What is said of the one that is not written. */
export function namesakeOutcome({ record, name }: KeyedRecord, keeper: string) {
  return {
    kind: 'skipped',
    code: 'same-key',
    message: `${name}: customer ${keeper} of the source has the same e-mail address and counts; ${record.origin.id} was not sent.`,
    hint: 'Give one of the two another e-mail address in the source.',
  } as const
}

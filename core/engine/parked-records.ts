import type { FlowRecord } from '#core/kit/record.ts'

/**
 * What earlier runs left unfinished. It is tried after everything new, and only where the source did not send a newer state
 * in the meantime: an older state must never overwrite a newer one, nor be reported as failed when its successor went through.
 */
export interface ParkedRecords {
  /** Notes that these came from the source: parked states of the same records are out of date. */
  supersede(records: readonly FlowRecord[]): void
  /** What has to be tried again. */
  remaining(): readonly FlowRecord[]
  /** Out of date, and under a key the source no longer uses: nothing else would ever take them out. */
  renamed(): readonly FlowRecord[]
}

export function createParkedRecords(parked: readonly FlowRecord[]): ParkedRecords {
  const byKey = new Map(parked.map((record) => [keyName(record), record]))
  // The source's own id recognises a record whose key was mended: a SKU, an e-mail address.
  const byOwnId = new Map(parked.flatMap((record) => (record.origin.id === undefined ? [] : [[ownName(record), record] as const])))
  const superseded = new Set<FlowRecord>()
  const renamed = new Set<FlowRecord>()

  return {
    supersede(records) {
      if (parked.length === 0) return
      for (const record of records) {
        const sameKey = byKey.get(keyName(record))
        if (sameKey) superseded.add(sameKey)
        const sameOwn = record.origin.id === undefined ? undefined : byOwnId.get(ownName(record))
        if (!sameOwn) continue
        superseded.add(sameOwn)
        if (sameOwn.key !== record.key) renamed.add(sameOwn)
      }
    },
    remaining: () => parked.filter((record) => !superseded.has(record)),
    renamed: () => [...renamed],
  }
}

function keyName({ entity, key }: FlowRecord): string {
  return `${entity}\u0000${key}`
}

function ownName({ entity, origin }: FlowRecord): string {
  return [entity, origin.connector, origin.account, origin.id].join('\u0000')
}

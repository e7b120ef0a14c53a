import type { FlowRecord } from '#core/kit/record.ts'

/** A record with the names it goes by. */
export interface KeyedRecord {
  readonly record: FlowRecord
  /** "Order 1042", as messages begin. */
  readonly name: string
  readonly externalId: string
  /** What it is looked up by in the target. */
  readonly matchKey: string
}

/**
 * Splits a batch so that no two records of one wave are the same thing in the source or in the target.
 * Waves are carried out one after the other: the second sees what became of the first, and nothing is created twice.
 */
export function wavesOf(records: readonly KeyedRecord[]): readonly (readonly KeyedRecord[])[] {
  const waves: KeyedRecord[][] = []
  const nextByExternalId = new Map<string, number>()
  const nextByMatchKey = new Map<string, number>()
  for (const record of records) {
    const index = Math.max(nextByExternalId.get(record.externalId) ?? 0, nextByMatchKey.get(record.matchKey) ?? 0)
    nextByExternalId.set(record.externalId, index + 1)
    nextByMatchKey.set(record.matchKey, index + 1)
    const wave = waves[index]
    if (wave) wave.push(record)
    else waves.push([record])
  }
  return waves
}

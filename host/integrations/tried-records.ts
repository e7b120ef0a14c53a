import type { DataRow, RowOutcome } from '#core/contract/data.ts'
import type { TriedRecord } from '#core/contract/integrations.ts'

/** What a preview left at the nodes of one lane. */
export interface TriedRows {
  /** At the output of its source, in the order they came. */
  readonly read: readonly DataRow[]
  /** At the inputs of the nodes between. */
  readonly between: readonly DataRow[]
  /** At the input of the node that writes. */
  readonly written: readonly DataRow[]
}

/** One row for each record read; those that the lane leaves out come last, because nobody learns much from them. */
export function triedRecords(lane: number, { read, between, written }: TriedRows): readonly TriedRecord[] {
  const ends = new Map<string, RowOutcome>()
  for (const { record, outcome } of [...between, ...written]) if (outcome) ends.set(record.key, outcome)
  const arrived = new Map(written.map(({ record }) => [record.key, record]))
  const tried = read.flatMap(({ record }): readonly TriedRecord[] => {
    const outcome = ends.get(record.key)
    // One that was still on its way when the try was stopped has no end to tell of.
    return outcome ? [{ lane, key: record.key, source: record, target: arrived.get(record.key) ?? null, outcome }] : []
  })
  return [...tried.filter(isWanted), ...tried.filter((one) => !isWanted(one))]
}

export function isWanted({ outcome }: Pick<TriedRecord, 'outcome'>): boolean {
  return outcome.kind !== 'filtered'
}

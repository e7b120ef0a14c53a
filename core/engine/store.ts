import type { BoundConnection, WriteJournal } from '#core/kit/define-node.ts'
import type { LogEntry } from '#core/kit/ports.ts'
import type { Json, Outcome } from '#core/kit/record.ts'

/** One record's end in one branch. */
export interface OutcomeRow {
  /** The source node that emitted the record. */
  readonly sourceNodeId: string
  /** The node it ended in. */
  readonly nodeId: string
  readonly entity: string
  readonly key: string
  readonly outcome: Outcome
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface PositionMove {
  readonly sourceNodeId: string
  readonly position: Json
  /** "up to marker 4711" */
  readonly described: string
}

/** Where a run keeps what must survive it. Bound to one run of one flow; implemented by the journal in `host`. */
export interface RunStore {
  /** Where this source was read up to; null when it never was. */
  position(sourceNodeId: string): Json
  /** All of it or nothing, synced to disk when it returns; takes buffered ends, links and log rows along. */
  commit(part: { readonly outcomes: readonly OutcomeRow[]; readonly positions: readonly PositionMove[] }): void
  writeJournal(nodeId: string, connection: BoundConnection): WriteJournal
  log(entry: LogEntry): void
}

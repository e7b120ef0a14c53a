import type { BoundConnection, WriteJournal } from '#core/kit/define-node.ts'
import type { LogEntry } from '#core/kit/ports.ts'
import type { FlowRecord, Json, Outcome } from '#core/kit/record.ts'

/** One record's end in one branch. */
export interface OutcomeRow {
  /** The source node that emitted the record. */
  readonly sourceNodeId: string
  /** The node it ended in. */
  readonly nodeId: string
  readonly entity: string
  readonly key: string
  /** Which page of this source in this run the record came with; a later page holds a newer state of the same record. */
  readonly page: number
  readonly outcome: Outcome
  /**
   * For `failed`, `unknown` and `waiting`: the record as the source emitted it. Kept (parked) until a later run ends it otherwise,
   * because the position moves past it.
   */
  readonly record?: FlowRecord
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface PositionMove {
  readonly sourceNodeId: string
  readonly position: Json
  /** "up to marker 4711" */
  readonly described: string
}

/** What is known of a page: ends of its records, and how far its source is done. */
export interface PagePart {
  readonly outcomes: readonly OutcomeRow[]
  readonly positions: readonly PositionMove[]
}

/** Where a run keeps what must survive it. Bound to one run of one flow; implemented by the journal in `host`. */
export interface RunStore {
  /** Where this source was read up to; null when it never was. */
  position(sourceNodeId: string): Json
  /** Records of this source that failed or waited in earlier runs and have not been ended since, oldest first. */
  parked(sourceNodeId: string): readonly FlowRecord[]
  /** Takes parked records out for good, because the source has sent the same ones under other keys. */
  discardParked(sourceNodeId: string, records: readonly FlowRecord[]): void
  /** All of it or nothing, synced to disk when it returns; takes held parts, buffered ends, links and log rows along. */
  commit(part: PagePart): void
  /**
   * Takes a part over: it goes to disk whole, after those held before it, with the next intents or the next commit, and after a tenth
   * of a second at the latest. A crash until then loses it together with its position, so its records come again; their intents are
   * on disk, so what was sent is looked up before it is repeated.
   */
  hold(part: PagePart): void
  writeJournal(nodeId: string, connection: BoundConnection): WriteJournal
  log(entry: LogEntry): void
}

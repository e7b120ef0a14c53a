import type { Result } from '#core/kit/define-node.ts'
import type { FlowRecord } from '#core/kit/record.ts'

/**
 * Sees records pass, for the data view of the editor. Called between records' steps, so it must be quick, keep what it is given
 * without changing it, and never throw.
 */
export interface Tap {
  /** A source sent these on. */
  emitted(nodeId: string, records: readonly FlowRecord[]): void
  /** What a node made of a batch: `results[i]` is what became of `records[i]`. */
  processed(nodeId: string, records: readonly FlowRecord[], results: readonly Result[]): void
}

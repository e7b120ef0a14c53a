import type { RunSummary } from '#core/contract/runs.ts'
import type { RunSummary as JournalRun } from '#host/journal/run-queries.ts'

/** A run of the journal as the contract tells it. */
export function summaryOf({ flowHash: _flowHash, ...run }: JournalRun): RunSummary {
  return run
}

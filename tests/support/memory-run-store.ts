import type { OutcomeRow, RunStore } from '#core/engine/store.ts'
import type { LogEntry } from '#core/kit/ports.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'

/** A run store that keeps everything in memory, for tests of the engine alone. Writing nodes need the real journal or a memory journal. */
export function createMemoryRunStore({
  position = null,
  parked = [],
}: {
  readonly position?: Json
  readonly parked?: readonly FlowRecord[]
} = {}) {
  const outcomes: OutcomeRow[] = []
  const positions: Json[] = []
  const logs: LogEntry[] = []
  const discarded: FlowRecord[] = []
  /** Every position move with the number of outcomes on record by then. */
  const moves: { readonly sourceNodeId: string; readonly position: Json; readonly outcomesSoFar: number }[] = []
  const take: RunStore['commit'] = (part) => {
    outcomes.push(...part.outcomes)
    for (const move of part.positions) {
      positions.push(move.position)
      moves.push({ sourceNodeId: move.sourceNodeId, position: move.position, outcomesSoFar: outcomes.length })
    }
  }
  const store: RunStore = {
    position: () => position,
    parked: () => parked,
    discardParked: (_sourceNodeId, records) => void discarded.push(...records),
    commit: take,
    hold: take,
    writeJournal: () => {
      throw new Error('This test has no writing node.')
    },
    log: (entry) => void logs.push(entry),
  }
  return { store, outcomes, positions, moves, logs, discarded }
}

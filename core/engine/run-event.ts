import type { OutcomeKind } from '#core/kit/record.ts'

/** Everything an observer of a run can see; counts are running totals, so that a lost event loses nothing. */
export interface RunProgress {
  /** Records read by the sources. */
  readonly emitted: number
  /** Records the sources expect still to come, where they tell. */
  readonly remaining?: number
  readonly nodes: Readonly<Record<string, NodeCounts>>
  /** Records that crossed a wire, by `from.port>to`. */
  readonly wires: Readonly<Record<string, number>>
  readonly outcomes: Readonly<Partial<Record<OutcomeKind, number>>>
}

export interface NodeCounts {
  readonly received: number
  readonly sent: number
  readonly failed: number
}

export type RunState = 'finished' | 'failed' | 'stopped'

export interface RunReport extends RunProgress {
  readonly state: RunState
  /** Why the run failed; the records' own failures are outcomes. */
  readonly error?: unknown
  /** The node that ended it; absent where the run ended as a whole. */
  readonly endedBy?: string
  /** Branch ends that the sources' records owed, and how many were paid. Equal after a finished run. */
  readonly branchEnds: { readonly owed: number; readonly settled: number }
}

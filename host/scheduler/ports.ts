import type { Notice } from '#core/contract/app.ts'
import type { RunSummary } from '#core/contract/runs.ts'
import type { SchedulerStatus } from '#core/contract/schedule.ts'
import type { Clock } from '#core/kit/ports.ts'

/** Wall time says when a slot is due; monotonic time only tells how long a nap really took. */
export interface SchedulerClock extends Clock {
  /** Never jumps; it may stand still while the computer sleeps. */
  monotonicMs(): number
}

/** Where the shell knows of it: Electron's powerMonitor. Elsewhere gaps in time tell. */
export interface PowerPort {
  /** Called when the computer has woken up. Returns the function that unsubscribes. */
  onResume(listener: () => void): () => void
}

export interface NetworkPort {
  /** A cheap look, without asking anybody. */
  isOnline(): boolean
  /** Whether these systems can be reached just now. */
  reaches(origins: readonly string[], signal: AbortSignal): Promise<boolean>
}

/** A flow as the scheduler sees it: its published version. */
export interface ScheduledFlow {
  readonly flowId: string
  readonly name: string
  readonly isArmed: boolean
  readonly timeZone: string
  /** Settings of its schedule nodes that are not disabled. */
  readonly schedules: readonly unknown[]
}

export interface ScheduledFlows {
  /** Every published flow, armed or not. */
  list(): Promise<readonly ScheduledFlow[]>
  /** The origins of the systems it is bound to; asked for after the computer has woken up. */
  origins(flowId: string): Promise<readonly string[]>
}

/** The board that runs flows, as the scheduler sees it. */
export interface ScheduledRuns {
  /** Resolves when the published version has started. Rejects when it could not. */
  start(flowId: string, cause: { readonly cause: 'schedule'; readonly slot: number }): Promise<{ readonly runId: number }>
  /** True while a run of the flow is going or starting, whoever started it. */
  isBusy(flowId: string): boolean
  active(): readonly number[]
  /** How a run of before stands in the journal. */
  stateOf(runId: number): RunSummary['state'] | undefined
  /** Returns the function that unsubscribes. */
  onEnded(listener: (ended: { readonly flowId: string; readonly runId: number; readonly state: RunSummary['state'] }) => void): () => void
}

/** What the scheduler has to say. */
export interface SchedulerTold {
  changed(status: SchedulerStatus): void
  /** The state of a flow's schedule is another. */
  flowChanged(flowId: string): void
  notice(notice: Omit<Notice, 'id' | 'at'>): void
}

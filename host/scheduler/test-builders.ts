import type { Notice } from '#core/contract/app.ts'
import type { RunSummary } from '#core/contract/runs.ts'
import type { Clock } from '#core/kit/ports.ts'
import type { SchedulerLimits } from './limits.ts'
import type { NetworkPort, PowerPort, ScheduledFlow, ScheduledRuns, SchedulerClock } from './ports.ts'
import { openScheduleStore, type ScheduleStore } from './schedule-store.ts'
import { createScheduler, type Scheduler } from './scheduler.ts'

export function flow(settings: Readonly<Record<string, unknown>> = {}, change: Partial<ScheduledFlow> = {}): ScheduledFlow {
  return { flowId: 'orders', name: 'Orders', isArmed: true, timeZone: 'Europe/Amsterdam', schedules: [settings], ...change }
}

/** A board that starts what it is asked to, and ends it when the test says so. */
export interface FakeRuns extends ScheduledRuns {
  readonly started: { readonly flowId: string; readonly slot: number; readonly runId: number }[]
  end(flowId: string, state?: RunSummary['state']): void
  /** Somebody starts the flow by hand. */
  startByHand(flowId: string): void
  /** Forgets who listens, as after a kill. */
  forget(): void
  /** What happens at the next start instead of it. */
  next: ((flowId: string, slot: number) => Promise<{ readonly runId: number }>) | undefined
}

export function createFakeRuns({ startsAt = 1 }: { readonly startsAt?: number } = {}): FakeRuns {
  const active = new Map<string, number>()
  const states = new Map<number, RunSummary['state']>()
  const listeners = new Set<Parameters<ScheduledRuns['onEnded']>[0]>()
  let lastRun = startsAt - 1
  const begin = (flowId: string): number => {
    lastRun += 1
    active.set(flowId, lastRun)
    states.set(lastRun, 'running')
    return lastRun
  }
  const runs: FakeRuns = {
    started: [],
    next: undefined,
    start: async (flowId, { slot }) => {
      const instead = runs.next
      runs.next = undefined
      if (instead) return instead(flowId, slot)
      const runId = begin(flowId)
      runs.started.push({ flowId, slot, runId })
      return { runId }
    },
    isBusy: (flowId) => active.has(flowId),
    active: () => [...active.values()],
    stateOf: (runId) => states.get(runId),
    onEnded: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    end: (flowId, state = 'finished') => {
      const runId = active.get(flowId)
      if (runId === undefined) return
      active.delete(flowId)
      states.set(runId, state)
      for (const listener of listeners) listener({ flowId, runId, state })
    },
    startByHand: (flowId) => {
      begin(flowId)
    },
    forget: () => {
      listeners.clear()
      for (const runId of active.values()) states.set(runId, 'interrupted')
      active.clear()
    },
  }
  return runs
}

export const alwaysOnline: NetworkPort = { isOnline: () => true, reaches: async () => true }

export interface Bench {
  readonly scheduler: Scheduler
  readonly store: ScheduleStore
  readonly runs: FakeRuns
  readonly notices: Omit<Notice, 'id' | 'at'>[]
  readonly flows: ScheduledFlow[]
  /** Every slot decided so far, oldest first, in a readable line: `07:30 ran-late missed-run`. */
  lines(flowId?: string): readonly string[]
}

/** A scheduler with everything around it faked; `before` is what an earlier one left behind. */
export function createBench({
  clock,
  flows,
  before,
  network = alwaysOnline,
  power,
  limits,
}: {
  readonly clock: SchedulerClock & Clock
  readonly flows: ScheduledFlow[]
  readonly before?: { readonly store: ScheduleStore; readonly runs: FakeRuns }
  readonly network?: NetworkPort
  readonly power?: PowerPort
  readonly limits?: Partial<SchedulerLimits>
}): Bench {
  const store = before?.store ?? openScheduleStore({ file: ':memory:', clock })
  const runs = before?.runs ?? createFakeRuns()
  const notices: Omit<Notice, 'id' | 'at'>[] = []
  const scheduler = createScheduler({
    ...{ clock, network, power, runs, limits },
    // What was written outlives the scheduler, as a file does.
    store: { ...store, close: () => undefined },
    flows: { list: async () => [...flows], origins: async () => ['https://shop.example'] },
    tell: { changed: () => undefined, flowChanged: () => undefined, notice: (one) => notices.push(one) },
  })
  const lines = (flowId = 'orders') =>
    store
      .rows(flowId, { limit: 1_000 })
      .toReversed()
      .map(({ at, until, what, code }) => {
        const end = until === null ? '' : `–${time(until)}`
        return `${time(at)}${end} ${what}${code === null ? '' : ` ${code}`}`
      })
  return { scheduler, store, runs, notices, flows, lines }
}

const format = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit' })

function time(at: number): string {
  return format.format(at)
}

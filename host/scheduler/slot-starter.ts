import { AppError, toAppError } from '#core/kit/errors.ts'
import type { FlowPlan } from './flow-plan.ts'
import type { SchedulerLimits } from './limits.ts'
import type { NetworkPort, ScheduledFlows, ScheduledRuns, SchedulerClock, SchedulerTold } from './ports.ts'
import type { QueuedSlot, ScheduleStore } from './schedule-store.ts'

export const died = { code: 'died', reason: 'the run died; it is continued by another run' } as const

/** Starts slots that wait, one at a time for each flow. */
export interface SlotStarter {
  /** Starts the oldest slot of the flow that waits, unless a run of it is going: its end calls again. */
  pump(plan: FlowPlan): void
  /** A run ended; whether a schedule had started it is found out here. */
  heardEnd(runId: number, hasDied: boolean): void
  /** Resolves when no start is under way. */
  settled(): Promise<void>
}

export function createSlotStarter({
  clock,
  network,
  store,
  flows,
  runs,
  tell,
  limits,
  signal,
  isCurrent,
  changed,
  trouble,
}: {
  readonly clock: SchedulerClock
  readonly network: NetworkPort
  readonly store: ScheduleStore
  readonly flows: ScheduledFlows
  readonly runs: ScheduledRuns
  readonly tell: SchedulerTold
  readonly limits: SchedulerLimits
  readonly signal: AbortSignal
  /** False once another plan has taken its place. */
  readonly isCurrent: (plan: FlowPlan) => boolean
  readonly changed: (flowId: string) => void
  readonly trouble: (thrown: unknown) => void
}): SlotStarter {
  const starts = new Set<Promise<void>>()
  /** Runs that ended before their start was noted, and whether they died. */
  const endedEarly = new Map<number, boolean>()
  /** What kept each flow from starting last: a locked vault is told once, not every five minutes. */
  const told = new Map<string, string>()

  function pump(plan: FlowPlan): void {
    const { flowId } = plan.flow
    if (plan.isStarting || signal.aborted || !isCurrent(plan)) return
    const [slot] = store.queued(flowId)
    plan.waitsFor = slot ? 'run' : 'time'
    if (!slot || runs.isBusy(flowId)) return
    plan.isStarting = true
    const start = begin(plan, slot)
      .then((isTried) => {
        plan.isStarting = false
        changed(flowId)
        if (isTried) pump(plan)
      })
      .catch((thrown: unknown) => {
        plan.isStarting = false
        trouble(thrown)
      })
      .finally(() => starts.delete(start))
    starts.add(start)
  }

  /** @returns false when the slot still waits: for the end of a run, or because the program ends */
  async function begin(plan: FlowPlan, slot: QueuedSlot): Promise<boolean> {
    const { flowId, name } = plan.flow
    await waitForNetwork(plan, slot)
    if (signal.aborted || runs.isBusy(flowId)) return false
    if (!store.claim(slot.id)) return true
    const isLate = slot.code === 'missed-run' || clock.now().getTime() - slot.at > limits.graceMs
    let runId: number
    try {
      runId = (await runs.start(flowId, { cause: 'schedule', slot: slot.at })).runId
    } catch (thrown) {
      const { message } = toAppError(thrown)
      const isTaken = thrown instanceof AppError && thrown.code === 'already-running'
      store.notStarted(slot.id, { code: isTaken ? 'overlap-skipped' : 'not-started', reason: message })
      if (!isTaken && !signal.aborted && told.get(flowId) !== message) {
        told.set(flowId, message)
        tell.notice({ kind: 'run-failed', flowId, title: `"${name}" could not be started`, text: message })
      }
      return true
    }
    told.delete(flowId)
    store.started(slot.id, { runId, isLate })
    const hasDied = endedEarly.get(runId)
    if (endedEarly.delete(runId)) store.ended(runId, hasDied ? died : undefined)
    return true
  }

  /** Only after a wake-up, or while there is no network at all; and no longer than it is worth: then the run says what it misses. */
  async function waitForNetwork(plan: FlowPlan, { id }: QueuedSlot): Promise<void> {
    if (!plan.needsProof && network.isOnline()) return
    const origins = await flows.origins(plan.flow.flowId).catch(() => [])
    const began = clock.monotonicMs()
    while (!signal.aborted && isCurrent(plan) && !(await network.reaches(origins, signal))) {
      if (clock.monotonicMs() - began >= limits.networkPatienceMs) break
      if (plan.waitsFor !== 'network') {
        plan.waitsFor = 'network'
        store.note(id, { code: 'network', reason: 'waited for the network' })
        changed(plan.flow.flowId)
      }
      await clock.sleep(limits.networkRetryMs, signal).catch(() => undefined)
    }
    plan.needsProof = false
  }

  return {
    pump,
    heardEnd(runId, hasDied) {
      if (!store.ended(runId, hasDied ? died : undefined) && starts.size > 0) endedEarly.set(runId, hasDied)
    },
    async settled() {
      while (starts.size > 0) await Promise.all(starts)
    },
  }
}

import type { SchedulerStatus, ScheduleState, SlotRow } from '#core/contract/schedule.ts'
import { toAppError } from '#core/kit/errors.ts'
import { type Absence, decideMissed, type SlotDecision } from '#core/schedule/missed.ts'
import { type Slot, type SlotsBetween, slotsBetween } from '#core/schedule/slots.ts'
import type { Language } from '#core/schedule/weekdays.ts'
import { decideDue } from './decide-due.ts'
import { type FlowPlan, readFlow, scheduleState } from './flow-plan.ts'
import { defaultLimits, type SchedulerLimits } from './limits.ts'
import { missedNotice } from './missed-notice.ts'
import type { NetworkPort, PowerPort, ScheduledFlow, ScheduledFlows, ScheduledRuns, SchedulerClock, SchedulerTold } from './ports.ts'
import type { NewSlot, ScheduleStore } from './schedule-store.ts'
import { createSlotStarter, died } from './slot-starter.ts'

export interface SchedulerPorts {
  readonly clock: SchedulerClock
  readonly network: NetworkPort
  readonly store: ScheduleStore
  readonly flows: ScheduledFlows
  readonly runs: ScheduledRuns
  readonly tell: SchedulerTold
  readonly power?: PowerPort
  readonly language?: () => Language
  readonly limits?: Partial<SchedulerLimits>
}

/** Runs flows at their times: every planned slot is run once, or has a row that says why not. */
export interface Scheduler {
  /** Works off what was missed while nobody was there, and goes on from there. */
  start(): Promise<void>
  /** Flows were published, armed, disarmed or removed: takes effect at once, and never runs a slot of before. */
  refresh(): Promise<void>
  status(): SchedulerStatus
  stateOf(flowId: string): ScheduleState
  /** Newest first. */
  rows(flowId: string, page: { readonly before?: number; readonly limit: number }): readonly SlotRow[]
  /** Resolves when nothing of it is going any more; runs it has started go on. Closes the store. */
  close(): Promise<void>
}

const lostStart = {
  code: 'lost-start',
  reason: 'Sluice ended as this run was starting; if it had begun, it is continued by another run',
} as const

export function createScheduler(ports: SchedulerPorts): Scheduler {
  const { clock, network, store, flows, runs, tell } = ports
  const limits = { ...defaultLimits, ...ports.limits }
  const language = ports.language ?? (() => 'en' as const)
  const stopping = new AbortController()
  const plans = new Map<string, FlowPlan>()
  const unsubscribe: (() => void)[] = []
  let isRunning = false
  let loop: Promise<void> = Promise.resolve()
  let wakeUp: () => void = () => undefined
  let prunedAt: number | undefined
  let toldStatus = ''
  let isTroubled = false
  let isStale = false
  let refreshing: Promise<void> | undefined

  const now = () => clock.now().getTime()
  const starter = createSlotStarter({
    ...{ clock, network, store, flows, runs, tell, limits, trouble },
    signal: stopping.signal,
    isCurrent: (plan) => plans.get(plan.flow.flowId) === plan,
    changed: (flowId) => {
      tell.flowChanged(flowId)
      tellStatus()
    },
  })

  async function start(): Promise<void> {
    for (const runId of store.openRuns()) {
      const state = runs.stateOf(runId)
      store.ended(runId, state === 'running' || state === 'interrupted' ? died : undefined)
    }
    store.closeLostStarts(lostStart)
    unsubscribe.push(
      runs.onEnded(({ flowId, runId, state }) => heardEnd(flowId, runId, state === 'interrupted')),
      ports.power?.onResume(() => {
        askForProof()
        wakeUp()
      }) ?? (() => undefined),
    )
    isRunning = true
    await refresh().catch(trouble)
    if (!stopping.signal.aborted) loop = keepTime().catch(trouble)
  }

  /** Sleeps to the next slot, in naps; the only loop there is. */
  async function keepTime(): Promise<void> {
    while (!stopping.signal.aborted) {
      const [wall, monotonic, ms] = [now(), clock.monotonicMs(), untilNext()]
      const nap = new AbortController()
      wakeUp = () => nap.abort()
      await clock.sleep(ms, nap.signal).catch((reason: unknown) => {
        if (!nap.signal.aborted) throw reason
      })
      if (stopping.signal.aborted) return
      const [slept, shown] = [clock.monotonicMs() - monotonic, now() - wall]
      if (slept - ms > limits.gapMs || Math.abs(shown - slept) > limits.gapMs) askForProof()
      tick()
    }
  }

  function untilNext(): number {
    // What could not be noted is due all the time: it is tried again at the pace of naps.
    if (isTroubled) return limits.napMs
    const moment = now()
    let soonest = limits.napMs
    for (const { next } of plans.values()) if (next) soonest = Math.min(soonest, next.at - moment)
    return Math.max(0, soonest)
  }

  /** Until then nobody knows whether the systems can be reached. */
  function askForProof(): void {
    for (const plan of plans.values()) plan.needsProof = true
  }

  function tick(): void {
    try {
      for (const plan of plans.values()) settle(plan, 'asleep')
      const monotonic = clock.monotonicMs()
      if (prunedAt === undefined || monotonic - prunedAt > 86_400_000) {
        prunedAt = monotonic
        store.prune(limits.keepRows)
      }
      if (isTroubled) for (const plan of plans.values()) starter.pump(plan)
      if (isStale) void refresh().catch(trouble)
      else isTroubled = false
    } catch (thrown) {
      trouble(thrown)
    }
    tellStatus()
  }

  /** Gives every slot up to now its verdict. */
  function settle(plan: FlowPlan, absence: Absence): void {
    const moment = now()
    if (!plan.plan) return
    const { flowId } = plan.flow
    if (moment < plan.handledUntil) {
      store.rewind(flowId, moment)
      plan.handledUntil = moment
      plan.next = nextOpen(plan)
    }
    if (!plan.next || plan.next.at > moment) return
    const { slots, older } = slotsBetween(plan.plan, plan.handledUntil, moment, limits.mostRows)
    const open = slots.filter(({ at }) => !store.hasRow(flowId, at))
    const missed = open.filter(({ at }) => moment - at > limits.graceMs)
    const due = open.slice(missed.length)
    decide(plan, { missed: { slots: missed, older }, due, absence, until: slots.at(-1)?.at ?? moment })
  }

  function decide(
    plan: FlowPlan,
    {
      missed: { slots, older },
      due,
      absence,
      until,
    }: { readonly missed: SlotsBetween; readonly due: readonly Slot[]; readonly absence: Absence; readonly until: number },
  ): void {
    const { flowId, timeZone } = plan.flow
    const wasMissed = slots.length > 0 || older !== null
    const waiting = store.queued(flowId)
    // Slots that wait to be made up for are decided anew with those missed since: one run stands for all of them.
    const again = wasMissed
      ? waiting
          .filter(({ at, code }) => (absence === 'not-running' || code === 'missed-run') && !slots.some((slot) => slot.at === at))
          .flatMap(({ at }) => slotAt(plan, at) ?? [])
      : []
    const isWaitingElse = waiting.some(({ at }) => ![...again, ...slots].some((slot) => slot.at === at))
    const isFree = !runs.isBusy(flowId) && !plan.isStarting && !isWaitingElse
    // Where each missed slot is made up for, one that is due just now takes its place behind them.
    const isAll = (slot: Slot) => slot.missed === 'all'
    const behind = slots.some(isAll) ? due.filter(isAll) : []
    const rest = due.filter((slot) => !behind.includes(slot))
    const decisions = decideMissed({
      missed: { slots: [...again, ...slots, ...behind].toSorted((one, other) => one.at - other.at), older },
      standIn: isFree ? rest[0] : undefined,
      ...{ absence, timeZone },
    })
    const late = decisions.map(toNewSlot)
    const hasWaiting = late.some(({ state }) => state === 'queued') || isWaitingElse
    const onTime = decideDue(rest, { isBusy: runs.isBusy(flowId) || plan.isStarting, hasWaiting })
    store.decide(flowId, [...late, ...onTime], until)
    plan.handledUntil = until
    plan.next = nextOpen(plan)
    if (decisions.length > 0) tell.notice(missedNotice(plan.flow, decisions))
    starter.pump(plan)
    tell.flowChanged(flowId)
  }

  function nextOpen({ plan, flow, handledUntil }: FlowPlan): Slot | undefined {
    // Rows lie ahead only after the clock was set back.
    for (const slot of plan?.after(handledUntil) ?? []) if (!store.hasRow(flow.flowId, slot.at)) return slot
    return undefined
  }

  function heardEnd(flowId: string, runId: number, hasDied: boolean): void {
    try {
      starter.heardEnd(runId, hasDied)
      const plan = plans.get(flowId)
      if (plan) {
        starter.pump(plan)
        tell.flowChanged(flowId)
      }
    } catch (thrown) {
      trouble(thrown)
    }
    tellStatus()
  }

  function refresh(): Promise<void> {
    isStale = true
    refreshing ??= (async () => {
      while (isStale && isRunning && !stopping.signal.aborted) {
        const found = await flows.list()
        isStale = false
        if (!stopping.signal.aborted) takeOver(found)
      }
    })()
      .catch((thrown: unknown) => {
        // Tried again at the next look.
        isStale = true
        throw thrown
      })
      .finally(() => {
        refreshing = undefined
      })
    return refreshing
  }

  /** What was due until this moment follows the plans of before; from here on the new ones count. */
  function takeOver(found: readonly ScheduledFlow[]): void {
    for (const plan of plans.values()) settle(plan, 'asleep')
    const before = new Map(plans)
    plans.clear()
    for (const flow of found) {
      const plan = readFlow(flow)
      const old = before.get(flow.flowId)
      if (old?.key === plan.key && (old.plan === undefined) === (plan.plan === undefined)) {
        // The same times, perhaps under another name: what waits and what starts goes on.
        plans.set(flow.flowId, Object.assign(old, { flow }))
        continue
      }
      takeUp(plan)
      tell.flowChanged(flow.flowId)
    }
    for (const flowId of store.known()) if (!plans.get(flowId)?.plan) store.end(flowId)
    wakeUp()
    tellStatus()
  }

  /** A stand by the same plan is one of an earlier start of the program: flows that are switched off or changed have none. */
  function takeUp(plan: FlowPlan): void {
    const { flowId } = plan.flow
    if (!plan.plan) {
      plans.set(flowId, plan)
      return
    }
    const stand = store.standOf(flowId)
    const goesOn = stand?.plan === plan.key
    plan.handledUntil = goesOn ? stand.handledUntil : now()
    if (!goesOn) store.begin(flowId, { plan: plan.key, handledUntil: plan.handledUntil })
    plan.next = nextOpen(plan)
    plans.set(flowId, plan)
    if (!goesOn) return
    settle(plan, 'not-running')
    resumeWaiting(plan)
  }

  /** Slots that waited when the program ended, where nothing was missed since that they were decided with. */
  function resumeWaiting(plan: FlowPlan): void {
    const waiting = store.queued(plan.flow.flowId).filter(({ at, code }) => code !== 'missed-run' && now() - at > limits.graceMs)
    const slots = waiting.flatMap(({ at }) => slotAt(plan, at) ?? [])
    if (slots.length === 0) starter.pump(plan)
    else decide(plan, { missed: { slots, older: null }, due: [], absence: 'not-running', until: plan.handledUntil })
  }

  function status(): SchedulerStatus {
    let first: FlowPlan | undefined
    for (const plan of plans.values()) if (plan.next && (!first?.next || plan.next.at < first.next.at)) first = plan
    const next = first?.next ? { flowId: first.flow.flowId, flowName: first.flow.name, at: first.next.at } : null
    return { isRunning: isRunning && !stopping.signal.aborted, next, isOnline: network.isOnline(), running: runs.active() }
  }

  function tellStatus(): void {
    const current = status()
    const text = JSON.stringify(current)
    if (text === toldStatus) return
    toldStatus = text
    tell.changed(current)
  }

  /** A full disk must not end the loop: slots that could not be noted are due again at the next look. */
  function trouble(thrown: unknown): void {
    if (isTroubled || stopping.signal.aborted) return
    isTroubled = true
    tell.notice({ kind: 'info', title: 'The scheduler cannot keep its list of runs', text: toAppError(thrown).message })
  }

  return {
    start,
    refresh,
    status,
    stateOf: (flowId) => {
      const plan = plans.get(flowId)
      return plan ? scheduleState(plan, language()) : { kind: 'none' }
    },
    rows: (flowId, page) => store.rows(flowId, page),
    async close() {
      stopping.abort()
      wakeUp()
      for (const leave of unsubscribe.splice(0)) leave()
      await Promise.all([loop, refreshing?.catch(() => undefined)])
      await starter.settled()
      store.close()
    },
  }
}

function slotAt({ plan }: FlowPlan, at: number): Slot | undefined {
  for (const slot of plan?.after(at - 1) ?? []) return slot.at === at ? slot : undefined
  return undefined
}

function toNewSlot({ at, until, what, code, reason }: SlotDecision): NewSlot {
  return { at, until, state: what === 'run' ? 'queued' : 'skipped', code, reason }
}

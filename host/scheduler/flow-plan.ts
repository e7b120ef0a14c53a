import type { ScheduleState } from '#core/contract/schedule.ts'
import { describeSchedules } from '#core/schedule/describe-schedule.ts'
import { checkSchedule, parseSchedule, type ScheduleSettings } from '#core/schedule/fields.ts'
import { createPlan, type SchedulePlan, type Slot } from '#core/schedule/slots.ts'
import type { Language } from '#core/schedule/weekdays.ts'
import type { ScheduledFlow } from './ports.ts'

/** A flow with its times reckoned out, and how far they are worked off. */
export interface FlowPlan {
  readonly flow: ScheduledFlow
  readonly schedules: readonly ScheduleSettings[]
  /** Absent when it does not run by itself. */
  readonly plan?: SchedulePlan
  /** What it is recognised by after a restart: the same plan goes on where it was. */
  readonly key: string
  handledUntil: number
  /** The next slot that has no row yet. */
  next: Slot | undefined
  waitsFor: 'time' | 'network' | 'run'
  /** After a wake-up its systems must be reached before it runs. */
  needsProof: boolean
  isStarting: boolean
}

export function readFlow(flow: ScheduledFlow): FlowPlan {
  // A published version was checked; one that an older Sluice published may hold what this one cannot reckon with.
  const schedules = flow.schedules.filter((settings) => checkSchedule(settings).length === 0).map(parseSchedule)
  const isOn = flow.isArmed && schedules.length > 0
  return {
    ...{ flow, schedules, plan: isOn ? createPlan(schedules, flow.timeZone) : undefined },
    key: JSON.stringify([flow.timeZone, schedules]),
    ...{ handledUntil: 0, next: undefined, waitsFor: 'time', needsProof: true, isStarting: false },
  }
}

export function scheduleState({ schedules, plan, next, waitsFor }: FlowPlan, language: Language): ScheduleState {
  if (schedules.length === 0) return { kind: 'none' }
  const words = describeSchedules(schedules, language)
  return plan ? { kind: 'on', words, nextAt: next?.at ?? null, waitsFor } : { kind: 'off', words }
}

import type { SlotCode } from '#core/contract/schedule.ts'
import { writeTime } from './local-time.ts'
import type { Slot, SlotsBetween } from './slots.ts'

/** Why nobody was there at the planned time. */
export type Absence = 'asleep' | 'not-running'

export interface SlotDecision {
  readonly at: number
  /** One decision for all slots from `at` to this one. */
  readonly until: number | null
  readonly what: 'run' | 'skip'
  readonly code: SlotCode
  readonly reason: string
}

/** How many missed slots are made up for at most where all are asked for. */
export const mostMadeUp = 24

/**
 * What becomes of slots whose time has passed without anybody there, oldest first; each slot is in exactly one decision.
 * Where schedules of one flow differ, each slot follows the schedule that planned it, and one late run stands for all that ask for one.
 */
export function decideMissed({
  missed: { slots, older },
  standIn,
  absence,
  timeZone,
  most = mostMadeUp,
}: {
  readonly missed: SlotsBetween
  /** A slot that is due just now and will run: it stands for those that ask for one run. */
  readonly standIn?: Slot
  readonly absence: Absence
  readonly timeZone: string
  readonly most?: number
}): readonly SlotDecision[] {
  const because = reasons[absence]
  const all = slots.filter((slot) => slot.missed === 'all').slice(-most)
  const once = slots.findLast((slot) => slot.missed === 'once')
  // A slot that is made up for anyway, later than the last of those that want one run, is that run.
  const standing = once && (standIn ?? ((all.at(-1)?.at ?? 0) > once.at ? all.at(-1) : once))
  const madeUp = new Set<Slot>([...all, ...(standing ? [standing] : [])])
  const decide = (slot: Slot): SlotDecision => {
    const { at } = slot
    const decided = { at, until: null }
    if (madeUp.has(slot)) return { ...decided, what: 'run', code: 'missed-run', reason: `${because}; run afterwards` }
    if (slot.missed === 'skip') return { ...decided, what: 'skip', code: 'missed-skipped', reason: `${because}; missed runs are skipped` }
    if (slot.missed === 'all') return { ...decided, what: 'skip', code: 'missed-too-many', reason: tooMany(because, most) }
    const by = standing ? `the run of ${writeTime(standing.at, timeZone, at)} stands for it` : 'one run stands for all'
    return { ...decided, what: 'skip', code: 'missed-once', reason: `${because}; ${by}` }
  }
  const summary = older ? [summarize(older, slots, because, most)] : []
  return [...summary, ...slots.map(decide)]
}

/** How a reason begins. */
const reasons: Readonly<Record<Absence, string>> = {
  asleep: 'the computer was asleep or its clock was set',
  'not-running': 'Sluice was not running',
}

/** Why nobody was there, as a decision's reason tells it. */
export function absenceOf({ reason }: SlotDecision): Absence {
  return reason.startsWith(reasons.asleep) ? 'asleep' : 'not-running'
}

function tooMany(because: string, most: number): string {
  return `${because}; only the newest ${most} missed runs are made up for`
}

function summarize(older: NonNullable<SlotsBetween['older']>, slots: readonly Slot[], because: string, most: number): SlotDecision {
  const decided = { at: older.from, until: older.until, what: 'skip' } as const
  const policies = new Set(slots.map(({ missed }) => missed))
  if (policies.has('all')) return { ...decided, code: 'missed-too-many', reason: tooMany(because, most) }
  if (policies.has('once')) return { ...decided, code: 'missed-once', reason: `${because}; one later run stands for all of them` }
  return { ...decided, code: 'missed-skipped', reason: `${because}; missed runs are skipped` }
}

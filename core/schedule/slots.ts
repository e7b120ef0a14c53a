import type { PlannedSlot } from '#core/contract/schedule.ts'
import { cronTimes } from './cron.ts'
import { minuteOfDay, type ScheduleSettings } from './fields.ts'
import { dayMs, dayOf, isRepeated, startOfDay, timeOn, writeLocal } from './local-time.ts'
import { weekdayOf } from './weekdays.ts'

/** A planned time, with what the schedule that planned it says of times that are missed or meet a run that is still going. */
export interface Slot {
  readonly at: number
  readonly isMoved: boolean
  readonly missed: ScheduleSettings['missed']
  readonly overlap: ScheduleSettings['overlap']
}

/** When a flow runs: the union of the times of its schedules, in its zone. */
export interface SchedulePlan {
  readonly timeZone: string
  /** Planned times after a moment, oldest first, without end unless the calendar has one. */
  after(moment: number): Iterable<Slot>
}

/** @throws TypeError for settings in which `checkSchedule` finds problems. */
export function createPlan(schedules: readonly ScheduleSettings[], timeZone: string): SchedulePlan {
  const each = schedules.map((settings) => timesOf(settings, timeZone))
  return { timeZone, after: (moment) => union(each.map((times) => times(moment))) }
}

export function nextSlots(plan: SchedulePlan, after: number, count: number): readonly Slot[] {
  const slots: Slot[] = []
  if (count === 0) return slots
  for (const slot of plan.after(after)) {
    slots.push(slot)
    if (slots.length === count) break
  }
  return slots
}

export interface SlotsBetween {
  /** The newest of them, oldest first. */
  readonly slots: readonly Slot[]
  /** The first and the last of those that are older, when there are more than asked for. */
  readonly older: { readonly from: number; readonly until: number } | null
}

/** The slots after `after` up to and including `upTo`; at most `most`, however long the time between is. */
export function slotsBetween(plan: SchedulePlan, after: number, upTo: number, most: number): SlotsBetween {
  const all = within(plan, after, upTo, most + 1)
  if (all.length <= most) return { slots: all, older: null }
  // More than can be looked at: look back from the end, twice as far each time.
  for (let span = 1_000; ; span *= 2) {
    const from = Math.max(after, upTo - span)
    const found = within(plan, from, upTo, 2 * most + 2)
    if (found.length <= most && from > after) continue
    // A dense stretch may hold more than was looked at; then the end is not reached, and half the span is.
    const slots = (found.length > 2 * most + 1 ? within(plan, upTo - span / 2, upTo, most) : found).slice(-most)
    const first = slots[0]
    const last = first === undefined ? upTo : lastBefore(plan, after, first.at)
    return { slots, older: { from: all[0]?.at ?? after, until: last } }
  }
}

function within(plan: SchedulePlan, after: number, upTo: number, most: number): readonly Slot[] {
  const slots: Slot[] = []
  for (const slot of plan.after(after)) {
    if (slot.at > upTo || slots.length >= most) break
    slots.push(slot)
  }
  return slots
}

function lastBefore(plan: SchedulePlan, after: number, before: number): number {
  for (let span = 60_000; ; span *= 2) {
    const from = Math.max(after, before - span)
    let last: number | undefined
    for (const slot of plan.after(from)) {
      if (slot.at >= before) break
      last = slot.at
    }
    if (last !== undefined || from === after) return last ?? before - 1
  }
}

export function describeSlot({ at, isMoved }: Slot, timeZone: string): PlannedSlot {
  const clockChange = isMoved ? 'missing-hour' : isRepeated(at, timeZone) ? 'repeated-hour' : null
  return { at, local: writeLocal(at, timeZone), clockChange }
}

type Times = (after: number) => Iterator<Slot>

function timesOf(settings: ScheduleSettings, zone: string): Times {
  const { how, minutes, days, missed, overlap, cron = '' } = settings
  const policies = { missed, overlap }
  if (how === 'cron') {
    const times = cronTimes(cron, zone)
    return function* (after) {
      for (let at = times.after(after); at !== undefined; at = times.after(at)) yield { at, isMoved: !times.names(at), ...policies }
    }
  }
  if (days.length === 0) return function* () {}
  const minutesOfDay = settings.times.flatMap((time) => minuteOfDay(time) ?? []).toSorted((one, other) => one - other)
  const slotsOn = how === 'every' ? everySlots(minutes * 60_000, zone) : dailySlots(minutesOfDay, zone)
  if (how === 'daily' && minutesOfDay.length === 0) return function* () {}
  return function* (after) {
    for (let day = dayOf(after, zone); ; day++) {
      if (!(days as readonly string[]).includes(weekdayOf(day))) continue
      for (const { at, isMoved } of slotsOn(day, after)) yield { at, isMoved, ...policies }
    }
  }
}

type SlotsOfDay = (day: number, after: number) => Iterable<{ readonly at: number; readonly isMoved: boolean }>

/** Counted in elapsed time from the start of the day, so that a clock that changes neither stretches nor repeats an interval. */
function everySlots(everyMs: number, zone: string): SlotsOfDay {
  return function* (day, after) {
    const [start, end] = [startOfDay(day, zone), startOfDay(day + 1, zone)]
    const done = after < start ? 0 : Math.floor((after - start) / everyMs) + 1
    for (let at = start + done * everyMs; at < end; at += everyMs) yield { at, isMoved: false }
  }
}

/** Each time once a day. Two times in the same missing hour come down to one instant, which `union` yields once. */
function dailySlots(minutesOfDay: readonly number[], zone: string): SlotsOfDay {
  return function* (day, after) {
    const start = startOfDay(day, zone)
    const isOrdinary = startOfDay(day + 1, zone) - start === dayMs && dayOf(start, zone) === day
    const times = minutesOfDay.flatMap((minute) =>
      isOrdinary ? { at: start + minute * 60_000, isMoved: false } : (timeOn(day, minute, zone) ?? []),
    )
    // Where an hour is repeated a later time may come before an earlier one.
    for (const time of isOrdinary ? times : times.toSorted((one, other) => one.at - other.at)) if (time.at > after) yield time
  }
}

/** Merges lists that are each in order; of times that meet, the schedule that stands first decides. */
function* union(lists: readonly Iterator<Slot>[]): Iterable<Slot> {
  const heads = lists.map((list) => next(list))
  let last = Number.NEGATIVE_INFINITY
  for (;;) {
    const first = heads.reduce<Slot | undefined>((best, head) => (head && (!best || head.at < best.at) ? head : best), undefined)
    if (!first) return
    if (first.at > last) yield first
    last = first.at
    heads.forEach((head, index) => {
      const list = lists[index]
      if (head && list && head.at === first.at) heads[index] = next(list)
    })
  }
}

function next(list: Iterator<Slot>): Slot | undefined {
  const { done, value } = list.next()
  return done ? undefined : value
}

import { describe, expect, it } from 'vitest'
import { offsetMinutes } from '#core/mapping/time-zone.ts'
import { parseSchedule } from './fields.ts'
import { createPlan, describeSlot, nextSlots, slotsBetween } from './slots.ts'

const zones = [
  'Europe/Amsterdam',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Africa/Cairo',
  'Pacific/Chatham',
  'America/Havana',
]
const quarterMs = 15 * 60_000
const dayMs = 86_400_000
const [from, to] = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2028-01-01T00:00:00Z')]

/** Every quarter of an hour of two years, by the day the clocks of the zone show: found by looking, not by reckoning. */
function quartersByDay(zone: string): ReadonlyMap<number, readonly { readonly at: number; readonly minute: number }[]> {
  const days = new Map<number, { readonly at: number; readonly minute: number }[]>()
  for (let at = from - 2 * dayMs; at < to + 2 * dayMs; at += quarterMs) {
    const wall = at + offsetMinutes(at, zone) * 60_000
    const day = Math.floor(wall / dayMs)
    const quarters = days.get(day) ?? []
    quarters.push({ at, minute: (wall - day * dayMs) / 60_000 })
    days.set(day, quarters)
  }
  return days
}

const plan = (zone: string, settings: object) => createPlan([parseSchedule(settings)], zone)
const times = (zone: string, settings: object) => slotsBetween(plan(zone, settings), from, to, 1e6).slots.map(({ at }) => at)
const local = (zone: string, settings: object, start: string, count: number) =>
  nextSlots(plan(zone, settings), Date.parse(start), count).map((slot) => {
    const { local: shown, clockChange } = describeSlot(slot, zone)
    return clockChange ? `${shown} ${clockChange}` : shown
  })

describe.each(zones)('over two years in %s', (zone) => {
  const days = quartersByDay(zone)
  const within = (list: readonly number[]) => [...new Set(list)].filter((at) => at > from && at <= to)

  it.each(['00:15', '02:30', '23:45'])(
    'daily at %s comes once a day: at that time, or at the first after it where it is missing',
    (time) => {
      const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
      const expected = [...days.values()].flatMap((quarters) => {
        const found = quarters.find((quarter) => quarter.minute === minute) ?? quarters.find((quarter) => quarter.minute > minute)
        return found ? [found.at] : []
      })
      expect(times(zone, { how: 'daily', times: [time] })).toEqual(within(expected))
    },
  )

  it.each([15, 45, 90, 240])('every %i minutes is counted from the start of the day in time that really passes', (minutes) => {
    const expected = [...days.values()].flatMap((quarters) =>
      quarters.filter((_, index) => (index * 15) % minutes === 0).map(({ at }) => at),
    )
    expect(times(zone, { how: 'every', minutes })).toEqual(within(expected))
  })
})

it('moves what falls into the missing hour behind it, and marks it', () => {
  expect(local('Europe/Amsterdam', { how: 'daily', times: ['02:15', '02:45', '04:00'] }, '2026-03-29T00:00:00Z', 3)).toEqual([
    '2026-03-29T03:00:00+02:00 missing-hour',
    '2026-03-29T04:00:00+02:00',
    '2026-03-30T02:15:00+02:00',
  ])
})

it('runs a cron expression of fixed times once in either night, lists included', () => {
  const settings = { how: 'cron', cron: '30 2,14 * * *' }
  expect([
    local('America/New_York', settings, '2026-03-08T05:00:00Z', 2),
    local('America/New_York', { ...settings, cron: '30 1,14 * * *' }, '2026-11-01T04:00:00Z', 2),
  ]).toEqual([
    ['2026-03-08T03:00:00-04:00 missing-hour', '2026-03-08T14:30:00-04:00'],
    ['2026-11-01T01:30:00-04:00 repeated-hour', '2026-11-01T14:30:00-05:00'],
  ])
})

it('marks both halves of a repeated half hour', () => {
  expect(local('Australia/Lord_Howe', { how: 'every', minutes: 30 }, '2026-04-04T14:00:00Z', 4)).toEqual([
    '2026-04-05T01:30:00+11:00 repeated-hour',
    '2026-04-05T01:30:00+10:30 repeated-hour',
    '2026-04-05T02:00:00+10:30',
    '2026-04-05T02:30:00+10:30',
  ])
})

it.each([
  ['0 12 29 2 *', ['2028-02-29T12:00:00+01:00', '2032-02-29T12:00:00+01:00']],
  ['0 0 L * *', ['2026-02-28T00:00:00+01:00', '2026-03-31T00:00:00+02:00']],
  ['0 9 * * Mon,FRI', ['2026-02-02T09:00:00+01:00', '2026-02-06T09:00:00+01:00']],
  ['0 9 * * 7', ['2026-02-08T09:00:00+01:00', '2026-02-15T09:00:00+01:00']],
  ['30 0 9 1 JAN *', ['2027-01-01T09:00:30+01:00', '2028-01-01T09:00:30+01:00']],
])('knows the dates of %s', (cron, expected) => {
  expect(local('Europe/Amsterdam', { how: 'cron', cron }, '2026-02-01T12:00:00Z', 2)).toEqual(expected)
})

it('runs on the chosen days only', () => {
  expect(local('Europe/Amsterdam', { how: 'daily', times: ['08:00'], days: ['sat', 'wed'] }, '2026-11-22T12:00:00Z', 3)).toEqual([
    '2026-11-25T08:00:00+01:00',
    '2026-11-28T08:00:00+01:00',
    '2026-12-02T08:00:00+01:00',
  ])
})

it('joins several schedules, and yields a time that two of them name once, as the first of them says', () => {
  const schedules = [
    { how: 'every', minutes: 30, missed: 'skip' },
    { how: 'daily', times: ['12:00', '12:10'], missed: 'all' },
  ].map(parseSchedule)
  const slots = nextSlots(createPlan(schedules, 'UTC'), Date.parse('2026-11-22T11:45:00Z'), 3)
  expect(slots.map(({ at, missed }) => [new Date(at).toISOString().slice(11, 16), missed])).toEqual([
    ['12:00', 'skip'],
    ['12:10', 'all'],
    ['12:30', 'skip'],
  ])
})

it.each([
  [{ how: 'every', minutes: 5 }, 20],
  [{ how: 'cron', cron: '0 */2 * * * *' }, 2],
  [{ how: 'daily', times: ['06:00'] }, 20],
])('finds the newest of very many slots, and where the others lie: %j', (settings, days) => {
  const reckoned = plan('Europe/Amsterdam', settings)
  const end = Date.parse('2026-11-22T12:00:00Z')
  const start = end - days * dayMs
  const all = slotsBetween(reckoned, start, end, 1e6).slots
  const { slots, older } = slotsBetween(reckoned, start, end, 7)
  expect(slots).toEqual(all.slice(-7))
  expect(older).toEqual({ from: all[0]?.at, until: all.at(-8)?.at })
})

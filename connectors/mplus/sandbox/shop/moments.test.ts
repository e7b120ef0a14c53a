import { expect, it } from 'vitest'
import { toMoment } from './moments.ts'

it('writes a summer moment two hours east of UTC', () => {
  const moment = toMoment(new Date('2026-07-01T22:30:05Z'))
  expect(moment).toEqual({ sec: 5, min: 30, hour: 0, day: 2, mon: 7, year: 2026, isdst: true, timezone: 120 })
})

it('writes a winter moment one hour east of UTC', () => {
  const moment = toMoment(new Date('2026-11-22T09:00:00Z'))
  expect(moment).toEqual({ sec: 0, min: 0, hour: 10, day: 22, mon: 11, year: 2026, isdst: false, timezone: 60 })
})

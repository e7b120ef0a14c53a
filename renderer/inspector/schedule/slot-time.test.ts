import { expect, it } from 'vitest'
import { slotDay, slotTime } from './slot-time.ts'

it('shows the clock of the flow, not that of this computer', () => {
  expect(slotDay('2026-10-25T02:30:00+01:00', 'en-GB').replace(',', '')).toBe('Sun 25 Oct')
  expect(slotTime('2026-10-25T02:30:00+01:00')).toBe('02:30')
})

it('shows seconds where there are some', () => {
  expect(slotTime('2026-10-25T02:30:15+01:00')).toBe('02:30:15')
})

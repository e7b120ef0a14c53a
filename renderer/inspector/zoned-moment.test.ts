import { expect, it } from 'vitest'
import { fromLocal, toLocal } from './zoned-moment.ts'

it('shows a moment as the clock of the flow’s zone does', () => {
  expect(toLocal('2026-11-22T08:00:00Z', 'Europe/Amsterdam')).toBe('2026-11-22T09:00')
})

it.each([
  ['2026-11-22T09:00', '2026-11-22T09:00:00+01:00'],
  ['2026-07-01T09:00', '2026-07-01T09:00:00+02:00'],
])('stores %s with the offset of that day', (local, iso) => {
  expect(fromLocal(local, 'Europe/Amsterdam')).toBe(iso)
})

it('keeps what is half typed from becoming a moment', () => {
  expect(fromLocal('2026-11', 'UTC')).toBeUndefined()
  expect(toLocal('soon', 'UTC')).toBe('')
})

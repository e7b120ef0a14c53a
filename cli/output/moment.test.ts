import { expect, it } from 'vitest'
import { formatDuration, formatMoment } from './moment.ts'

it('shows a moment as the clock on the wall does, with two digits each', () => {
  expect(formatMoment(new Date(2026, 2, 4, 5, 6, 7).getTime())).toBe('2026-03-04 05:06:07')
})

it.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1_000, '1.0 s'],
  [59_940, '59.9 s'],
  [59_999, '1 min 0 s'],
  [60_000, '1 min 0 s'],
  [119_900, '2 min 0 s'],
  [125_000, '2 min 5 s'],
])('shows %i ms as %s', (ms, shown) => {
  expect(formatDuration(ms)).toBe(shown)
})

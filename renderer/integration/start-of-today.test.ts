import { expect, it } from 'vitest'
import { startOfToday } from './start-of-today.ts'

it('is midnight here, told with the offset of that midnight', () => {
  const moment = startOfToday(new Date(2026, 10, 22, 15, 30))
  expect(moment).toMatch(/^2026-11-22T00:00:00[+-]\d\d:\d\d$/)
  expect(new Date(moment).getTime()).toBe(new Date(2026, 10, 22).getTime())
})

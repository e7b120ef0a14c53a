import { describe, expect, it } from 'vitest'
import { dayBars } from './day-bars.ts'

describe('the bar of a day', () => {
  it('is drawn to the scale of the fuller of two days', () => {
    expect(dayBars({ created: 50 }, { created: 80, failed: 20 })).toEqual([{ tone: 'done', count: 50, share: 0.5 }])
    expect(dayBars({ created: 80, failed: 20 }, { created: 50 }).map(({ share }) => share)).toEqual([0.8, 0.2])
  })

  it('counts what was left alone apart from what was written', () => {
    expect(dayBars({ updated: 1, unchanged: 2, filtered: 1, unknown: 1 }, {})).toEqual([
      { tone: 'done', count: 1, share: 0.2 },
      { tone: 'skipped', count: 3, share: 0.6 },
      { tone: 'unknown', count: 1, share: 0.2 },
    ])
  })

  it('is empty for a day without records', () => {
    expect(dayBars({}, {})).toEqual([])
  })
})

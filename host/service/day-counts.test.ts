import { describe, expect, it } from 'vitest'
import { createDayCounts, dayOf } from './day-counts.ts'

const at = (moment: string) => Date.parse(moment)

describe('counts of today and yesterday', () => {
  it('follow the day of the flow’s zone, not of this computer', () => {
    const counts = createDayCounts()
    counts.add('orders', at('2026-11-21T22:50:00Z'), { created: 1 })
    counts.add('orders', at('2026-11-21T23:05:00Z'), { created: 10, failed: 2 })
    counts.add('orders', at('2026-11-22T08:00:00Z'), { created: 100 })
    const now = at('2026-11-22T09:00:00Z')
    expect(counts.of('orders', now, 'Europe/Amsterdam')).toEqual({ today: { created: 110, failed: 2 }, yesterday: { created: 1 } })
    expect(counts.of('orders', now, 'UTC')).toEqual({ today: { created: 100 }, yesterday: { created: 11, failed: 2 } })
    expect(counts.of('orders', now, 'Asia/Kathmandu')).toEqual({ today: { created: 111, failed: 2 }, yesterday: {} })
    expect(counts.of('stock', now, 'UTC')).toEqual({ today: {}, yesterday: {} })
  })

  it('know the short and the long day of the clock changes', () => {
    for (const [day, before] of [
      ['2026-03-29', '2026-03-28'],
      ['2026-10-25', '2026-10-24'],
    ]) {
      const counts = createDayCounts()
      counts.add('a', at(`${before}T22:30:00Z`), { created: 1 })
      counts.add('a', at(`${day}T12:00:00Z`), { created: 2 })
      const { today, yesterday } = counts.of('a', at(`${day}T20:00:00Z`), 'Europe/Amsterdam')
      const isSummerBefore = day === '2026-10-25'
      expect([today, yesterday]).toEqual(isSummerBefore ? [{ created: 3 }, {}] : [{ created: 2 }, { created: 1 }])
    }
  })

  it('take a zone nobody knows for UTC', () => {
    expect(dayOf(at('2026-11-22T23:30:00Z'), 'Mars/Olympus')).toBe('2026-11-22')
  })
})

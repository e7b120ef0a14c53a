import { describe, expect, it } from 'vitest'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { callsOfProcess, createRequestBudget, hourlyUseOf, noteEarlierCalls, requestBudgetOf } from './request-budget.ts'

describe('concurrency', () => {
  it('lets no more in than the limit', () => {
    const budget = createRequestBudget({ concurrency: 2 }, createFakeClock())
    expect([budget.tryEnter(), budget.tryEnter(), budget.tryEnter()]).toEqual([true, true, false])
  })

  it('admits those who wait in the order they came', async () => {
    const budget = createRequestBudget({ concurrency: 1 }, createFakeClock())
    budget.tryEnter()
    const admitted: string[] = []
    const both = [budget.enter().then(() => admitted.push('first')), budget.enter().then(() => admitted.push('second'))]
    budget.leave()
    await both[0]
    budget.leave()
    await both[1]
    expect(admitted).toEqual(['first', 'second'])
  })

  it('does not let a newcomer overtake those who wait', async () => {
    const budget = createRequestBudget({ concurrency: 1 }, createFakeClock())
    budget.tryEnter()
    const waiting = budget.enter()
    budget.leave()
    const overtakes = budget.tryEnter()
    await waiting
    expect(overtakes).toBe(false)
  })

  it('gives the place of one who stopped waiting to the next', async () => {
    const budget = createRequestBudget({ concurrency: 1 }, createFakeClock())
    budget.tryEnter()
    const stop = new AbortController()
    const stopped = budget.enter(stop.signal)
    const next = budget.enter()
    stop.abort(new Error('stop'))
    budget.leave()
    await expect(stopped).rejects.toThrow('stop')
    await expect(next).resolves.toBeUndefined()
  })
})

describe('requests per minute', () => {
  it('never lets more than 1.1 times the limit into any minute', async () => {
    const clock = createFakeClock()
    const budget = createRequestBudget({ concurrency: 100, perMinute: 60 }, clock)
    const moments: number[] = []
    for (let index = 0; index < 300; index++) {
      void budget.enter().then(() => {
        moments.push(clock.now().getTime())
        budget.leave()
      })
    }
    await clock.advance(4 * 60_000)
    const busiest = Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + 60_000).length))
    expect(moments.length).toBeGreaterThan(230)
    expect(busiest).toBeLessThanOrEqual(66)
  })

  it('are not saved up while nothing is asked', async () => {
    const clock = createFakeClock()
    const budget = createRequestBudget({ concurrency: 100, perMinute: 60 }, clock)
    await clock.advance(3_600_000)
    const atOnce = Array.from({ length: 20 }, () => budget.tryEnter()).filter(Boolean)
    expect(atOnce).toHaveLength(6)
  })

  it('goes on when the wall clock is set back', async () => {
    let offsetMs = 0
    const inner = createFakeClock()
    const clock = { now: () => new Date(inner.now().getTime() + offsetMs), sleep: inner.sleep }
    const budget = createRequestBudget({ concurrency: 10, perMinute: 60 }, clock)
    let admitted = 0
    for (let index = 0; index < 30; index++) void budget.enter().then(() => admitted++ && budget.leave())
    offsetMs = -3_600_000
    await inner.advance(60_000)
    expect(admitted).toBe(30)
  })
})

describe('requests per hour', () => {
  it('lets all of them in at once, and the next when the first is an hour old', async () => {
    const clock = createFakeClock()
    const budget = createRequestBudget({ concurrency: 1_000, perHour: 500 }, clock)
    const atOnce = Array.from({ length: 600 }, () => budget.tryEnter()).filter(Boolean).length
    let isIn = false
    void budget.enter().then(() => {
      isIn = true
    })
    await clock.advance(3_599_999)
    const early = isIn
    await clock.advance(1)
    expect([atOnce, early, isIn]).toEqual([500, false, true])
  })

  it('never lets more than the limit into any sixty minutes', async () => {
    const clock = createFakeClock()
    const budget = createRequestBudget({ concurrency: 1_000, perHour: 5 }, clock)
    const moments: number[] = []
    for (let index = 0; index < 40; index++) {
      void budget.enter().then(() => {
        moments.push(clock.now().getTime())
        budget.leave()
      })
      await clock.advance(7 * 60_000)
    }
    await clock.advance(8 * 3_600_000)
    const busiest = Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + 3_600_000).length))
    expect([moments.length, busiest]).toEqual([40, 5])
  })

  it('goes on when the wall clock is set back', async () => {
    let offsetMs = 0
    const inner = createFakeClock()
    const clock = { now: () => new Date(inner.now().getTime() + offsetMs), sleep: inner.sleep }
    const budget = createRequestBudget({ concurrency: 10, perHour: 2 }, clock)
    let admitted = 0
    for (let index = 0; index < 4; index++) void budget.enter().then(() => admitted++ && budget.leave())
    offsetMs = -10 * 3_600_000
    await inner.advance(3_600_000)
    expect(admitted).toBe(4)
  })

  it('tells how much of the hour is used', async () => {
    const clock = createFakeClock()
    const budget = requestBudgetOf('books', { concurrency: 10, perHour: 500 }, clock)
    budget.tryEnter()
    await clock.advance(40 * 60_000)
    budget.tryEnter()
    const before = hourlyUseOf('books', clock)
    await clock.advance(20 * 60_000)
    expect([before, hourlyUseOf('books', clock), hourlyUseOf('till', clock)]).toEqual([
      { used: 2, perHour: 500 },
      { used: 1, perHour: 500 },
      undefined,
    ])
  })
})

describe('a pause', () => {
  it('holds everybody back, then lets them in', async () => {
    const clock = createFakeClock()
    const budget = createRequestBudget({ concurrency: 5 }, clock)
    budget.pause(30_000)
    let admitted = 0
    for (let index = 0; index < 3; index++) void budget.enter().then(() => admitted++)
    await clock.advance(29_999)
    const early = admitted
    await clock.advance(1)
    expect([early, admitted]).toEqual([0, 3])
  })

  it('is not cut short by a shorter one', async () => {
    const clock = createFakeClock()
    const budget = createRequestBudget({ concurrency: 5 }, clock)
    budget.pause(30_000)
    budget.pause(1_000)
    await clock.advance(29_000)
    expect(budget.tryEnter()).toBe(false)
  })

  it('is lengthened while somebody waits', async () => {
    const clock = createFakeClock()
    const budget = createRequestBudget({ concurrency: 5 }, clock)
    budget.pause(10_000)
    let isIn = false
    void budget.enter().then(() => {
      isIn = true
    })
    await clock.advance(5_000)
    budget.pause(20_000)
    await clock.advance(19_999)
    expect(isIn).toBe(false)
  })

  it('lasts no longer than asked when the wall clock is set back meanwhile', () => {
    let nowMs = Date.parse('2026-11-22T09:00:00Z')
    const clock = { now: () => new Date(nowMs), sleep: async (ms: number) => void slept.push(ms) }
    const slept: number[] = []
    const budget = createRequestBudget({ concurrency: 5 }, clock)
    budget.pause(10_000)
    nowMs -= 3_600_000
    void budget.enter()
    expect(slept).toEqual([10_000])
  })

  it('keeps no timer when nobody waits any more', async () => {
    const clock = createFakeClock()
    const budget = createRequestBudget({ concurrency: 5 }, clock)
    budget.pause(600_000)
    const stop = new AbortController()
    const waiting = budget.enter(stop.signal)
    stop.abort(new Error('stop'))
    await waiting.catch(() => undefined)
    expect(clock.sleeping).toBe(0)
  })
})

it('is one and the same for everybody who uses a connection', () => {
  const clock = createFakeClock()
  expect(requestBudgetOf('till', { concurrency: 2 }, clock)).toBe(requestBudgetOf('till', { concurrency: 2 }, clock))
})

describe('the calls of other processes', () => {
  it('count for the hour they were made in', () => {
    const clock = createFakeClock()
    const now = clock.now().getTime()
    const budget = createRequestBudget({ concurrency: 9, perHour: 3 }, clock, [
      { at: now - 3_700_000, count: 5 },
      { at: now - 600_000, count: 2 },
    ])
    expect([budget.tryEnter(), budget.tryEnter()]).toEqual([true, false])
    expect(budget.calls()).toMatchObject({ taken: 1, waitsUntil: now + 3_000_000 })
  })

  it('are noted before the connection is first used', () => {
    const clock = createFakeClock()
    noteEarlierCalls(new Map([['books', [{ at: clock.now().getTime(), count: 2 }]]]), clock)
    requestBudgetOf('books', { concurrency: 9, perHour: 3 }, clock).tryEnter()
    expect(hourlyUseOf('books', clock)).toEqual({ used: 3, perHour: 3 })
    expect(callsOfProcess(clock).map(([connection, { taken }]) => [connection, taken])).toEqual([['books', 1]])
  })
})

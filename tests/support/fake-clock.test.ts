import { expect, it } from 'vitest'
import { createFakeClock } from './fake-clock.ts'

it('wakes sleepers in the order of their moments', async () => {
  const clock = createFakeClock()
  const woken: string[] = []
  void clock.sleep(2_000).then(() => woken.push('second'))
  void clock.sleep(1_000).then(() => woken.push('first'))
  await clock.advance(2_000)
  expect(woken).toEqual(['first', 'second'])
})

it('wakes a sleeper that falls asleep again within the same stretch of time', async () => {
  const clock = createFakeClock()
  let rounds = 0
  void (async () => {
    for (; rounds < 3; rounds++) await clock.sleep(1_000)
  })()
  await clock.advance(3_000)
  expect(rounds).toBe(3)
})

it('lets a sleeper sleep until its moment has come', async () => {
  const clock = createFakeClock()
  void clock.sleep(1_000)
  await clock.advance(999)
  expect(clock.sleeping).toBe(1)
})

it('passes by itself to the next moment when told so', async () => {
  const clock = createFakeClock({ start: '2026-11-22T09:00:00Z', passes: true })
  await clock.sleep(60_000)
  expect(clock.now().toISOString()).toBe('2026-11-22T09:01:00.000Z')
})

it('stops a sleeper with the reason of its signal', async () => {
  const clock = createFakeClock()
  const stop = new AbortController()
  const sleep = clock.sleep(1_000, stop.signal)
  const reason = new Error('stop')
  stop.abort(reason)
  await expect(sleep).rejects.toBe(reason)
})

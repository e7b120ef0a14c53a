import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { systemClock } from './clock.ts'

it('sleeps no shorter than asked', async () => {
  const started = performance.now()
  await systemClock.sleep(20)
  // Timers may fire up to a millisecond early by rounding.
  expect(performance.now() - started).toBeGreaterThanOrEqual(19)
})

it("wakes with the signal's own reason when stopped", async () => {
  const stop = new AbortController()
  const sleep = systemClock.sleep(60_000, stop.signal)
  const reason = new Error('the user pressed stop')
  stop.abort(reason)
  await expect(sleep).rejects.toBe(reason)
})

it('does not begin to sleep under a signal that is already aborted', async () => {
  const reason = new Error('stopped before')
  await expect(systemClock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason)
})

it('leaves no listener on the signal behind', async () => {
  const stop = new AbortController()
  await systemClock.sleep(1, stop.signal)
  expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0)
})

it('does not wake at once from a sleep longer than a timer can hold', async () => {
  const stop = new AbortController()
  const sleep = systemClock.sleep(2 ** 40, stop.signal)
  const first = await Promise.race([
    sleep.then(
      () => 'woke',
      () => 'stopped',
    ),
    systemClock.sleep(30).then(() => 'still asleep'),
  ])
  stop.abort(new Error('enough'))
  await sleep.catch(() => undefined)
  expect(first).toBe('still asleep')
})

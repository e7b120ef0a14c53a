import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '#core/kit/ports.ts'

export interface FakeClock extends Clock {
  /** Every sleep asked for so far, in ms, in order. */
  readonly sleeps: readonly number[]
  /** Sleepers that have not woken yet. */
  readonly sleeping: number
  /** Moves time on, waking sleepers in order of their moment and letting promises settle after each. */
  advance(ms: number): Promise<void>
}

interface Sleeper {
  readonly wakesAt: number
  readonly wake: () => void
}

/**
 * A clock that only moves when told to.
 * @param options.start the first moment it shows
 * @param options.passes sleepers wake by themselves on the next turn and time jumps to their moment: for code under test that also
 *   waits for real sockets, where a test cannot know when to call `advance`.
 */
export function createFakeClock({
  start = '2026-11-22T09:00:00Z',
  passes = false,
}: {
  readonly start?: string
  readonly passes?: boolean
} = {}): FakeClock {
  let nowMs = Date.parse(start)
  let sleepers: readonly Sleeper[] = []
  const sleeps: number[] = []

  function wakeFirst(): void {
    const first = sleepers.reduce<Sleeper | undefined>((best, one) => (best && best.wakesAt <= one.wakesAt ? best : one), undefined)
    if (!first) return
    nowMs = Math.max(nowMs, first.wakesAt)
    first.wake()
  }

  return {
    sleeps,
    get sleeping() {
      return sleepers.length
    },
    now: () => new Date(nowMs),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        sleeps.push(ms)
        const leave = () => {
          sleepers = sleepers.filter((one) => one !== sleeper)
          signal?.removeEventListener('abort', stop)
        }
        const stop = () => {
          leave()
          reject(signal?.reason)
        }
        const sleeper: Sleeper = {
          wakesAt: nowMs + Math.max(0, ms),
          wake: () => {
            leave()
            resolve()
          },
        }
        sleepers = [...sleepers, sleeper]
        signal?.addEventListener('abort', stop, { once: true })
        if (passes) setImmediate(wakeFirst)
      }),
    advance: async (ms) => {
      const until = nowMs + ms
      await settle()
      while (sleepers.some((one) => one.wakesAt <= until)) {
        wakeFirst()
        await settle()
      }
      nowMs = until
    },
  }
}

/** A few turns of the event loop: enough for chains of promises, not for sockets. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await nextTurn()
}

import { setImmediate as nextTurn } from 'node:timers/promises'

/** A clock as the scheduler wants it. */
interface MachineClock {
  now(): Date
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  monotonicMs(): number
}

/** A computer whose time passes when told to, which sleeps, whose clock is set, and whose programs are killed. */
export interface SimulatedMachine {
  readonly clock: MachineClock
  /** Every sleep asked for so far, in ms. */
  readonly longestSleep: number
  readonly sleeping: number
  /** Time passes; sleepers wake in the order of their moments. */
  advance(ms: number): Promise<void>
  /** Somebody sets the clock; no time passes. */
  setClock(byMs: number): void
  /** The lid is closed for so long: monotonic time stands still, and sleepers wake late. */
  suspend(ms: number): void
  /** Something that happens on this computer after a while, such as the end of a run. */
  after(ms: number, happens: () => void): void
  /** The program is killed: whoever sleeps never wakes. */
  kill(): void
}

interface Sleeper {
  readonly wakesAt: number
  readonly wake: () => void
}

export function createSimulatedMachine(start: string): SimulatedMachine {
  let wall = Date.parse(start)
  let monotonic = 1_000
  let sleepers: Sleeper[] = []
  let longestSleep = 0

  function add(ms: number, wake: () => void): Sleeper {
    const sleeper = { wakesAt: monotonic + Math.max(0, ms), wake }
    sleepers.push(sleeper)
    return sleeper
  }

  function leave(sleeper: Sleeper): void {
    sleepers = sleepers.filter((one) => one !== sleeper)
  }

  function pass(until: number): void {
    wall += until - monotonic
    monotonic = until
  }

  return {
    get longestSleep() {
      return longestSleep
    },
    get sleeping() {
      return sleepers.length
    },
    clock: {
      now: () => new Date(wall),
      monotonicMs: () => monotonic,
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          if (signal?.aborted) return reject(signal.reason)
          longestSleep = Math.max(longestSleep, ms)
          const stop = () => {
            leave(sleeper)
            reject(signal?.reason)
          }
          const sleeper = add(ms, () => {
            signal?.removeEventListener('abort', stop)
            resolve()
          })
          signal?.addEventListener('abort', stop, { once: true })
        }),
    },
    async advance(ms) {
      const until = monotonic + ms
      await nextTurn()
      for (;;) {
        const first = sleepers.reduce<Sleeper | undefined>((best, one) => (best && best.wakesAt <= one.wakesAt ? best : one), undefined)
        if (!first || first.wakesAt > until) break
        leave(first)
        pass(Math.max(monotonic, first.wakesAt))
        first.wake()
        await nextTurn()
      }
      pass(until)
    },
    setClock: (byMs) => {
      wall += byMs
    },
    suspend: (ms) => {
      wall += ms
    },
    after: (ms, happens) => {
      add(ms, happens)
    },
    kill: () => {
      sleepers = []
    },
  }
}

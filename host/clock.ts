import type { Clock } from '#core/kit/ports.ts'

/** setTimeout overflows above this and would fire at once. */
const longestTimerMs = 2 ** 31 - 1

/** The machine's time. Tests use `tests/support/fake-clock.ts`. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    let leftMs = Math.max(0, ms)
    do {
      const partMs = Math.min(leftMs, longestTimerMs)
      await wait(partMs, signal)
      leftMs -= partMs
    } while (leftMs > 0)
  },
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

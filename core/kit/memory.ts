import type { Clock } from './ports.ts'

/** Answers that change rarely, asked once per key for some minutes. A failed question is not remembered. */
export interface Memory {
  recall<T>(key: string, ask: () => Promise<T>): Promise<T>
  forget(key: string): void
}

const keepMs = 10 * 60_000

export function createMemory(clock: Clock): Memory {
  const kept = new Map<string, { readonly answer: Promise<unknown>; readonly until: number }>()
  return {
    recall: <T>(key: string, ask: () => Promise<T>) => {
      const known = kept.get(key)
      // Each key belongs to one `ask`, so its answer has that type.
      if (known && clock.now().getTime() < known.until) return known.answer as Promise<T>
      const answer = ask().catch((error: unknown) => {
        kept.delete(key)
        throw error
      })
      kept.set(key, { answer, until: clock.now().getTime() + keepMs })
      return answer
    },
    forget: (key) => {
      kept.delete(key)
    },
  }
}

import type { Clock } from '#core/kit/ports.ts'

/** Answers that change rarely, asked once per name for some minutes. A failed question is not remembered. */
export interface Memory {
  recall<T>(name: string, ask: () => Promise<T>): Promise<T>
}

const keepMs = 10 * 60_000

export function createMemory(clock: Clock): Memory {
  const kept = new Map<string, { readonly answer: Promise<unknown>; readonly until: number }>()
  return {
    recall: <T>(name: string, ask: () => Promise<T>) => {
      const known = kept.get(name)
      // Each name belongs to one `ask`, so its answer has that type.
      if (known && clock.now().getTime() < known.until) return known.answer as Promise<T>
      const answer = ask().catch((error: unknown) => {
        kept.delete(name)
        throw error
      })
      kept.set(name, { answer, until: clock.now().getTime() + keepMs })
      return answer
    },
  }
}

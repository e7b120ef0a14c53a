import { setTimeout } from 'node:timers/promises'
import type { JournalDatabase } from '#host/journal/open-database.ts'
import { indexChunk } from '#host/journal/search.ts'

const rowsPerStep = 2_000

/**
 * Keeps the text search up with the journal, while somebody looks at a view with a text. It writes, so it leaves the journal to
 * a run for as long as it held it itself.
 */
export interface SearchIndex {
  /** Works for so long at most; true when nothing is left. */
  catchUp(forMs: number, signal: AbortSignal): Promise<boolean>
}

export function createSearchIndex(database: JournalDatabase): SearchIndex {
  let working: Promise<unknown> = Promise.resolve()

  async function work(forMs: number, signal: AbortSignal): Promise<boolean> {
    const end = performance.now() + forMs
    for (;;) {
      signal.throwIfAborted()
      const startedAt = performance.now()
      if (indexChunk(database, rowsPerStep)) return true
      if (performance.now() >= end) return false
      await setTimeout(performance.now() - startedAt)
    }
  }

  return {
    // One after the other: two at once would only wait for each other's lock.
    catchUp(forMs, signal) {
      const next = working.then(() => work(forMs, signal))
      working = next.catch(() => undefined)
      return next
    },
  }
}

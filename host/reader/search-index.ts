import { setTimeout } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { JournalDatabase } from '#host/journal/open-database.ts'
import { indexChunk } from '#host/journal/search.ts'

const rowsPerStep = 1_000
/** Longer than a run's commit takes, as a rule. */
const pauseMs = 20

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
      const step = indexUnlessBusy(database)
      if (step === 'done') return true
      if (performance.now() >= end) return false
      await setTimeout(step === 'busy' ? pauseMs : performance.now() - startedAt)
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

/** Waiting for a run's lock here would make everybody wait who only wants to read: it is tried again instead. */
function indexUnlessBusy(database: JournalDatabase): 'done' | 'more' | 'busy' {
  try {
    return indexChunk(database, rowsPerStep) ? 'done' : 'more'
  } catch (thrown) {
    if (thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY')) return 'busy'
    throw thrown
  }
}

import { AppError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'
import { type Journal, openJournal } from '#host/journal/open-journal.ts'
import type { RunSummary } from '#host/journal/run-queries.ts'

/** The journal as the service looks at it, beside the run processes that write. */
export interface ServiceJournal {
  current(): Journal
  /** A run process has kept a damaged journal aside; from now on we look at the new one. */
  reopen(): void
  /** Runs that write and have ended, newest first. */
  runsSince(moment: number): Generator<RunSummary>
  close(): void
}

export function openServiceJournal({ dataFolder, clock }: { readonly dataFolder: string; readonly clock: Clock }): ServiceJournal {
  let journal = open()

  /** A guest first: checking every page of a large journal is left to the run processes. */
  function open(): Journal {
    try {
      return openJournal({ folder: dataFolder, clock, role: 'guest' })
    } catch (error) {
      const needsOwner = error instanceof AppError && (error.code === 'journal-not-ready' || error.code === 'journal-damaged')
      if (!needsOwner) throw error
      return openJournal({ folder: dataFolder, clock, role: 'owner' })
    }
  }

  return {
    current: () => journal,
    reopen() {
      const before = journal
      journal = open()
      before.close()
    },
    *runsSince(moment) {
      let after: number | undefined
      do {
        const { rows, next } = journal.runs({ mode: 'run' }, { limit: 500, ...(after !== undefined && { after }) })
        for (const run of rows) {
          if (run.startedAt < moment) return
          if (run.state !== 'running') yield run
        }
        after = next ?? undefined
      } while (after !== undefined)
    },
    close: () => journal.close(),
  }
}

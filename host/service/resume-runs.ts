import { AppError, toAppError } from '#core/kit/errors.ts'
import type { Journal } from '#host/journal/open-journal.ts'
import type { Leftover, Leftovers } from './leftovers.ts'
import type { Notices } from './notices.ts'
import type { RunBoard } from './run-board.ts'
import type { ServiceVault } from './service-vault.ts'

interface ResumeDeps {
  readonly journal: () => Journal
  readonly leftovers: Leftovers
  readonly board: RunBoard
  readonly vault: ServiceVault
  readonly notices: Notices
}

/** Marks what the journal still calls running: nothing runs before this service has started it. */
export function markCutOff(journal: Journal): void {
  let after: number | undefined
  do {
    const { rows, next } = journal.runs({ state: 'running' }, { limit: 1_000, ...(after !== undefined && { after }) })
    journal.interruptRuns(rows.map(({ id }) => id))
    after = next ?? undefined
  } while (after !== undefined)
}

/**
 * Continues every run that was under way when the last service died, with the very document it used, and tells the user.
 * With a locked vault they wait; call it again once it is open.
 */
export async function resumeRuns(deps: ResumeDeps): Promise<void> {
  const { leftovers, board, vault, notices } = deps
  const waiting = (await leftovers.list()).filter(({ document }) => !board.isBusy(document.id))
  if (waiting.length === 0) return
  if (!vault.isOpen()) {
    const names = waiting.map(({ document }) => `"${document.name}"`).join(', ')
    notices.add({
      kind: 'run-resumed',
      title: 'A run waits to be continued',
      text: `${names} was cut off when Sluice ended. It goes on as soon as the credentials are unlocked.`,
      about: { code: 'runs-wait', flows: waiting.map(({ document }) => document.name) },
    })
    return
  }
  for (const leftover of waiting) await resume(leftover, deps)
}

async function resume({ document, version, at }: Leftover, { journal, leftovers, board, notices }: ResumeDeps): Promise<void> {
  const about = { flowId: document.id }
  const [last] = journal().runs({ flowId: document.id, mode: 'run' }, { limit: 1 }).rows
  const isCutOff = last !== undefined && last.startedAt >= at && last.state !== 'finished' && last.state !== 'failed'
  // Its process came to an end by itself and only the note about it was left.
  if (last !== undefined && last.startedAt >= at && !isCutOff) return leftovers.remove(document.id)
  try {
    const { runId } = await board.start({ document, mode: 'run', cause: 'resume', version, resumes: isCutOff ? [last.id] : [] })
    notices.add({
      ...{ ...about, runId, kind: 'run-resumed', title: `"${document.name}" was continued` },
      text: `Its run was cut off when Sluice ended. Run ${runId} goes on where it stopped; nothing is written twice.`,
      about: { code: 'run-continued', flow: document.name, runId },
    })
  } catch (error) {
    const { message, hint, code } = toAppError(error)
    if (error instanceof AppError && code === 'vault-locked') await leftovers.keep({ document, version })
    notices.add({
      ...{ ...about, kind: 'run-failed', title: `"${document.name}" could not be continued` },
      text: [`Its run was cut off when Sluice ended. ${message}`, hint].filter(Boolean).join(' '),
      about: { code: 'run-not-continued', flow: document.name, message, ...(hint && { hint }) },
    })
  }
}

import { hash } from 'node:crypto'
import { join } from 'node:path'
import { AppError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'
import { createDataFolder } from '#host/data-folder/locate.ts'
import { type DataFolderLock, lockDataFolder } from '#host/data-folder/lock.ts'

const retryMs = 200
/** Longer than a run takes to finish the requests it has begun after its parent is gone. */
const patienceMs = 30_000

/**
 * Makes this process the only one that runs a flow. A run whose parent was killed still finishes the requests it has begun,
 * and its writes would race with those of the next run; so the next one waits for its end.
 * @throws AppError `already-running` when the other does not end.
 */
export async function lockFlow({
  dataFolder,
  flowId,
  clock,
  signal,
}: {
  readonly dataFolder: string
  readonly flowId: string
  readonly clock: Clock
  readonly signal: AbortSignal
}): Promise<DataFolderLock> {
  // The id comes from a file of somebody else; its digest is a safe name.
  const folder = join(dataFolder, 'runs', hash('sha256', flowId).slice(0, 32))
  createDataFolder(folder)
  for (let waitedMs = 0; ; waitedMs += retryMs) {
    try {
      return lockDataFolder({ folder, clock })
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'data-folder-locked') throw error
      if (waitedMs >= patienceMs) {
        throw new AppError(`This flow is already running in process ${error.facts.pid ?? 'unknown'}.`, {
          code: 'already-running',
          fix: 'wait',
          hint: 'Wait for that run to end, or end the process.',
          facts: error.facts,
          cause: error,
        })
      }
      await clock.sleep(retryMs, signal)
    }
  }
}

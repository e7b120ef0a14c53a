import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '#core/kit/errors.ts'

export interface Machine {
  readonly platform: NodeJS.Platform
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The user's home folder. */
  readonly home: string
}

/** Where this user's journal, connections and settings live: SLUICE_DATA, or the place the platform keeps for it. */
export function locateDataFolder({ platform, environment, home }: Machine): string {
  if (environment.SLUICE_DATA) return resolve(environment.SLUICE_DATA)
  switch (platform) {
    case 'win32':
      // Not Roaming: a journal that wanders between machines would be written by two of them.
      return join(environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Sluice')
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Sluice')
    default:
      return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'sluice')
  }
}

/**
 * Makes the folder, readable by its owner alone; one that others could read is closed to them.
 * @throws AppError `data-folder` naming the folder and what is in the way.
 */
export function createDataFolder(folder: string): void {
  const ownerOnly = 0o700
  try {
    makeFolder(folder, ownerOnly)
    const isOpenToOthers = process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0
    if (isOpenToOthers) chmodSync(folder, ownerOnly)
  } catch (cause) {
    throw new AppError(`The data folder ${folder} cannot be made: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      code: 'data-folder',
      fix: 'user',
      hint: 'Give your user the right to write there, or name another folder in SLUICE_DATA.',
      cause,
    })
  }
}

/** Parent by parent: the recursive mode of Node 24 never returns where a file system refuses with "no such file" (`/proc/x`). */
function makeFolder(folder: string, mode: number): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return
  const parent = dirname(folder)
  if (parent !== folder) makeFolder(parent, mode)
  mkdirSync(folder, { mode })
}

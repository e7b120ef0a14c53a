import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'

export interface DataFolderLock {
  release(): void
}

/** Who holds a lock. Only told to people: the lock itself is the operating system's. */
export interface LockHolder {
  readonly pid: number
  /** ISO moment. */
  readonly since: string
}

/** A database that nobody refers to any more is closed with the rubbish, and its lock with it: what is held is referred to here. */
const held = new Set<Database.Database>()

/**
 * Takes the data folder for this process alone. The operating system holds the lock and lets go when the process ends,
 * however it ends, so nothing stale can be left behind.
 * @throws AppError `data-folder-locked` with the holder's process id, `data-folder` when the folder cannot be written.
 */
export function lockDataFolder({ folder, clock }: { readonly folder: string; readonly clock: Clock }): DataFolderLock {
  const database = openLock(folder)
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    database.close()
    throw isTaken(cause) ? lockedError(folder, cause) : cannotLock(folder, cause)
  }
  const holder: LockHolder = { pid: process.pid, since: clock.now().toISOString() }
  writeFileSync(holderFile(folder), `${JSON.stringify(holder)}\n`, { mode: 0o600 })
  held.add(database)
  return {
    release() {
      if (!database.open) return
      // Before the lock goes, or it could take the next holder's note away.
      rmSync(holderFile(folder), { force: true })
      database.close()
      held.delete(database)
    },
  }
}

/** Who holds the folder, if anybody does; undefined when it is free. */
export function findLockHolder(folder: string): LockHolder | 'unknown' | undefined {
  const database = openLock(folder)
  try {
    database.exec('BEGIN IMMEDIATE')
    return undefined
  } catch (cause) {
    if (!isTaken(cause)) throw cannotLock(folder, cause)
    return readHolder(folder) ?? 'unknown'
  } finally {
    database.close()
  }
}

function openLock(folder: string): Database.Database {
  try {
    return new Database(join(folder, 'lock.db'), { timeout: 0 })
  } catch (cause) {
    throw cannotLock(folder, cause)
  }
}

function isTaken(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY')
}

function lockedError(folder: string, cause: unknown): AppError {
  const holder = readHolder(folder)
  const who = holder ? `process ${holder.pid}, since ${holder.since}` : 'another process'
  return new AppError(`Sluice is already running on ${folder} (${who}).`, {
    code: 'data-folder-locked',
    fix: 'user',
    hint: 'Use the one that is running, or stop it first; or name another folder in SLUICE_DATA.',
    facts: { folder, ...(holder && { pid: holder.pid, since: holder.since }) },
    cause,
  })
}

function cannotLock(folder: string, cause: unknown): AppError {
  if (cause instanceof Database.SqliteError && cause.code === 'SQLITE_FULL') {
    return new AppError(`The disk is full: the data folder ${folder} cannot be locked.`, {
      code: 'disk-full',
      fix: 'user',
      hint: 'Free some space on the disk of the data folder and start again. Nothing was sent.',
      cause,
    })
  }
  return new AppError(`The data folder ${folder} cannot be locked: ${cause instanceof Error ? cause.message : String(cause)}.`, {
    code: 'data-folder',
    fix: 'user',
    hint: 'Check that the folder exists on a local disk and that your user may write there.',
    cause,
  })
}

function holderFile(folder: string): string {
  return join(folder, 'lock.json')
}

/** Undefined while the holder is still writing it. */
function readHolder(folder: string): LockHolder | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(holderFile(folder), 'utf8'))
    if (typeof holder !== 'object' || holder === null || !('pid' in holder) || !('since' in holder)) return undefined
    return typeof holder.pid === 'number' && typeof holder.since === 'string' ? { pid: holder.pid, since: holder.since } : undefined
  } catch {
    return undefined
  }
}

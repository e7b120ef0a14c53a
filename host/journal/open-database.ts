import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'
import { toJournalError } from './journal-error.ts'
import { type Migration, migrations } from './schema.ts'

export type JournalDatabase = Database.Database

/**
 * `owner` holds the data folder's lock: it checks the file, brings it up to date and keeps a damaged one aside.
 * `guest` (a run process, a command that only looks) does none of this.
 */
export type JournalRole = 'owner' | 'guest'

export function journalFile(folder: string): string {
  return join(folder, 'journal.db')
}

/**
 * Opens the journal's file, creating it when there is none.
 * @throws AppError `journal-newer`, `journal-not-durable`, `journal-not-writable`, `journal-io`, `disk-full`; for a guest also `journal-damaged`.
 */
export function openDatabase({
  folder,
  clock,
  role,
}: {
  readonly folder: string
  readonly clock: Clock
  readonly role: JournalRole
}): JournalDatabase {
  const file = journalFile(folder)
  const reason = role === 'owner' && existsSync(file) ? damageOf(file) : undefined
  const keptAside = reason === undefined ? undefined : keepAside(file, clock)
  try {
    if (!existsSync(file)) create(folder)
    const database = connect(file)
    try {
      if (role === 'owner') migrate(database, file, migrations)
      else refuseOtherVersion(database, file)
      if (keptAside !== undefined) {
        database.prepare('INSERT INTO damage (file, reason, at) VALUES (?, ?, ?)').run(keptAside, reason, clock.now().getTime())
      }
      return database
    } catch (thrown) {
      database.close()
      throw thrown
    }
  } catch (thrown) {
    throw toJournalError(thrown, file)
  }
}

/**
 * Makes an empty journal under another name and puts it in place whole. So the file itself is never seen half-made,
 * and one of zero bytes can only be damage.
 */
function create(folder: string): void {
  const file = journalFile(folder)
  const temporary = `${file}.new-${process.pid}`
  try {
    const database = connect(temporary)
    try {
      migrate(database, temporary, migrations)
    } finally {
      database.close()
    }
    linkUnlessThere(temporary, file)
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(temporary + suffix, { force: true })
  }
  if (process.platform !== 'win32') syncFolder(folder)
}

/** Another process may have been faster; then its journal is as good as ours. */
function linkUnlessThere(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (thrown) {
    const isThere = existsSync(to)
    // Some file systems know no links; there the rename is what is left.
    if (!isThere) renameSync(from, to)
    else if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function connect(file: string): JournalDatabase {
  const database = new Database(file, { timeout: 5_000 })
  try {
    database.pragma('auto_vacuum = INCREMENTAL')
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    // What is removed from a page is overwritten: an erased person must not linger in the gaps.
    database.pragma('secure_delete = FAST')
    // Fewer, longer checkpoints: 64 MB of log before the pages are copied home.
    database.pragma('wal_autocheckpoint = 16000')
    database.pragma('cache_size = -32000')
    assertDurable(database, file)
    return database
  } catch (thrown) {
    database.close()
    throw thrown
  }
}

/** A file system may refuse write-ahead logging without an error; then nothing here could be promised. */
function assertDurable(database: JournalDatabase, file: string): void {
  const mode = database.pragma('journal_mode', { simple: true })
  const synchronous = database.pragma('synchronous', { simple: true })
  const fullSync = 2
  if (mode === 'wal' && synchronous === fullSync) return
  throw new AppError(`The journal ${file} cannot promise to survive a power cut: journal_mode is ${mode}, synchronous is ${synchronous}.`, {
    code: 'journal-not-durable',
    fix: 'user',
    hint: 'Put the data folder on a local disk; network and some cloud folders cannot keep this promise.',
    facts: { file, mode: String(mode), synchronous: String(synchronous) },
  })
}

/** Why the file cannot be trusted; undefined when it can. Trouble other than damage is left to `connect` to report. */
function damageOf(file: string): string | undefined {
  if (statSync(file).size === 0) return 'the file is empty (0 bytes)'
  let database: JournalDatabase | undefined
  try {
    database = new Database(file, { timeout: 5_000 })
    const answer = database.pragma('quick_check(1)', { simple: true })
    return answer === 'ok' ? undefined : String(answer)
  } catch (thrown) {
    const isDamage = thrown instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(thrown.code)
    if (isDamage) return thrown.message
    throw toJournalError(thrown, file)
  } finally {
    database?.close()
  }
}

/** Renames the file and what belongs to it; returns the new name. Nothing is deleted. */
function keepAside(file: string, clock: Clock): string {
  const moment = clock.now().toISOString().replaceAll(/[:.]/g, '-')
  const free = (attempt: number): string => {
    const name = `${file}.damaged-${moment}${attempt === 0 ? '' : `-${attempt}`}`
    return existsSync(name) ? free(attempt + 1) : name
  }
  const aside = free(0)
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
  }
  return aside
}

function versionOf(database: JournalDatabase): number {
  return Number(database.pragma('user_version', { simple: true }))
}

/** Runs every step the file lacks, each all or nothing. */
export function migrate(database: JournalDatabase, file: string, steps: readonly Migration[]): void {
  const newest = steps.at(-1)?.number ?? 0
  if (versionOf(database) > newest) throw newerThanApp(database, file, newest)
  for (const step of steps) {
    database
      .transaction(() => {
        if (versionOf(database) >= step.number) return
        database.exec(step.sql)
        database.pragma(`user_version = ${step.number}`)
      })
      .immediate()
  }
}

function refuseOtherVersion(database: JournalDatabase, file: string): void {
  const newest = migrations.at(-1)?.number ?? 0
  const found = versionOf(database)
  if (found > newest) throw newerThanApp(database, file, newest)
  if (found < newest) {
    throw new AppError(`The journal ${file} has not been prepared by this version of Sluice yet (format ${found}, needed ${newest}).`, {
      code: 'journal-not-ready',
      fix: 'user',
      hint: 'Start Sluice once on this data folder; it brings the journal up to date.',
    })
  }
}

function newerThanApp(database: JournalDatabase, file: string, newest: number): AppError {
  return new AppError(
    `The journal ${file} was written by a newer Sluice (format ${versionOf(database)}); this one knows formats up to ${newest}.`,
    {
      code: 'journal-newer',
      fix: 'user',
      hint: 'Install the newer Sluice again, or use another data folder.',
    },
  )
}

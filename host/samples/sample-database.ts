import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { createDataFolder } from '#host/data-folder/locate.ts'
import { removeSampleFile, samplesFolder } from './sample-file.ts'

export type SampleDatabase = Database.Database

/** Raised when the tables change: an older file is thrown away, it holds nothing that a run would not make again. */
const format = 1

/**
 * A capture is one run or preview. Each node shows the newest capture that passed through it. Records are immutable and mostly the
 * same objects on both sides of a wire, so a row only points at its record, and a record at what the source sent (`raw`).
 * `row.id` is never used again, in any later capture; `came_from` is the row at the input a row at an output was made of.
 */
const tables = `
  CREATE TABLE capture (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('run', 'preview')),
    run_id INTEGER,
    at INTEGER NOT NULL
  );
  CREATE TABLE captured_node (
    node_id TEXT PRIMARY KEY,
    capture_id INTEGER NOT NULL,
    made_of TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    node_id TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('in', 'out')),
    port TEXT NOT NULL,
    kept INTEGER NOT NULL,
    total INTEGER NOT NULL,
    UNIQUE (node_id, side, port)
  );
  CREATE TABLE raw (id INTEGER PRIMARY KEY, capture_id INTEGER NOT NULL, text TEXT NOT NULL);
  CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    capture_id INTEGER NOT NULL,
    entity TEXT NOT NULL,
    key TEXT NOT NULL,
    data TEXT NOT NULL,
    rest TEXT NOT NULL,
    raw_id INTEGER
  );
  CREATE TABLE row (
    id INTEGER PRIMARY KEY,
    place_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    record_id INTEGER NOT NULL,
    came_from INTEGER,
    outcome TEXT,
    UNIQUE (place_id, number)
  );
`

/** Opens a flow's samples for writing, making the file when there is none or when it is not one of ours any more. */
export function openSamplesForWriting(dataFolder: string, file: string): SampleDatabase {
  createDataFolder(samplesFolder(dataFolder))
  try {
    return prepare(file)
  } catch (thrown) {
    if (!(thrown instanceof Database.SqliteError) || /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|PERM)/.test(thrown.code))
      throw thrown
    removeSampleFile(file)
    return prepare(file)
  }
}

function prepare(file: string): SampleDatabase {
  const database = new Database(file, { timeout: 2_000 })
  try {
    database.pragma('auto_vacuum = INCREMENTAL')
    database.pragma('journal_mode = WAL')
    // A sample that a power cut takes is made again by the next run.
    database.pragma('synchronous = OFF')
    database.pragma('secure_delete = FAST')
    database
      .transaction(() => {
        const found = Number(database.pragma('user_version', { simple: true }))
        if (found === format) return
        if (found !== 0)
          for (const name of ['capture', 'captured_node', 'place', 'raw', 'record', 'row']) database.exec(`DROP TABLE IF EXISTS ${name}`)
        database.exec(tables)
        database.pragma(`user_version = ${format}`)
      })
      .immediate()
    return database
  } catch (thrown) {
    database.close()
    throw thrown
  }
}

/** Opens them for looking; undefined when there are none that could be read. Close it soon: its file may be about to go. */
export function openSamplesForReading(file: string): SampleDatabase | undefined {
  if (!existsSync(file)) return undefined
  let database: SampleDatabase | undefined
  try {
    database = new Database(file, { timeout: 2_000, readonly: true, fileMustExist: true })
    if (Number(database.pragma('user_version', { simple: true })) === format) return database
  } catch (thrown) {
    if (!(thrown instanceof Database.SqliteError)) throw thrown
  }
  database?.close()
  return undefined
}

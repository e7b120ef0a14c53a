import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { journalFile, migrate, openDatabase } from './open-database.ts'
import { type Journal, openJournal } from './open-journal.ts'
import { listOpenIntents } from './positions.ts'
import { createRunStarter } from './runs.ts'
import { migrations } from './schema.ts'
import { doneFor, flow, intentFor, odoo, outcomeFor, temporaryFolder, tickingClock } from './test-builders.ts'

let place: ReturnType<typeof temporaryFolder>
let journals: Journal[]
beforeEach(() => {
  place = temporaryFolder()
  journals = []
})
afterEach(() => {
  for (const journal of journals) journal.close()
  place.remove()
})

function open(role?: 'owner' | 'guest'): Journal {
  const journal = openJournal({ folder: place.folder, clock: tickingClock(), role })
  journals.push(journal)
  return journal
}

function reopenAfter(change: (file: string) => void): Journal {
  const journal = openJournal({ folder: place.folder, clock: tickingClock() })
  const run = journal.startRun(flow)
  const keys = Array.from({ length: 200 }, (_, index) => String(index))
  run.store.writeJournal('upsert', odoo).intend(keys.map((key) => intentFor(key)))
  run.store.commit({ outcomes: keys.map((key) => outcomeFor(key)), positions: [] })
  run.finish({ state: 'finished' })
  journal.close()
  change(journalFile(place.folder))
  return open()
}

it('survives a power cut: write-ahead log, synced at every commit', () => {
  open()
  const database = new Database(journalFile(place.folder), { readonly: true })
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
  database.close()
})

describe('a damaged file', () => {
  const cut = (file: string) => truncateSync(file, 4096 * 3 + 100)
  const scribbled = (file: string) => {
    const bytes = readFileSync(file)
    bytes.fill(0xa5, 4096, 4096 * 6)
    writeFileSync(file, bytes)
  }
  const empty = (file: string) => truncateSync(file, 0)
  const foreign = (file: string) => writeFileSync(file, 'dear diary, '.repeat(1000))

  it.each([
    ['cut off', cut],
    ['scribbled over', scribbled],
    ['empty', empty],
    ['no database at all', foreign],
  ])('that is %s is kept aside and its name is said', (_name, damage) => {
    const journal = reopenAfter(damage)
    expect(readdirSync(place.folder)).toContain(journal.damage()?.file.split('/').at(-1))
  })

  it('is kept aside byte for byte', () => {
    let damaged = Buffer.alloc(0)
    const journal = reopenAfter((file) => {
      foreign(file)
      damaged = readFileSync(file)
    })
    expect(readFileSync(journal.damage()?.file ?? '')).toEqual(damaged)
  })

  it('stops runs that write, because what was sent before is unknown', () => {
    const journal = reopenAfter(foreign)
    expect(() => journal.startRun(flow)).toThrow(expect.objectContaining({ code: 'journal-damaged', fix: 'user' }))
  })

  it('does not stop a plan', () => {
    const journal = reopenAfter(foreign)
    expect(journal.startRun({ ...flow, mode: 'plan' }).runId).toBe(1)
  })

  it('lets runs go on once a person has accepted it', () => {
    const journal = reopenAfter(foreign)
    journal.acceptDamage()
    expect(journal.startRun(flow).runId).toBe(1)
  })

  it('is left where it is by a guest, who has no right to move it', () => {
    open().close()
    foreign(journalFile(place.folder))
    expect(() => open('guest')).toThrow(expect.objectContaining({ code: 'journal-damaged' }))
  })
})

it('refuses a journal that a newer version wrote, and leaves it alone', () => {
  const file = journalFile(place.folder)
  open().close()
  const database = new Database(file)
  database.pragma('user_version = 999')
  database.close()
  expect(() => open()).toThrow(expect.objectContaining({ code: 'journal-newer' }))
})

it('says which folder cannot be written to', () => {
  mkdirSync(journalFile(place.folder))
  expect(() => open()).toThrow(expect.objectContaining({ code: 'journal-not-writable', message: expect.stringContaining(place.folder) }))
})

it('can be looked at by a guest before anything ever ran', () => {
  expect(open('guest').runs().rows).toEqual([])
})

it('leaves nothing but itself in the folder when it is made', () => {
  open().close()
  expect(readdirSync(place.folder)).toEqual(['journal.db'])
})

it('runs only the migrations that are missing', () => {
  open().close()
  const database = new Database(journalFile(place.folder))
  const next = { number: migrations.length + 1, name: 'a next step', sql: 'CREATE TABLE second (id INTEGER)' }
  migrate(database, 'journal.db', [...migrations, next])
  expect(database.pragma('user_version', { simple: true })).toBe(next.number)
  database.close()
})

it('leaves the journal as it was when a migration fails half-way', () => {
  open().close()
  const database = new Database(journalFile(place.folder))
  const broken = { number: migrations.length + 1, name: 'breaks', sql: 'CREATE TABLE second (id INTEGER); INSERT INTO nowhere VALUES (1)' }
  expect(() => migrate(database, 'journal.db', [...migrations, broken])).toThrow('nowhere')
  expect(database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'second'").pluck().get()).toBe(0)
  database.close()
})

it('keeps what an older journal holds of writes, and takes answers from then on', () => {
  const database = new Database(journalFile(place.folder))
  migrate(database, 'journal.db', migrations.slice(0, 2))
  database.exec(`
    INSERT INTO run (flow_id, flow_name, flow_hash, mode, state, cause, started_at) VALUES ('orders', 'Orders', 'a1', 'run', 'finished', 'cli', 1);
    INSERT INTO target (connector, account) VALUES ('odoo', 'demo');
    INSERT INTO intent (run_id, node_id, target, external_id, entity, key, action, hash, state, target_key, message, at)
    VALUES (1, 'upsert', 1, 'a', 'order', '1042', 'create', 'h', 'done', 'S1', NULL, 1),
           (1, 'upsert', 1, 'b', 'order', '1042', 'create', 'h', 'failed', NULL, 'No VAT.', 2);
    INSERT INTO sent VALUES (1, '{"number":"1042"}');
  `)
  const before = database.prepare('SELECT * FROM intent').all()
  database.close()
  const journal = open()
  const known = journal.recordHistory('1042').flatMap((entry) => (entry.kind === 'intent' ? [entry.intent] : []))
  expect(known).toMatchObject([
    { state: 'done', targetId: 'S1', sent: '{"number":"1042"}', label: null, answer: null },
    { state: 'failed', message: 'No VAT.', label: null, answer: null },
  ])
  journal.close()
  const after = new Database(journalFile(place.folder))
  expect(after.prepare('SELECT * FROM intent').all()).toEqual(before.map((row) => ({ ...(row as object), label: null })))
  after.close()
})

it('numbers its migrations without gaps', () => {
  expect(migrations.map((step) => step.number)).toEqual(migrations.map((_, index) => index + 1))
})

describe('a full disk', () => {
  /** The journal without its wrapper, so that the test can tell SQLite how large the file may become. */
  function startWithLimit() {
    const clock = tickingClock()
    const database = openDatabase({ folder: place.folder, clock, role: 'owner' })
    const { store } = createRunStarter({ database, clock, file: journalFile(place.folder) }).startRun(flow)
    const full = () => database.pragma('max_page_count = 1')
    const roomy = () => database.pragma('max_page_count = 1000000')
    return { database, store, writing: store.writeJournal('upsert', odoo), full, roomy }
  }

  it('stops the intent, so that nothing leaves without a trace, and says what to do', () => {
    const { database, writing, full } = startWithLimit()
    full()
    const much = Array.from({ length: 500 }, (_, index) => intentFor(String(index), { sent: 'x'.repeat(1000) }))
    expect(() => writing.intend(much)).toThrow(expect.objectContaining({ code: 'disk-full', fix: 'user' }))
    database.close()
  })

  it('keeps the ends that waited, and writes them once there is room', () => {
    const { database, store, writing, full, roomy } = startWithLimit()
    writing.intend([intentFor('1042')])
    writing.end([doneFor('1042')])
    full()
    const many = Array.from({ length: 2000 }, (_, index) => outcomeFor(String(index)))
    expect(() => store.commit({ outcomes: many, positions: [] })).toThrow(expect.objectContaining({ code: 'disk-full' }))
    roomy()
    store.commit({ outcomes: [outcomeFor('1042')], positions: [] })
    expect(listOpenIntents(database, flow.flowId)).toEqual([])
    database.close()
  })
})

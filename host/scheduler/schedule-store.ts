import { existsSync, renameSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { SlotCode, SlotRow } from '#core/contract/schedule.ts'
import type { Clock } from '#core/kit/ports.ts'
import { sayingErrors, toJournalError } from '#host/journal/journal-error.ts'
import { migrate } from '#host/journal/open-database.ts'
import type { Migration } from '#host/journal/schema.ts'

/** A slot that has its verdict; `queued` ones still wait for their turn. */
export interface NewSlot {
  readonly at: number
  readonly until: number | null
  readonly state: 'queued' | 'skipped'
  readonly code: SlotCode | null
  readonly reason: string | null
}

export interface QueuedSlot {
  readonly id: number
  readonly at: number
  readonly code: SlotCode | null
}

/**
 * What the scheduler must not forget, in a file of its own: how far each flow's plan was worked off, and what became of each slot.
 * There is at most one row for a slot, and a run starts only after its row is durable: so it starts once, whatever happens.
 */
export interface ScheduleStore {
  /** How far an armed flow was worked off, and by which plan. */
  standOf(flowId: string): { readonly plan: string; readonly handledUntil: number } | undefined
  known(): readonly string[]
  /** From here on by this plan; what an older one left waiting is withdrawn. */
  begin(flowId: string, stand: { readonly plan: string; readonly handledUntil: number }): void
  end(flowId: string): void
  /** All verdicts and the new stand, or nothing. A slot that has a row keeps it, unless it still waits. */
  decide(flowId: string, slots: readonly NewSlot[], handledUntil: number): void
  /** The clock was set back: slots that lie ahead again lose their rows, except those that did run or wait to. */
  rewind(flowId: string, now: number): void
  hasRow(flowId: string, at: number): boolean
  queued(flowId: string): readonly QueuedSlot[]
  /** Durable when it returns; false when the slot does not wait any more. */
  claim(id: number): boolean
  note(id: number, why: { readonly code: SlotCode; readonly reason: string }): void
  started(id: number, run: { readonly runId: number; readonly isLate: boolean }): void
  notStarted(id: number, why: { readonly code: SlotCode; readonly reason: string }): void
  /** False when no slot knows the run. */
  ended(runId: number, why?: { readonly code: SlotCode; readonly reason: string }): boolean
  /** Runs whose end nobody here has heard of. */
  openRuns(): readonly number[]
  /** Slots that were claimed when the program died, before their run was known. */
  closeLostStarts(why: { readonly code: SlotCode; readonly reason: string }): void
  rows(flowId: string, page: { readonly before?: number; readonly limit: number }): readonly SlotRow[]
  /** Keeps the newest rows, and all that still wait. */
  prune(keep: number): void
  close(): void
}

const migrations: readonly Migration[] = [
  {
    number: 1,
    name: 'stands and slots',
    sql: `
      CREATE TABLE stand (flow_id TEXT PRIMARY KEY, plan TEXT NOT NULL, handled_until INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE slot (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        flow_id TEXT NOT NULL,
        at INTEGER NOT NULL,
        until INTEGER,
        state TEXT NOT NULL CHECK (state IN ('queued', 'starting', 'ran', 'skipped')),
        is_late INTEGER NOT NULL DEFAULT 0,
        code TEXT,
        reason TEXT,
        run_id INTEGER,
        has_ended INTEGER NOT NULL DEFAULT 0,
        UNIQUE (flow_id, at)
      );
      CREATE INDEX slot_waiting ON slot (flow_id, at) WHERE state = 'queued';
      CREATE INDEX slot_by_run ON slot (run_id) WHERE run_id IS NOT NULL AND has_ended = 0;
    `,
  },
]

/**
 * @param file `:memory:` for one that nothing survives
 * @throws AppError as the journal does: `disk-full`, `journal-io`, `journal-not-writable`, `journal-newer`; so does every function of it
 */
export function openScheduleStore({ file, clock }: { readonly file: string; readonly clock: Clock }): ScheduleStore {
  try {
    return sayingErrors({ ...wrap(openOrReplace(file, clock)) }, file)
  } catch (thrown) {
    throw toJournalError(thrown, file)
  }
}

function openOrReplace(file: string, clock: Clock): Database.Database {
  try {
    return open(file)
  } catch (thrown) {
    const isDamage = thrown instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(thrown.code)
    if (!isDamage || !existsSync(file)) throw thrown
    // Without it, schedules count from now on: nothing is run twice, and what was missed just now is not made up for.
    const aside = `${file}.damaged-${clock.now().toISOString().replaceAll(/[:.]/g, '-')}`
    for (const suffix of ['-wal', '-shm', '']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
    return open(file)
  }
}

function open(file: string): Database.Database {
  const database = new Database(file, { timeout: 5_000 })
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    const answer = database.pragma('quick_check(1)', { simple: true })
    if (answer !== 'ok') throw new Database.SqliteError(String(answer), 'SQLITE_CORRUPT')
    migrate(database, file, migrations)
    return database
  } catch (thrown) {
    database.close()
    throw thrown
  }
}

interface StoredSlot {
  readonly id: number
  readonly flow_id: string
  readonly at: number
  readonly until: number | null
  readonly state: 'queued' | 'starting' | 'ran' | 'skipped'
  readonly is_late: number
  readonly code: SlotCode | null
  readonly reason: string | null
  readonly run_id: number | null
}

function wrap(database: Database.Database): ScheduleStore {
  const withdrawal = `UPDATE slot SET state = 'skipped', code = 'withdrawn', reason = 'the schedule was changed or switched off first'
    WHERE flow_id = ? AND state = 'queued'`
  const sql = {
    standOf: database.prepare<[string], { plan: string; handledUntil: number }>(
      'SELECT plan, handled_until AS handledUntil FROM stand WHERE flow_id = ?',
    ),
    known: database.prepare<[], string>('SELECT flow_id FROM stand').pluck(),
    begin: database.prepare(
      'INSERT INTO stand VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET plan = excluded.plan, handled_until = excluded.handled_until',
    ),
    end: database.prepare('DELETE FROM stand WHERE flow_id = ?'),
    withdraw: database.prepare(withdrawal),
    handled: database.prepare('UPDATE stand SET handled_until = ? WHERE flow_id = ?'),
    add: database.prepare(
      `INSERT INTO slot (flow_id, at, until, state, code, reason) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (flow_id, at) DO UPDATE SET state = excluded.state, code = excluded.code, reason = excluded.reason WHERE state = 'queued'`,
    ),
    // Only what nobody was there for: a slot that was skipped because a run was going had its verdict.
    unmiss: database.prepare(`DELETE FROM slot WHERE flow_id = ? AND at > ? AND state = 'skipped' AND code LIKE 'missed-%'`),
    shorten: database.prepare('UPDATE slot SET until = ? WHERE flow_id = ? AND until > ?'),
    hasRow: database.prepare<[string, number], number>('SELECT 1 FROM slot WHERE flow_id = ? AND at = ?').pluck(),
    queued: database.prepare<[string], QueuedSlot>(
      `SELECT id, at, code FROM slot INDEXED BY slot_waiting WHERE flow_id = ? AND state = 'queued' ORDER BY at`,
    ),
    claim: database.prepare(`UPDATE slot SET state = 'starting' WHERE id = ? AND state = 'queued'`),
    note: database.prepare(`UPDATE slot SET code = ?, reason = ? WHERE id = ? AND state = 'queued' AND code IS NULL`),
    started: database.prepare(`UPDATE slot SET state = 'ran', run_id = ?, is_late = ? WHERE id = ?`),
    notStarted: database.prepare(`UPDATE slot SET state = 'skipped', code = ?, reason = ? WHERE id = ?`),
    ended: database.prepare(
      `UPDATE slot SET has_ended = 1, code = coalesce(?, code), reason = coalesce(?, reason) WHERE run_id = ? AND has_ended = 0`,
    ),
    openRuns: database.prepare<[], number>(`SELECT run_id FROM slot WHERE run_id IS NOT NULL AND has_ended = 0`).pluck(),
    closeLostStarts: database.prepare(`UPDATE slot SET state = 'skipped', code = ?, reason = ? WHERE state = 'starting'`),
    rows: database.prepare<[string, number, number], StoredSlot>(
      'SELECT * FROM slot WHERE flow_id = ? AND at < ? ORDER BY at DESC LIMIT ?',
    ),
    prune: database.prepare(`DELETE FROM slot WHERE id <= (SELECT max(id) FROM slot) - ? AND state IN ('ran', 'skipped')`),
  }
  const inOne = <Given extends unknown[]>(work: (...given: Given) => void) => {
    const transaction = database.transaction((given: Given) => work(...given))
    return (...given: Given): void => transaction.immediate(given)
  }
  return {
    standOf: (flowId) => sql.standOf.get(flowId),
    known: () => sql.known.all(),
    begin: inOne((flowId: string, { plan, handledUntil }: { readonly plan: string; readonly handledUntil: number }) => {
      sql.withdraw.run(flowId)
      sql.begin.run(flowId, plan, handledUntil)
    }),
    end: inOne((flowId: string) => {
      sql.withdraw.run(flowId)
      sql.end.run(flowId)
    }),
    decide: inOne((flowId: string, slots: readonly NewSlot[], handledUntil: number) => {
      for (const { at, until, state, code, reason } of slots) sql.add.run(flowId, at, until, state, code, reason)
      sql.handled.run(handledUntil, flowId)
    }),
    rewind: inOne((flowId: string, now: number) => {
      sql.unmiss.run(flowId, now)
      sql.shorten.run(now, flowId, now)
      sql.handled.run(now, flowId)
    }),
    hasRow: (flowId, at) => sql.hasRow.get(flowId, at) === 1,
    queued: (flowId) => sql.queued.all(flowId),
    claim: (id) => sql.claim.run(id).changes === 1,
    note: (id, { code, reason }) => {
      sql.note.run(code, reason, id)
    },
    started: (id, { runId, isLate }) => {
      sql.started.run(runId, isLate ? 1 : 0, id)
    },
    notStarted: (id, { code, reason }) => {
      sql.notStarted.run(code, reason, id)
    },
    ended: (runId, why) => sql.ended.run(why?.code ?? null, why?.reason ?? null, runId).changes > 0,
    openRuns: () => sql.openRuns.all(),
    closeLostStarts: ({ code, reason }) => {
      sql.closeLostStarts.run(code, reason)
    },
    rows: (flowId, { before = Number.MAX_SAFE_INTEGER, limit }) => sql.rows.all(flowId, before, limit).map(rowOf),
    prune: (keep) => {
      sql.prune.run(keep)
    },
    close: () => {
      database.close()
    },
  }
}

function rowOf({ id, flow_id, at, until, state, is_late, code, reason, run_id }: StoredSlot): SlotRow {
  const ran = is_late === 1 ? 'ran-late' : 'ran'
  // `starting` lasts until the run has its number; one that never gets it is told as skipped at the next start.
  const what = state === 'starting' ? 'ran' : state === 'ran' ? ran : state
  return { id, flowId: flow_id, at, until, what, code, reason, runId: run_id }
}

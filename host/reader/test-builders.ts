import { openDatabase } from '#host/journal/open-database.ts'
import { tickingClock } from '#host/journal/test-builders.ts'

/** A row of the log as a test wants it. */
export interface GivenRow {
  readonly source: 'outcome' | 'log'
  readonly at: number
  readonly runId: number
  readonly nodeId: string
  /** Outcome or level. */
  readonly kind: string
  readonly key: string
  readonly message: string
}

export const flowOfRun = (runId: number) => (runId % 2 === 1 ? 'orders' : 'stock')

/** Puts rows into the journal of a folder as runs would, without running anything. Returns the ids they got, in the same order. */
export function writeRows(folder: string, rows: readonly GivenRow[]): readonly number[] {
  const database = openDatabase({ folder, clock: tickingClock(), role: 'owner' })
  const addRun = database.prepare(
    `INSERT OR IGNORE INTO run (id, flow_id, flow_name, flow_hash, mode, state, cause, started_at) VALUES (?, ?, ?, 'x', 'run', 'finished', 'hand', 0)`,
  )
  const addOutcome = database.prepare(
    `INSERT INTO outcome (run_id, source_node_id, node_id, entity, key, kind, message, at) VALUES (?, 'read', ?, 'order', ?, ?, ?, ?)`,
  )
  const addLog = database.prepare('INSERT INTO log (run_id, node_id, level, record_key, message, at) VALUES (?, ?, ?, ?, ?, ?)')
  try {
    return database
      .transaction(() =>
        rows.map(({ source, at, runId, nodeId, kind, key, message }) => {
          addRun.run(runId, flowOfRun(runId), `Flow ${flowOfRun(runId)}`)
          const added =
            source === 'outcome' ? addOutcome.run(runId, nodeId, key, kind, message, at) : addLog.run(runId, nodeId, kind, key, message, at)
          return Number(added.lastInsertRowid)
        }),
      )
      .immediate()
  } finally {
    database.close()
  }
}

/** A journal of so many rows: four fifths outcomes, the rest log lines, a hundred runs, one row in a hundred failed. */
export function writeManyRows(folder: string, count: number): void {
  const database = openDatabase({ folder, clock: tickingClock(), role: 'owner' })
  try {
    database.pragma('synchronous = OFF')
    const outcomes = Math.floor(count * 0.8)
    const perRun = Math.ceil(outcomes / 100)
    database
      .transaction(() => {
        const addRun = database.prepare(
          `INSERT INTO run (id, flow_id, flow_name, flow_hash, mode, state, cause, started_at) VALUES (?, ?, ?, 'x', 'run', 'finished', 'hand', 0)`,
        )
        for (let runId = 1; runId <= 100; runId++) addRun.run(runId, flowOfRun(runId), `Flow ${flowOfRun(runId)}`)
        database
          .prepare(
            `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
             INSERT INTO outcome (run_id, source_node_id, node_id, entity, key, kind, code, message, at)
             SELECT 1 + i / CAST(? AS INTEGER), 'read', 'upsert', 'order', 'W-' || i, iif(i % 100 = 7, 'failed', 'created'), iif(i % 100 = 7, 'product-missing', NULL),
               iif(i % 100 = 7, 'Order W-' || i || ', line 1: no product with code CHAIR.', NULL), 1700000000000 + i * 5 FROM n`,
          )
          .run(outcomes, perRun)
        database
          .prepare(
            `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
             INSERT INTO log (run_id, node_id, level, record_key, message, at)
             SELECT 1 + i * 100 / CAST(? AS INTEGER), 'read', iif(i % 50 = 3, 'warn', 'info'), NULL, 'Page ' || i || ' of the till.', 1700000000001 + i * 20 FROM n`,
          )
          .run(count - outcomes, count - outcomes)
      })
      .immediate()
  } finally {
    database.close()
  }
}

import type { Clock } from '#core/kit/ports.ts'
import type { JournalDatabase } from './open-database.ts'
import { forgetInSearch } from './search.ts'

export interface Retention {
  readonly maxAgeDays: number
  /** Size of the journal's file in use; the oldest runs go first until it fits. */
  readonly maxBytes: number
}

export interface Pruned {
  readonly runs: number
  readonly rows: number
}

const rowsPerStep = 2_000
const pagesPerStep = 1_000
const dayMs = 86_400_000

/**
 * Removes the history of ended runs that are too old or too many. Positions, links, parked records and open intents always stay:
 * they are not log but memory, and a journal without them would send things twice.
 * Works in small transactions and lets others work between them; may be aborted between any two.
 */
export async function prune(database: JournalDatabase, clock: Clock, retention: Retention, signal: AbortSignal): Promise<Pruned> {
  const before = clock.now().getTime() - retention.maxAgeDays * dayMs
  const expired = database
    .prepare<[number], number>(`SELECT id FROM run WHERE ended_at < ? AND state <> 'running' ORDER BY id`)
    .pluck()
    .all(before)
  const pruned = { runs: 0, rows: 0 }
  for (const runId of expired) await pruneRun(database, runId, signal, pruned)
  while (!signal.aborted && usedBytes(database) > retention.maxBytes) {
    const oldest = oldestWithHistory(database)
    if (oldest === undefined) break
    await pruneRun(database, oldest, signal, pruned)
  }
  await giveBack(database, signal)
  return pruned
}

async function pruneRun(
  database: JournalDatabase,
  runId: number,
  signal: AbortSignal,
  pruned: { runs: number; rows: number },
): Promise<void> {
  for (;;) {
    if (signal.aborted) return
    const rows = database.transaction(() => removeStep(database, runId)).immediate()
    if (rows === 0) break
    pruned.rows += rows
    await new Promise((resolve) => setImmediate(resolve))
  }
  // A run with open intents keeps its row: they point at it.
  const removed = database.prepare('DELETE FROM run WHERE id = ? AND NOT EXISTS (SELECT 1 FROM intent WHERE run_id = run.id)').run(runId)
  pruned.runs += removed.changes
}

function removeStep(database: JournalDatabase, runId: number): number {
  let removed = 0
  for (const source of ['outcome', 'log'] as const) {
    const ids = database
      .prepare<[number, number], number>(`SELECT id FROM ${source} WHERE run_id = ? LIMIT ?`)
      .pluck()
      .all(runId, rowsPerStep)
    forgetInSearch(database, source, ids)
    database.prepare(`DELETE FROM ${source} WHERE id IN (SELECT value FROM json_each(?))`).run(JSON.stringify(ids))
    removed += ids.length
  }
  const intents = database
    .prepare(`DELETE FROM intent WHERE id IN (SELECT id FROM intent WHERE run_id = ? AND state IN ('done', 'failed') LIMIT ?)`)
    .run(runId, rowsPerStep)
  return removed + intents.changes
}

function oldestWithHistory(database: JournalDatabase): number | undefined {
  return database
    .prepare<[], number>(
      `SELECT id FROM run WHERE state <> 'running' AND (
         EXISTS (SELECT 1 FROM outcome WHERE run_id = run.id) OR EXISTS (SELECT 1 FROM log WHERE run_id = run.id)
         OR EXISTS (SELECT 1 FROM intent WHERE run_id = run.id AND state IN ('done', 'failed'))
       ) ORDER BY id LIMIT 1`,
    )
    .pluck()
    .get()
}

/** Bytes of the file that hold something. */
export function usedBytes(database: JournalDatabase): number {
  const number = (pragma: string) => Number(database.pragma(pragma, { simple: true }))
  return (number('page_count') - number('freelist_count')) * number('page_size')
}

/** Returns free pages to the disk. */
export async function giveBack(database: JournalDatabase, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && Number(database.pragma('freelist_count', { simple: true })) > 0) {
    database.pragma(`incremental_vacuum(${pagesPerStep})`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

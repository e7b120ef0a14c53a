import type { OutcomeRow } from '#core/engine/store.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import type { JournalDatabase } from './open-database.ts'
import type { RunIdentity } from './run-store.ts'

/** A record that failed, that waits, or whose end is unknown; the next run tries it again. */
export interface ParkedRecord {
  readonly sourceNodeId: string
  /** Where it failed. */
  readonly nodeId: string
  readonly entity: string
  readonly key: string
  readonly runId: number | null
  readonly at: number
}

/**
 * Keeps unfinished records until a later attempt ends them otherwise, one row for each node a record failed in.
 *
 * An end in the node where it failed takes the record out at once. An end in another node may belong to another branch of the
 * same record, whose failing branch is still under way; so it counts only when the run has finished (`settle`), and only for
 * records that did not fail again in this run, unless a newer state of the record (a later page) came through: then the older
 * one must never be tried again, or it would overwrite it. When in doubt a record stays parked: repeating is harmless, losing is not.
 */
export interface Parking {
  parked(sourceNodeId: string): readonly FlowRecord[]
  /** Parks and takes out what this commit says; call inside a transaction. */
  write(outcomes: readonly OutcomeRow[]): void
  /** Takes out what this run ended in other nodes; call inside a transaction, at the end of a finished run. */
  settle(): void
}

export function createParking(database: JournalDatabase, run: RunIdentity): Parking {
  const statements = prepareStatements(database)
  // Most flows have nothing parked; this set keeps their outcomes from asking the database each time.
  const names = new Set(statements.names.all(run.flowId).map(nameOf))
  const endedElsewhere = new Map<string, OutcomeRow>()
  /** The newest page each record failed with in this run. */
  const failedAt = new Map<string, number>()

  const park = (row: OutcomeRow, record: FlowRecord): void => {
    const name = nameOf(row)
    names.add(name)
    failedAt.set(name, Math.max(row.page, failedAt.get(name) ?? -1))
    statements.park.run(run.flowId, row.sourceNodeId, row.entity, row.key, row.nodeId, JSON.stringify(record), run.runId, row.at)
  }

  const takeOut = (row: OutcomeRow): void => {
    const name = nameOf(row)
    if (!names.has(name)) return
    statements.takeOut.run(run.flowId, row.sourceNodeId, row.entity, row.key, row.nodeId)
    if (row.page >= (endedElsewhere.get(name)?.page ?? -1)) endedElsewhere.set(name, row)
  }

  return {
    parked: (sourceNodeId) =>
      statements.parked.all(run.flowId, sourceNodeId).map(
        // Written by `park` from a FlowRecord.
        ({ record }) => JSON.parse(record) as FlowRecord,
      ),
    write(outcomes) {
      // Ends first: the same commit may hold an end of one branch and a failure of another.
      for (const row of outcomes) if (!isUnfinished(row)) takeOut(row)
      for (const row of outcomes) if (isUnfinished(row) && row.record) park(row, row.record)
    },
    settle() {
      for (const [name, row] of endedElsewhere) {
        if (row.page > (failedAt.get(name) ?? row.page)) statements.discard.run(run.flowId, row.sourceNodeId, row.entity, row.key)
        statements.takeOutEarlier.run(run.flowId, row.sourceNodeId, row.entity, row.key, run.runId)
      }
    },
  }
}

export function listParked(database: JournalDatabase, flowId: string): readonly ParkedRecord[] {
  return database
    .prepare<[string], ParkedRecord>(
      `SELECT source_node_id AS sourceNodeId, node_id AS nodeId, entity, key, run_id AS runId, at
       FROM parked WHERE flow_id = ? ORDER BY at, rowid`,
    )
    .all(flowId)
}

/** Gives a record up: later runs no longer try it, unless its source sends it again. Returns how many rows that were. */
export function discardParked(
  database: JournalDatabase,
  flowId: string,
  { sourceNodeId, entity, key }: Pick<ParkedRecord, 'sourceNodeId' | 'entity' | 'key'>,
): number {
  return database
    .prepare('DELETE FROM parked WHERE flow_id = ? AND source_node_id = ? AND entity = ? AND key = ?')
    .run(flowId, sourceNodeId, entity, key).changes
}

function isUnfinished({ outcome }: OutcomeRow): boolean {
  return outcome.kind === 'failed' || outcome.kind === 'unknown' || outcome.kind === 'waiting'
}

function nameOf({ sourceNodeId, entity, key }: Pick<OutcomeRow, 'sourceNodeId' | 'entity' | 'key'>): string {
  return JSON.stringify([sourceNodeId, entity, key])
}

function prepareStatements(database: JournalDatabase) {
  return {
    names: database.prepare<[string], Pick<OutcomeRow, 'sourceNodeId' | 'entity' | 'key'>>(
      'SELECT DISTINCT source_node_id AS sourceNodeId, entity, key FROM parked WHERE flow_id = ?',
    ),
    // The newest state of each record, in the order in which they were parked.
    parked: database.prepare<[string, string], { readonly record: string }>(
      `SELECT record FROM (
         SELECT record, min(rowid) OVER same AS first, row_number() OVER (same ORDER BY at DESC, rowid DESC) AS age
         FROM parked WHERE flow_id = ? AND source_node_id = ? WINDOW same AS (PARTITION BY entity, key)
       ) WHERE age = 1 ORDER BY first`,
    ),
    park: database.prepare<[string, string, string, string, string, string, number, number]>(
      `INSERT INTO parked (flow_id, source_node_id, entity, key, node_id, record, run_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET record = excluded.record, run_id = excluded.run_id, at = excluded.at`,
    ),
    takeOut: database.prepare<[string, string, string, string, string]>(
      'DELETE FROM parked WHERE flow_id = ? AND source_node_id = ? AND entity = ? AND key = ? AND node_id = ?',
    ),
    discard: database.prepare<[string, string, string, string]>(
      'DELETE FROM parked WHERE flow_id = ? AND source_node_id = ? AND entity = ? AND key = ?',
    ),
    takeOutEarlier: database.prepare<[string, string, string, string, number]>(
      'DELETE FROM parked WHERE flow_id = ? AND source_node_id = ? AND entity = ? AND key = ? AND run_id IS NOT ?',
    ),
  }
}

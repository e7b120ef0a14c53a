import { codeMissing } from '#core/codes/missing-code.ts'
import type { RunProgress } from '#core/engine/run-event.ts'
import type { FieldChange, Fix, OutcomeKind } from '#core/kit/record.ts'
import type { JournalDatabase } from './open-database.ts'
import type { Totals } from './run-store.ts'
import type { RunCause } from './runs.ts'

export type RunState = 'running' | 'finished' | 'failed' | 'stopped' | 'interrupted'

/** Times here and below are milliseconds since 1970. */
export interface RunSummary {
  readonly id: number
  readonly flowId: string
  readonly flowName: string
  readonly flowHash: string
  readonly mode: 'run' | 'plan'
  readonly state: RunState
  readonly cause: RunCause
  readonly version: number | null
  readonly startedAt: number
  readonly endedAt: number | null
  readonly totals: Totals
  readonly error: { readonly code: string; readonly message: string; readonly hint?: string; readonly fix: Fix } | null
}

export interface StoredOutcome {
  readonly id: number
  readonly runId: number
  readonly sourceNodeId: string
  readonly nodeId: string
  readonly entity: string
  readonly key: string
  readonly kind: OutcomeKind
  readonly plannedKind: 'created' | 'updated' | null
  readonly code: string | null
  readonly message: string | null
  readonly hint: string | null
  readonly fix: Fix | null
  readonly targetId: string | null
  readonly changes: readonly FieldChange[] | null
  readonly at: number
}

export interface FailureCause {
  readonly code: string | null
  readonly nodeId: string
  readonly kind: 'failed' | 'unknown' | 'waiting'
  readonly count: number
  readonly hint: string | null
  readonly fix: Fix | null
  /** The first record that ended so. */
  readonly sample: { readonly entity: string; readonly key: string; readonly message: string | null }
}

/** `after` is the `next` of the page before; absent for the first page. */
export interface PageRequest {
  readonly limit?: number
  readonly after?: number
}

/** `next` is null on the last page. */
export interface PageOf<Row> {
  readonly rows: readonly Row[]
  readonly next: number | null
}

export interface RunFilter {
  readonly flowId?: string
  readonly mode?: 'run' | 'plan'
  readonly state?: RunState
}

export interface OutcomeFilter {
  readonly kinds?: readonly OutcomeKind[]
  /** Null: those without a code. */
  readonly code?: string | null
  readonly key?: string
  readonly nodeId?: string
  /** What is to be done, where one code has several causes; null: those without a hint. */
  readonly hint?: string | null
}

const defaultLimit = 50
const greatestLimit = 1_000

/** Newest first. */
export function listRuns(database: JournalDatabase, filter: RunFilter = {}, page: PageRequest = {}): PageOf<RunSummary> {
  const { where, values } = conditions([
    ['id < ?', page.after],
    ['flow_id = ?', filter.flowId],
    ['mode = ?', filter.mode],
    ['state = ?', filter.state],
  ])
  const limit = limitOf(page)
  const rows = database
    .prepare<unknown[], RunRow>(`SELECT ${runColumns} FROM run ${where} ORDER BY id DESC LIMIT ?`)
    .all(...values, limit + 1)
  return pageOf(rows.map(toRun), limit)
}

export function findRun(database: JournalDatabase, runId: number): RunSummary | undefined {
  const row = database.prepare<[number], RunRow>(`SELECT ${runColumns} FROM run WHERE id = ?`).get(runId)
  return row && toRun(row)
}

/** The counts a run ended with; undefined for one that has not ended or did not tell. */
export function findProgress(database: JournalDatabase, runId: number): RunProgress | undefined {
  const text = database.prepare<[number], string | null>('SELECT progress FROM run WHERE id = ?').pluck().get(runId)
  return text == null ? undefined : (JSON.parse(text) as RunProgress)
}

/** Oldest first. */
export function listOutcomes(
  database: JournalDatabase,
  runId: number,
  filter: OutcomeFilter = {},
  page: PageRequest = {},
): PageOf<StoredOutcome> {
  const { where, values } = conditions([
    ['run_id = ?', runId],
    ['id > ?', page.after],
    ['kind IN (SELECT value FROM json_each(?))', filter.kinds && JSON.stringify(filter.kinds)],
    ['code IS ?', filter.code],
    ['key = ?', filter.key],
    ['node_id = ?', filter.nodeId],
    ['hint IS ?', filter.hint],
  ])
  const limit = limitOf(page)
  const rows = database
    .prepare<unknown[], OutcomeRecord>(`SELECT ${outcomeColumns} FROM outcome ${where} ORDER BY id LIMIT ?`)
    .all(...values, limit + 1)
  return pageOf(rows.map(toOutcome), limit)
}

/**
 * The worklist of a run: each cause once, failures before what waits, then the most frequent first. Codes that are in no table are a
 * cause each: what is to be done differs, and only the hint says it.
 */
export function failuresByCause(database: JournalDatabase, runId: number): readonly FailureCause[] {
  // SQLite takes the bare columns of a group from the row that gave min().
  return database
    .prepare<[number], FailureCauseRow>(
      `SELECT code, node_id AS nodeId, kind, count(*) AS count, hint, fix, entity, key, message, min(id) AS first
       FROM outcome WHERE run_id = ? AND kind IN ('failed', 'unknown', 'waiting')
       GROUP BY code, node_id, kind, CASE WHEN code = '${codeMissing}' THEN hint END
       ORDER BY kind = 'waiting', count DESC, first`,
    )
    .all(runId)
    .map(({ entity, key, message, first: _first, ...cause }) => ({ ...cause, sample: { entity, key, message } }))
}

type FailureCauseRow = Omit<FailureCause, 'sample'> & FailureCause['sample'] & { readonly first: number }

const runColumns = `id, flow_id AS flowId, flow_name AS flowName, flow_hash AS flowHash, mode, state, cause, version,
  started_at AS startedAt, ended_at AS endedAt, totals, error`

type RunRow = Omit<RunSummary, 'totals' | 'error'> & { readonly totals: string; readonly error: string | null }

// What the JSON columns hold was written by run-store.ts and runs.ts from these very types.
function toRun(row: RunRow): RunSummary {
  return {
    ...row,
    totals: JSON.parse(row.totals) as Totals,
    error: row.error === null ? null : (JSON.parse(row.error) as RunSummary['error']),
  }
}

export const outcomeColumns = `id, run_id AS runId, source_node_id AS sourceNodeId, node_id AS nodeId, entity, key, kind,
  planned_kind AS plannedKind, code, message, hint, fix, target_key AS targetId, changes, at`

export type OutcomeRecord = Omit<StoredOutcome, 'changes'> & { readonly changes: string | null }

export function toOutcome(row: OutcomeRecord): StoredOutcome {
  return { ...row, changes: row.changes === null ? null : (JSON.parse(row.changes) as readonly FieldChange[]) }
}

function conditions(wanted: readonly (readonly [sql: string, value: unknown])[]): { readonly where: string; readonly values: unknown[] } {
  const given = wanted.filter(([, value]) => value !== undefined)
  return {
    where: given.length === 0 ? '' : `WHERE ${given.map(([sql]) => sql).join(' AND ')}`,
    values: given.map(([, value]) => value),
  }
}

function limitOf({ limit = defaultLimit }: PageRequest): number {
  return Math.min(Math.max(1, Math.trunc(limit)), greatestLimit)
}

function pageOf<Row extends { readonly id: number }>(rows: readonly Row[], limit: number): PageOf<Row> {
  const shown = rows.slice(0, limit)
  return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}

import type { JournalDatabase } from './open-database.ts'
import { type LogRecord, logColumns, type StoredLog, toLog } from './record-history.ts'
import { type OutcomeRecord, outcomeColumns, type StoredOutcome, toOutcome } from './run-queries.ts'

/** How far a follower has seen; start from `tailEnd()` for what comes, or from zeros for everything. */
export interface TailCursor {
  readonly outcomeId: number
  readonly logId: number
}

export type TailEntry =
  | { readonly kind: 'outcome'; readonly at: number; readonly outcome: StoredOutcome }
  | { readonly kind: 'log'; readonly at: number; readonly log: StoredLog }

/** What was written since the cursor, in the order it happened, at most `limit` rows of each kind. */
export function tail(
  database: JournalDatabase,
  since: TailCursor,
  { limit = 500 }: { readonly limit?: number } = {},
): { readonly entries: readonly TailEntry[]; readonly cursor: TailCursor } {
  const outcomes = database
    .prepare<[number, number], OutcomeRecord>(`SELECT ${outcomeColumns} FROM outcome WHERE id > ? ORDER BY id LIMIT ?`)
    .all(since.outcomeId, limit)
    .map(toOutcome)
  const logs = database
    .prepare<[number, number], LogRecord>(`SELECT ${logColumns} FROM log WHERE id > ? ORDER BY id LIMIT ?`)
    .all(since.logId, limit)
    .map(toLog)
  const entries: TailEntry[] = [
    ...logs.map((log) => ({ kind: 'log', at: log.at, log }) as const),
    ...outcomes.map((outcome) => ({ kind: 'outcome', at: outcome.at, outcome }) as const),
  ]
  return {
    entries: entries.sort((a, b) => a.at - b.at),
    cursor: { outcomeId: outcomes.at(-1)?.id ?? since.outcomeId, logId: logs.at(-1)?.id ?? since.logId },
  }
}

export function tailEnd(database: JournalDatabase): TailCursor {
  const last = (table: 'outcome' | 'log') => database.prepare<[], number>(`SELECT coalesce(max(id), 0) FROM ${table}`).pluck().get() ?? 0
  return { outcomeId: last('outcome'), logId: last('log') }
}

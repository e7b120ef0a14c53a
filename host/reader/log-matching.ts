import type { LogFilter } from '#core/contract/log.ts'
import type { JournalDatabase } from '#host/journal/open-database.ts'
import { toQuery } from '#host/journal/search.ts'

export type LogSource = 'outcome' | 'log'

/** The rows of one table that a filter lets through, asked by ranges of their ids. */
export interface Matching {
  readonly source: LogSource
  /** Pairs of id and time with `after < id <= upto`. */
  rows(after: number, upto: number): readonly (readonly [id: number, at: number])[]
}

/** Nothing when the filter leaves the whole table out. */
export function matchingOf(database: JournalDatabase, source: LogSource, filter: LogFilter): Matching | undefined {
  const kinds = kindsOf(source, filter)
  if (kinds === 'none') return undefined
  const wanted: readonly (readonly [sql: string, value: unknown])[] = [
    ['run_id IN (SELECT id FROM run WHERE flow_id = ?)', filter.flowId],
    ['run_id = ?', filter.runId],
    ['node_id = ?', filter.nodeId],
    [`${source === 'outcome' ? 'kind' : 'level'} IN (SELECT value FROM json_each(?))`, kinds && JSON.stringify(kinds)],
    ['at >= ?', filter.from],
    ['at <= ?', filter.to],
  ]
  const given = wanted.filter(([, value]) => value !== undefined)
  const and = given.map(([sql]) => ` AND ${sql}`).join('')
  const values = given.map(([, value]) => value)
  const query = filter.text === undefined ? undefined : toQuery(filter.text)
  if (query === undefined) {
    const statement = database.prepare<unknown[], [number, number]>(`SELECT id, at FROM ${source} WHERE id > ? AND id <= ?${and}`).raw()
    return { source, rows: (after, upto) => statement.all(after, upto, ...values) }
  }
  // The search index shares one row space: outcomes are even, log rows odd (host/journal/search.ts).
  const statement = database
    .prepare<unknown[], [number, number]>(
      `WITH hit AS MATERIALIZED (SELECT rowid / 2 AS place FROM search WHERE search MATCH ? AND rowid > ? AND rowid < ? AND rowid % 2 = ?)
       SELECT id, at FROM hit JOIN ${source} ON id = hit.place WHERE true${and}`,
    )
    .raw()
  const odd = source === 'outcome' ? 0 : 1
  return { source, rows: (after, upto) => statement.all(query, after * 2 + 1, upto * 2 + 2, odd, ...values) }
}

/** Does this filter ask the text search, which lags behind what was written? */
export function isTextFilter(filter: LogFilter): boolean {
  return filter.text !== undefined && toQuery(filter.text) !== undefined
}

function kindsOf(source: LogSource, { outcomes = [], levels = [] }: LogFilter): readonly string[] | 'none' | undefined {
  if (outcomes.length === 0 && levels.length === 0) return undefined
  const kinds = source === 'outcome' ? outcomes : levels
  return kinds.length === 0 ? 'none' : kinds
}

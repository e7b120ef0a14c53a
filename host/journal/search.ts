import type { JournalDatabase } from './open-database.ts'

export interface SearchHit {
  readonly source: 'outcome' | 'log'
  readonly id: number
  readonly runId: number
  readonly nodeId: string | null
  readonly entity: string | null
  readonly key: string | null
  /** Outcome kind or log level. */
  readonly kind: string
  readonly message: string | null
  readonly at: number
}

/**
 * The search index shares one row space: outcome rows are even, log rows odd.
 * It holds words only, no copy of the text (contentless), and is filled behind the run, never inside its commits.
 */
const sources = [
  { source: 'outcome', offset: 0, body: `concat_ws(' ', key, entity, kind, code, message)` },
  { source: 'log', offset: 1, body: `concat_ws(' ', record_key, message)` },
] as const

/** Puts at most `rows` rows of each table into the index; false when some are left. */
export function indexChunk(database: JournalDatabase, rows = 1_000): boolean {
  return database.transaction(() => sources.map((one) => indexSource(database, one, rows)).every((isDone) => isDone)).immediate()
}

/** Indexes all that is left in small steps, letting others work between them. */
export async function indexForSearch(database: JournalDatabase, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !indexChunk(database)) await new Promise((resolve) => setImmediate(resolve))
}

/** Newest first. Every word must occur; the last letters of a word may be missing. Sees everything written so far. */
export function search(database: JournalDatabase, text: string, { limit = 50 }: { readonly limit?: number } = {}): readonly SearchHit[] {
  while (!indexChunk(database));
  const query = toQuery(text)
  if (query === undefined) return []
  return database
    .prepare<[string, number], SearchHit>(
      `WITH hit AS MATERIALIZED (SELECT rowid AS place FROM search WHERE search MATCH ? ORDER BY rowid DESC)
       SELECT 'outcome' AS source, id, run_id AS runId, node_id AS nodeId, entity, key, kind, message, at
       FROM hit JOIN outcome ON outcome.id = hit.place / 2 WHERE hit.place % 2 = 0
       UNION ALL
       SELECT 'log', id, run_id, node_id, NULL, record_key, level, message, at
       FROM hit JOIN log ON log.id = hit.place / 2 WHERE hit.place % 2 = 1
       ORDER BY at DESC, id DESC LIMIT ?`,
    )
    .all(query, limit)
}

/** Takes rows that are about to be deleted out of the index. */
export function forgetInSearch(database: JournalDatabase, source: 'outcome' | 'log', ids: readonly number[]): void {
  const offset = source === 'outcome' ? 0 : 1
  database.prepare('DELETE FROM search WHERE rowid IN (SELECT value * 2 + ? FROM json_each(?))').run(offset, JSON.stringify(ids))
}

function indexSource(database: JournalDatabase, { source, offset, body }: (typeof sources)[number], rows: number): boolean {
  const upto = database.prepare<[string], number>('SELECT upto FROM search_progress WHERE source = ?').pluck().get(source) ?? 0
  const last = database
    .prepare<[number, number], number | null>(`SELECT max(id) FROM (SELECT id FROM ${source} WHERE id > ? ORDER BY id LIMIT ?)`)
    .pluck()
    .get(upto, rows)
  if (last === null || last === undefined) return true
  database
    .prepare(`INSERT INTO search (rowid, body) SELECT id * 2 + ?, ${body} FROM ${source} WHERE id > ? AND id <= ?`)
    .run(offset, upto, last)
  database.prepare('UPDATE search_progress SET upto = ? WHERE source = ?').run(last, source)
  return false
}

/** Every word quoted, so that nothing a person types is taken for query syntax. Undefined when there is no word in it. */
export function toQuery(text: string): string | undefined {
  const words = text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (words.length === 0) return undefined
  return words.map((word) => `"${word.replaceAll('"', '""').replaceAll('\0', '')}"*`).join(' AND ')
}

import type { Requests } from '#core/contract/contract.ts'
import type { ResultOf } from '#core/contract/define.ts'
import type { JournalDatabase } from '#host/journal/open-database.ts'
import { takeTurns } from './take-turns.ts'

export type RecordHit = ResultOf<Requests['record:search']>[number]

const keysPerStep = 20_000

/** Records whose key holds this text, letters of either case: first those that begin with it as it is written, then the rest in the order of their keys. */
export async function searchRecords(
  database: JournalDatabase,
  { text, limit = 20 }: { readonly text: string; readonly limit?: number },
  signal: AbortSignal,
): Promise<readonly RecordHit[]> {
  const wanted = text.trim()
  if (wanted === '') return []
  const keys = new Set(
    database
      .prepare<[string, string, number], string>('SELECT DISTINCT key FROM outcome WHERE key >= ? AND key < ? ORDER BY key LIMIT ?')
      .pluck()
      .all(wanted, `${wanted}\u{10FFFF}`, limit),
  )
  const folded = wanted.toLowerCase()
  const step = database.prepare<[string, number], string>('SELECT DISTINCT key FROM outcome WHERE key > ? ORDER BY key LIMIT ?').pluck()
  for (let last = ''; keys.size < limit; ) {
    const some = step.all(last, keysPerStep)
    for (const key of some) if (keys.size < limit && key.toLowerCase().includes(folded)) keys.add(key)
    if (some.length < keysPerStep) break
    last = some.at(-1) ?? last
    await takeTurns(signal)
  }
  const newest = database.prepare<[string], RecordHit>(
    'SELECT key, entity, kind, run_id AS runId, message, at FROM outcome WHERE key = ? ORDER BY id DESC LIMIT 1',
  )
  return [...keys].flatMap((key) => newest.get(key) ?? [])
}

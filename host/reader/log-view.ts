import type { LogFilter, ViewSize } from '#core/contract/log.ts'
import type { JournalDatabase } from '#host/journal/open-database.ts'
import { isTextFilter, type LogSource, type Matching, matchingOf } from './log-matching.ts'
import { codeOf, PlaceList, type RowCode } from './place-list.ts'
import { takeTurns } from './take-turns.ts'

const fewestIds = 5_000
const mostIds = 500_000
const shortMs = 5
const longMs = 20

/** All rows a filter lets through, in the order of time, with random access by place. Holds numbers only, no text. */
export class LogView {
  readonly #database: JournalDatabase
  readonly #rows = new PlaceList()
  readonly #parts: readonly { readonly matching: Matching; seen: number }[]
  readonly #isText: boolean

  constructor(database: JournalDatabase, filter: LogFilter) {
    this.#database = database
    this.#isText = isTextFilter(filter)
    const sources = ['outcome', 'log'] as const
    this.#parts = sources.flatMap((source) => {
      const matching = matchingOf(database, source, filter)
      return matching ? [{ matching, seen: lowestId(database, source) - 1 }] : []
    })
  }

  /** Reads the whole journal in small steps; others get their turn between two of them. */
  async build(signal: AbortSignal): Promise<void> {
    let ids = fewestIds
    for (const part of this.#parts) {
      const end = this.#readableUpto(part.matching.source)
      while (part.seen < end) {
        const startedAt = performance.now()
        this.#take(part, Math.min(end, part.seen + ids))
        const tookMs = performance.now() - startedAt
        if (tookMs < shortMs) ids = Math.min(mostIds, ids * 2)
        else if (tookMs > longMs) ids = Math.max(fewestIds, ids >> 1)
        await takeTurns(signal)
      }
    }
    this.#rows.sort()
  }

  /** Takes in what was written since; false when nothing of it belongs here. */
  grow(): boolean {
    const before = this.#rows.length
    for (const part of this.#parts) this.#take(part, this.#readableUpto(part.matching.source))
    if (this.#rows.length === before) return false
    this.#rows.sort(before)
    return true
  }

  size(): ViewSize {
    if (!this.#isText) return { total: this.#rows.length }
    const unsearched = this.#parts.reduce(
      (sum, { matching: { source }, seen }) => sum + Math.max(0, highestId(this.#database, source) - seen),
      0,
    )
    return { total: this.#rows.length, unsearched }
  }

  codes(offset: number, limit: number): readonly RowCode[] {
    return this.#rows.codes(offset, limit)
  }

  at(index: number): RowCode | undefined {
    return this.#rows.at(index)
  }

  placeOf(source: LogSource, id: number): number | null {
    const at = this.#database.prepare<[number], number>(`SELECT at FROM ${source} WHERE id = ?`).pluck().get(id)
    return at === undefined ? null : this.#rows.placeOf(codeOf(source, id), at)
  }

  #take(part: { readonly matching: Matching; seen: number }, upto: number): void {
    if (upto <= part.seen) return
    const { source } = part.matching
    for (const [id, at] of part.matching.rows(part.seen, upto)) this.#rows.push(codeOf(source, id), at)
    part.seen = upto
  }

  /** The text search knows rows up to here; without a text everything written counts. */
  #readableUpto(source: LogSource): number {
    return this.#isText ? searchedUpto(this.#database, source) : highestId(this.#database, source)
  }
}

export function highestId(database: JournalDatabase, source: LogSource): number {
  return database.prepare<[], number>(`SELECT coalesce(max(id), 0) FROM ${source}`).pluck().get() ?? 0
}

function lowestId(database: JournalDatabase, source: LogSource): number {
  return database.prepare<[], number>(`SELECT coalesce(min(id), 1) FROM ${source}`).pluck().get() ?? 1
}

function searchedUpto(database: JournalDatabase, source: LogSource): number {
  return database.prepare<[string], number>('SELECT upto FROM search_progress WHERE source = ?').pluck().get(source) ?? 0
}

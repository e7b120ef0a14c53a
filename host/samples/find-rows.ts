import { setImmediate } from 'node:timers/promises'
import type { RowSource } from './sample-rows.ts'

const rowsPerStep = 2_000
const keptSearches = 8

/** Numbers of the rows that hold a text; one search is worked out once, however often its pages are asked for. */
export type FindRows = (source: RowSource, search: string, signal: AbortSignal) => Promise<readonly number[]>

export function createFindRows(): FindRows {
  const known = new Map<string, readonly number[]>()
  return async (source, search, signal) => {
    const wanted = search.toLowerCase()
    const name = `${source.stamp} ${wanted}`
    const before = known.get(name)
    if (before) return before
    // In JSON text a quotation mark is written with a backslash before it.
    const inJson = JSON.stringify(wanted).slice(1, -1)
    const found: number[] = []
    for (let from = 0; from < source.length; from += rowsPerStep) {
      for (const [index, { key, data }] of source.texts(from, rowsPerStep).entries()) {
        if (key.toLowerCase().includes(wanted) || data.toLowerCase().includes(inJson)) found.push(from + index)
      }
      await setImmediate()
      signal.throwIfAborted()
    }
    known.set(name, found)
    const [oldest] = known.keys()
    if (known.size > keptSearches && oldest !== undefined) known.delete(oldest)
    return found
  }
}

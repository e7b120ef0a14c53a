import { type Books, type RecordCollection, recordCollections } from './books/books.ts'
import type { Row } from './schema/shape.ts'

/** The business in the books without ids and moments of writing, comparable with JSON.stringify. */
export function takeSnapshot(books: Books): Readonly<Record<string, readonly unknown[]>> {
  const names = namesById(books)
  return Object.fromEntries(
    recordCollections.map((collection) => [
      collection,
      [...books.records[collection].values()].map((row) => JSON.stringify(plain(row, names))).toSorted(),
    ]),
  )
}

function namesById({ records }: Books): ReadonlyMap<string, string> {
  const nameOf: Partial<Record<RecordCollection, string>> = { articles: 'Number', customers: 'Name', articlelabels: 'Name' }
  return new Map(
    Object.entries(nameOf).flatMap(([collection, field]) =>
      [...records[collection as RecordCollection].values()].map((row): [string, string] => [String(row.Id), String(row[field])]),
    ),
  )
}

function plain(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one, names))
  if (typeof value !== 'object' || value === null) return names.get(String(value)) ?? value
  const kept = Object.entries(value as Row).filter(([name]) => name !== 'Id' && !name.endsWith('Utc'))
  return Object.fromEntries(kept.toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([name, inner]) => [name, plain(inner, names)]))
}

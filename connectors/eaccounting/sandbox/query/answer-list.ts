import type { Row } from '../schema/shape.ts'
import { readFilter, readOrder } from './read-filter.ts'

/** The vendor's default; how large a page may be is not published, so this is clipped low enough that readers must go by `Meta`. */
const [defaultSize, largestSize] = [50, 100]

/** `{ Meta, Data }` of the rows a query asks for. Without an order rows come as they were made. */
export function answerList(rows: readonly Row[], query: URLSearchParams, now: Date): Row {
  const filter = query.get('$filter')
  const order = query.get('$orderby')
  const found = filter === null ? rows : rows.filter(readFilter(filter))
  const sorted = order === null ? found : found.toSorted(readOrder(order))
  const size = Math.min(positive(query.get('$pagesize')) ?? defaultSize, largestSize)
  const page = positive(query.get('$page')) ?? 1
  const Meta = {
    CurrentPage: page,
    PageSize: size,
    TotalNumberOfPages: Math.ceil(sorted.length / size),
    TotalNumberOfResults: sorted.length,
    ServerTimeUtc: now.toISOString(),
  }
  return { Meta, Data: sorted.slice((page - 1) * size, page * size) }
}

function positive(text: string | null): number | undefined {
  const value = Number(text)
  return text !== null && Number.isInteger(value) && value > 0 ? value : undefined
}

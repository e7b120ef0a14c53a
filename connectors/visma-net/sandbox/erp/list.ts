import type { SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { erpRefusal, json } from '../answers.ts'
import type { Row } from '../company.ts'

interface Listing {
  readonly records: readonly Row[]
  readonly query: URLSearchParams
  /** Differs by endpoint; the vendor publishes no figure. */
  readonly maxPageSize: number
  /** Query name → whether a record passes. */
  readonly filters?: Readonly<Record<string, (record: Row, wanted: string) => boolean>>
}

const paging = ['pageNumber', 'pageSize', 'lastModifiedDateTime', 'lastModifiedDateTimeCondition']

/** A list of the ERP: filtered, paged, with its counts inside each record, and empty past the end. */
export function answerList({ records, query, maxPageSize, filters = {} }: Listing): SandboxResponse {
  const unknown = [...query.keys()].find((name) => !paging.includes(name) && !name.startsWith('expand') && !(name in filters))
  if (unknown !== undefined) throw erpRefusal(400, `The parameter '${unknown}' is not known.`)
  const passing = records
    .filter((record) => Object.entries(filters).every(([name, passes]) => !query.has(name) || passes(record, query.get(name) ?? '')))
    .filter(changedAsAsked(query))
  const pageSize = Math.min(wholeIn(query, 'pageSize') ?? maxPageSize, maxPageSize)
  const first = ((wholeIn(query, 'pageNumber') ?? 1) - 1) * pageSize
  const metadata = { totalCount: passing.length, maxPageSize }
  return json(
    200,
    passing.slice(first, first + pageSize).map((record) => ({ ...record, metadata })),
  )
}

function wholeIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  if (/^[1-9]\d*$/.test(text)) return Number(text)
  throw erpRefusal(400, `The parameter '${name}' is no whole number from 1.`)
}

function changedAsAsked(query: URLSearchParams): (record: Row) => boolean {
  const [since, condition] = [query.get('lastModifiedDateTime'), query.get('lastModifiedDateTimeCondition')]
  if (since === null && condition === null) return () => true
  if (since === null || condition === null || !/^[<>]=?$/.test(condition)) {
    throw erpRefusal(400, 'lastModifiedDateTime and lastModifiedDateTimeCondition belong together.')
  }
  if (!/^\d{4}-\d\d-\d\d([ T]\d\d:\d\d:\d\d(\.\d{1,7})?)?$/.test(since)) throw erpRefusal(400, `'${since}' is no date.`)
  const wanted = Date.parse(`${since.replace(' ', 'T')}${since.length === 10 ? 'T00:00:00' : ''}Z`)
  return ({ lastModifiedDateTime }) => {
    const at = Date.parse(`${String(lastModifiedDateTime)}Z`)
    if (condition === '>=') return at >= wanted
    if (condition === '>') return at > wanted
    return condition === '<=' ? at <= wanted : at < wanted
  }
}

export const equals =
  (read: (record: Row) => unknown) =>
  (record: Row, wanted: string): boolean =>
    read(record) === wanted

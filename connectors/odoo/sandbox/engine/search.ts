import { isVisible } from './access.ts'
import { candidates } from './candidates.ts'
import { mentions, parseDomain } from './domain.ts'
import { type Environment, tableOf } from './environment.ts'
import type { Model } from './model.ts'
import { compileOrder } from './order-by.ts'
import { compileDomain } from './predicate.ts'
import type { Row } from './table.ts'

export interface Search {
  readonly domain?: unknown
  readonly offset?: unknown
  readonly limit?: unknown
  readonly order?: unknown
}

/** The records a domain finds, archived ones left out unless asked for, sorted and cut. A limit of 0 is none. */
export function searchRows(environment: Environment, model: Model, { domain, offset, limit, order }: Search): readonly Row[] {
  const wanted = typeof order === 'string' && order !== '' ? order : model.order
  const compare = compileOrder(environment, model, wanted)
  const sorted = findRows(environment, model, domain).toSorted(compare)
  const first = Number(offset || 0)
  return limit ? sorted.slice(first, first + Number(limit)) : sorted.slice(first)
}

/** The records a domain finds, in the order the database happens to hold them. */
export function findRows(environment: Environment, model: Model, domain: unknown): readonly Row[] {
  const parsed = parseDomain(domain)
  const test = compileDomain(environment, model, parsed)
  const onlyActive = model.fields.active !== undefined && environment.context.active_test !== false && !mentions(parsed, 'active')
  const table = tableOf(environment, model.name)
  const ids = candidates(environment, model, parsed)
  const rows = ids ? [...ids].flatMap((id) => table.get(id) ?? []) : [...table.rows.values()]
  return rows.filter((row) => !(onlyActive && row.active === false) && test(row) && isVisible(environment, model, row))
}

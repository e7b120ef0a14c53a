import Big from 'big.js'
import { valueError } from '../errors.ts'
import { PythonFloat } from '../python.ts'
import type { Environment } from './environment.ts'
import type { Model } from './model.ts'
import { findRows } from './search.ts'
import type { Row } from './table.ts'
import { displayName, fieldValue } from './values.ts'

/** `formatted_read_group` with plain fields to group by and `__count`, `field:sum`, `field:min`, `field:max` to add up. */
export function readGroups(
  environment: Environment,
  model: Model,
  {
    domain,
    groupby,
    aggregates,
  }: { readonly domain: unknown; readonly groupby: readonly string[]; readonly aggregates: readonly string[] },
): readonly unknown[] {
  for (const name of groupby) if (!model.fields[name]) throw valueError(`Invalid field '${name}' on model '${model.name}'`)
  const groups = new Map<string, Row[]>()
  for (const row of findRows(environment, model, domain)) {
    const key = JSON.stringify(groupby.map((name) => fieldValue(environment, model, row, name)))
    const rows = groups.get(key)
    if (rows) rows.push(row)
    else groups.set(key, [row])
  }
  return [...groups.entries()].map(([key, rows]) => {
    const values = JSON.parse(key) as readonly (string | number | boolean)[]
    const shown = groupby.map((name, index) => {
      const value = values[index] ?? false
      const relation = model.fields[name]?.relation
      return [name, relation && typeof value === 'number' ? [value, displayName(environment, relation, value)] : value] as const
    })
    return {
      ...Object.fromEntries(shown),
      ...Object.fromEntries(aggregates.map((aggregate) => [aggregate, aggregateOf(environment, model, rows, aggregate)])),
      __extra_domain: groupby.map((name, index) => [name, '=', values[index] ?? false]),
    }
  })
}

function aggregateOf(environment: Environment, model: Model, rows: readonly Row[], aggregate: string): unknown {
  if (aggregate === '__count') return rows.length
  const [name = '', how] = aggregate.split(':')
  const field = model.fields[name]
  if (!field) throw valueError(`Invalid field '${name}' on model '${model.name}'`)
  const values = rows.map((row) => fieldValue(environment, model, row, name))
  if (how === 'min' || how === 'max') {
    const sorted = values.toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0))
    return (how === 'min' ? sorted[0] : sorted.at(-1)) ?? false
  }
  if (how !== 'sum') throw valueError(`Invalid aggregate '${aggregate}' on model '${model.name}'`)
  const sum = values.reduce<Big>((total, value) => total.plus(Number(value)), new Big(0)).toNumber()
  return field.type === 'integer' ? sum : new PythonFloat(sum)
}

import { userError, valueError } from '../errors.ts'
import { compareText } from './compare.ts'
import { type Environment, modelOf, rowOf } from './environment.ts'
import { isStored, isToMany } from './fields.ts'
import type { Model } from './model.ts'
import type { Row, Value } from './table.ts'
import { fieldValue } from './values.ts'

export type Comparison = (left: Row, right: Row) => number

/**
 * Makes `"write_date asc, id desc"` a comparison. Empty values come last upwards and first downwards, as in the database.
 * @throws OdooError for unknown fields and for fields the database does not hold.
 */
export function compileOrder(environment: Environment, model: Model, order: string): Comparison {
  const keys = order.split(',').map((part) => compileKey(environment, model, part, order))
  return (left, right) => {
    for (const compare of keys) {
      const result = compare(left, right)
      if (result !== 0) return result
    }
    return 0
  }
}

function compileKey(environment: Environment, model: Model, part: string, order: string): Comparison {
  const match = /^\s*([a-z][a-z0-9_]*)(?:\s+(asc|desc))?(?:\s+nulls\s+(first|last))?\s*$/i.exec(part)
  if (!match) {
    throw userError(
      `Invalid "order" specified (${order}). A valid "order" specification is a comma-separated list of valid field names (optionally followed by asc/desc for the direction)`,
    )
  }
  const [, name = '', direction = 'asc', nulls] = match
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1
  if (name === 'id') return (left, right) => sign * (left.id - right.id)
  const field = model.fields[name]
  if (!field) throw valueError(`Invalid field '${name}' on model '${model.name}'`)
  if ((!isStored(field) && !field.isInherited) || isToMany(field))
    throw valueError(`Cannot convert ${model.name}.${name} to SQL because it is not stored`)
  const emptyFirst = nulls ? nulls.toLowerCase() === 'first' : sign < 0
  const byValue: Comparison =
    field.type === 'many2one'
      ? byLinked(environment, model, name, field.relation ?? '')
      : (left, right) => compareValues(at(left), at(right))
  const at = (row: Row): Value => fieldValue(environment, model, row, name)
  return (left, right) => {
    const leftEmpty = at(left) === false && field.type !== 'boolean'
    const rightEmpty = at(right) === false && field.type !== 'boolean'
    if (leftEmpty || rightEmpty) return leftEmpty === rightEmpty ? 0 : leftEmpty === emptyFirst ? -1 : 1
    return sign * byValue(left, right)
  }
}

/** A link sorts as the record it points at would. */
function byLinked(environment: Environment, model: Model, name: string, relationName: string): Comparison {
  const relation = modelOf(environment, relationName)
  const compare = relation.name === model.name ? undefined : compileOrder(environment, relation, relation.order)
  return (left, right) => {
    const leftLinked = rowOf(environment, relationName, left[name])
    const rightLinked = rowOf(environment, relationName, right[name])
    if (!leftLinked || !rightLinked || leftLinked === rightLinked) return 0
    return compare ? compare(leftLinked, rightLinked) : leftLinked.id - rightLinked.id
  }
}

function compareValues(left: Value, right: Value): number {
  if (typeof left === 'string' && typeof right === 'string')
    return compareText(left.toLowerCase(), right.toLowerCase()) || compareText(left, right)
  return Number(left) - Number(right)
}

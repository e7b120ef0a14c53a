import { notANumber, valueError } from '../errors.ts'
import { pythonTuple } from '../python.ts'
import { compareValue, likeText } from './compare.ts'
import { type Condition, type Domain, mentions, parseDomain } from './domain.ts'
import { type Environment, modelOf, rowsOf, tableOf, withContext } from './environment.ts'
import { type Field, integer, isStored, isToMany } from './fields.ts'
import type { Model } from './model.ts'
import type { Row } from './table.ts'
import { ancestors, descendants, displayName, fieldValue } from './values.ts'

export type Predicate = (row: Row) => boolean

const idField: Field = integer('ID')

/** Makes a domain a test of records. Unknown fields and operators are refused now, not when the first record comes by. */
export function compileDomain(environment: Environment, model: Model, domain: Domain): Predicate {
  switch (domain.kind) {
    case 'constant':
      return () => domain.value
    case 'not': {
      const part = compileDomain(environment, model, domain.part)
      return (row) => !part(row)
    }
    case 'and': {
      const parts = domain.parts.map((part) => compileDomain(environment, model, part))
      return (row) => parts.every((part) => part(row))
    }
    case 'or': {
      const parts = domain.parts.map((part) => compileDomain(environment, model, part))
      return (row) => parts.some((part) => part(row))
    }
    case 'condition':
      return compileCondition(environment, model, domain)
  }
}

/** Field of a condition. @throws OdooError when there is none, or when it is computed and cannot be searched. */
function fieldOf(model: Model, name: string, condition: Condition): Field {
  const field = name === 'id' ? idField : model.fields[name]
  if (!field) {
    throw valueError(
      `Invalid field ${model.name}.${name} in condition ${pythonTuple([condition.path.join('.'), condition.operator, condition.value])}`,
    )
  }
  if (!isStored(field) && !field.searchable && !field.isInherited && field.type !== 'one2many') {
    throw valueError(`Cannot convert ${model.name}.${name} to SQL because it is not stored`)
  }
  return field
}

function compileCondition(environment: Environment, model: Model, condition: Condition): Predicate {
  const [name = '', ...rest] = condition.path
  const field = fieldOf(model, name, condition)
  if (rest.length > 0) {
    if (!field.relation) fieldOf(model, condition.path.join('.'), condition)
    return someLinked(environment, model, name, field, { ...condition, path: rest })
  }
  if (condition.operator === 'any') return someLinked(environment, model, name, field, parseDomain(condition.value))
  if (condition.operator === 'not any') {
    const some = someLinked(environment, model, name, field, parseDomain(condition.value))
    return (row) => !some(row)
  }
  if (condition.operator === 'child_of' || condition.operator === 'parent_of') return inTree(environment, model, name, field, condition)
  if (field.relation) return compareRelation(environment, model, name, field, condition)
  if (name === 'id') refuseText(condition.value)
  const test = compareValue(field, { name, operator: condition.operator, value: condition.value }, environment.database.version)
  return (row) => test(fieldValue(environment, model, row, name))
}

/** True when a linked record satisfies the sub-domain. */
function someLinked(environment: Environment, model: Model, name: string, field: Field, domain: Domain): Predicate {
  const relation = modelOf(environment, field.relation ?? '')
  // A link to an archived record still counts; a list of records shows the active ones only.
  const looking = isToMany(field) && !mentions(domain, 'active') ? environment : withContext(environment, { active_test: false })
  const test = compileDomain(environment, relation, domain)
  return (row) => rowsOf(environment, relation.name, idsOf(looking, model, row, name)).some(test)
}

function idsOf(environment: Environment, model: Model, row: Row, name: string): readonly number[] {
  const value = fieldValue(environment, model, row, name)
  return typeof value === 'object' ? value : typeof value === 'number' ? [value] : []
}

/** A relation compared with ids, with false, or – as text – with the names of the records it points at. */
function compareRelation(environment: Environment, model: Model, name: string, field: Field, condition: Condition): Predicate {
  const { operator, value } = condition
  switch (operator) {
    case '!=':
    case '<>':
    case 'not in':
    case 'not like':
    case 'not ilike': {
      const positive = { '!=': '=', '<>': '=', 'not in': 'in', 'not like': 'like', 'not ilike': 'ilike' }[operator]
      const test = compareRelation(environment, model, name, field, { ...condition, operator: positive })
      return (row) => !test(row)
    }
    case '=?':
      return value === false || value === null
        ? () => true
        : compareRelation(environment, model, name, field, { ...condition, operator: '=' })
    case '=':
    case '==':
    case 'in': {
      const wanted = Array.isArray(value) ? value : [value]
      const ids = new Set(wanted.filter((one) => typeof one === 'number'))
      const names = new Set(wanted.filter((one) => typeof one === 'string'))
      const wantsEmpty = wanted.some((one) => one === false || one === null)
      return (row) => {
        const links = idsOf(environment, model, row, name)
        if (links.length === 0) return wantsEmpty
        return links.some((id) => ids.has(id) || (names.size > 0 && names.has(displayName(environment, field.relation ?? '', id))))
      }
    }
    case 'like':
    case 'ilike':
    case '=like':
    case '=ilike': {
      const test = likeText(operator, value)
      return (row) => idsOf(environment, model, row, name).some((id) => test(displayName(environment, field.relation ?? '', id)))
    }
    default: {
      const test = compareValue(idField, { name, operator, value }, environment.database.version)
      return (row) => idsOf(environment, model, row, name).some(test)
    }
  }
}

function inTree(environment: Environment, model: Model, name: string, field: Field, { operator, value }: Condition): Predicate {
  const treeName = field.relation ?? model.name
  const tree = modelOf(environment, treeName)
  const wanted = (Array.isArray(value) ? value : [value]).flatMap((one) => {
    if (typeof one === 'number') return [one]
    if (typeof one !== 'string') return []
    const test = likeText('ilike', one)
    return [...tableOf(environment, treeName).rows.values()]
      .filter((row) => test(displayName(environment, tree.name, row.id)))
      .map((row) => row.id)
  })
  const ids = operator === 'child_of' ? descendants(environment, treeName, wanted) : ancestors(environment, treeName, wanted)
  return (row) => (name === 'id' ? ids.has(row.id) : idsOf(environment, model, row, name).some((id) => ids.has(id)))
}

function refuseText(value: unknown): void {
  for (const one of Array.isArray(value) ? value : [value]) {
    if (typeof one === 'string' && !/^\s*-?\d+\s*$/.test(one)) throw notANumber(one)
  }
}

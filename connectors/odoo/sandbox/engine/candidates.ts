import type { Condition, Domain } from './domain.ts'
import { type Environment, modelOf, tableOf } from './environment.ts'
import { isStored } from './fields.ts'
import { hasWildcard } from './like.ts'
import type { Model } from './model.ts'

type Ids = ReadonlySet<number> | undefined

/**
 * Ids among which all records of a domain are to be found, from the indexes; undefined when only looking at every record will do.
 * A superset: the caller still tests each record.
 */
export function candidates(environment: Environment, model: Model, domain: Domain): Ids {
  switch (domain.kind) {
    case 'and': {
      const sets = domain.parts.map((part) => candidates(environment, model, part)).filter((ids) => ids !== undefined)
      return sets.toSorted((left, right) => left.size - right.size)[0]
    }
    case 'or':
      return union(domain.parts.map((part) => candidates(environment, model, part)))
    case 'condition':
      return ofCondition(environment, model, domain)
    default:
      return undefined
  }
}

function ofCondition(environment: Environment, model: Model, { path, operator, value }: Condition): Ids {
  const [name = '', ...rest] = path
  const table = tableOf(environment, model.name)
  const field = model.fields[name]
  if (rest.length > 0) {
    if (field?.type !== 'many2one' || !isStored(field)) return undefined
    const linked = candidates(environment, modelOf(environment, field.relation ?? ''), { kind: 'condition', path: rest, operator, value })
    return linked && union([...linked].map((id) => table.idsBy(name, id)))
  }
  const wanted = operator === '=' || operator === '=ilike' ? [value] : operator === 'in' && Array.isArray(value) ? value : undefined
  if (!wanted) return undefined
  if (name === 'id') return wanted.every((id) => typeof id === 'number') ? new Set(wanted) : undefined
  if (!field || !table.hasIndex(name)) return undefined
  const isPlain = (one: unknown) =>
    field.type === 'many2one'
      ? typeof one === 'number'
      : typeof one === 'string' && one !== '' && !(operator === '=ilike' && hasWildcard(one))
  return wanted.every(isPlain) ? union(wanted.map((one) => table.idsBy(name, one))) : undefined
}

function union(sets: readonly Ids[]): Ids {
  if (sets.some((ids) => ids === undefined)) return undefined
  return sets.length === 1 ? sets[0] : new Set(sets.flatMap((ids) => [...(ids ?? [])]))
}

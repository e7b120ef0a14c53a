import { type Environment, languageOf, linked, modelOf, rowOf, rowsOf, tableOf } from './environment.ts'
import type { Field } from './fields.ts'
import type { Model } from './model.ts'
import type { Row, Value } from './table.ts'

/** What a field of a record holds: stored, computed, or gathered from the other side. Context: language, archived records. */
export function fieldValue(environment: Environment, model: Model, row: Row, name: string): Value {
  if (name === 'id') return row.id
  const field = model.fields[name]
  if (!field) throw new Error(`${model.name} has no field ${name}`)
  if (field.compute) return field.compute(row, environment)
  if (field.type === 'one2many') return lineIds(environment, field, row.id)
  if (field.type === 'many2many') return activeIds(environment, field, (row[name] ?? []) as readonly number[])
  if (field.translate) {
    const translated = row[`${name}@${languageOf(environment)}`]
    if (translated !== undefined) return translated
  }
  return row[name] ?? emptyValue(field)
}

export function emptyValue(field: Field): Value {
  if (field.type === 'integer' || field.type === 'float' || field.type === 'monetary') return 0
  return field.type === 'one2many' || field.type === 'many2many' ? [] : false
}

/** Ids of the records that point back at this one, in their sequence. */
export function lineIds(environment: Environment, field: Field, id: number): readonly number[] {
  const table = tableOf(environment, field.relation ?? '')
  const ids = activeIds(environment, field, [...table.idsBy(field.inverse ?? '', id)])
  const sequence = (line: number) => Number(table.get(line)?.sequence ?? 0)
  return ids.toSorted((left, right) => sequence(left) - sequence(right) || left - right)
}

function activeIds(environment: Environment, field: Field, ids: readonly number[]): readonly number[] {
  const relation = modelOf(environment, field.relation ?? '')
  if (!relation.fields.active || environment.context.active_test === false) return ids
  return ids.filter((id) => rowOf(environment, relation.name, id)?.active !== false)
}

/** The text by which people know a record. */
export function displayName(environment: Environment, modelName: string, id: Value | undefined): string {
  const model = modelOf(environment, modelName)
  const row = linked(environment, modelName, id)
  if (model.displayName) return model.displayName(row, environment)
  const name = fieldValue(environment, model, row, model.nameField ?? 'name')
  return typeof name === 'string' && name !== '' ? name : `${modelName},${row.id}`
}

/** A record and everything below it in its tree. */
export function descendants(environment: Environment, modelName: string, roots: readonly number[]): ReadonlySet<number> {
  const parent = modelOf(environment, modelName).parent ?? 'parent_id'
  const table = tableOf(environment, modelName)
  const found = new Set<number>()
  const open = [...roots]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue
    found.add(id)
    open.push(...table.idsBy(parent, id))
  }
  return found
}

/** A record and everything above it in its tree. */
export function ancestors(environment: Environment, modelName: string, leaves: readonly number[]): ReadonlySet<number> {
  const parent = modelOf(environment, modelName).parent ?? 'parent_id'
  const found = new Set<number>()
  const open = [...leaves]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue
    found.add(id)
    for (const row of rowsOf(environment, modelName, [id])) if (typeof row[parent] === 'number') open.push(row[parent])
  }
  return found
}

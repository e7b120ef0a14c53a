import { valueError } from '../errors.ts'
import { PythonFloat } from '../python.ts'
import { checkAccess, checkRows } from './access.ts'
import { type Environment, modelOf, rowsOf } from './environment.ts'
import type { Field } from './fields.ts'
import type { Model } from './model.ts'
import type { Row, Value } from './table.ts'
import { displayName, fieldValue } from './values.ts'

export type ReadRecord = Readonly<Record<string, unknown>>

/** Values of records as the server sends them, always with `id`. Ids that are not there are left out in silence. */
export function readRecords(
  environment: Environment,
  model: Model,
  { ids, fields, load = '_classic_read' }: { readonly ids: readonly number[]; readonly fields?: unknown; readonly load?: unknown },
): readonly ReadRecord[] {
  checkAccess(environment, model, 'read')
  const names =
    Array.isArray(fields) && fields.length > 0 ? fields.map(String) : Object.keys(model.fields).filter((name) => !name.startsWith('@'))
  for (const name of names) {
    if (name !== 'id' && !model.fields[name]) throw valueError(`Invalid field '${name}' on '${model.name}'`)
  }
  const rows = rowsOf(environment, model.name, ids)
  checkRows(environment, model, rows, 'read')
  return rows.map((row) => ({
    id: row.id,
    ...Object.fromEntries(names.filter((name) => name !== 'id').map((name) => [name, readValue(environment, model, row, name, load)])),
  }))
}

function readValue(environment: Environment, model: Model, row: Row, name: string, load: unknown): unknown {
  const field = model.fields[name]
  if (!field) throw new Error(`${model.name} has no field ${name}`)
  const value = fieldValue(environment, model, row, name)
  if (field.type === 'many2one' && typeof value === 'number') {
    return load === '_classic_read' ? [value, displayName(environment, field.relation ?? '', value)] : value
  }
  return plainValue(environment, field, value)
}

function plainValue(environment: Environment, field: Field, value: Value): unknown {
  switch (field.type) {
    case 'float':
    case 'monetary':
      return new PythonFloat(Number(value))
    case 'integer':
      return Number(value)
    case 'datetime':
      return typeof value === 'string' ? value.slice(0, 19) : value
    case 'binary':
      return typeof value === 'string' && environment.context.bin_size ? sizeText(value) : value
    default:
      return value
  }
}

function sizeText(base64: string): string {
  const bytes = Buffer.from(base64, 'base64').length
  return bytes < 1024 ? `${bytes}.00 bytes` : `${(bytes / 1024).toFixed(2)} Kb`
}

/** Records with the records they point at inside: `{"partner_id": {"fields": {"email": {}}}}`. */
export function readNested(
  environment: Environment,
  model: Model,
  { ids, specification }: { readonly ids: readonly number[]; readonly specification: Readonly<Record<string, unknown>> },
): readonly ReadRecord[] {
  const flat = readRecords(environment, model, { ids, fields: ['id', ...Object.keys(specification)], load: null })
  return flat.map((record) => ({
    ...record,
    ...Object.fromEntries(
      Object.entries(specification).flatMap(([name, asked]) => {
        const relation = model.fields[name]?.relation
        const fields = (asked as { fields?: Readonly<Record<string, unknown>> } | null)?.fields
        const value = record[name]
        if (!relation || !fields || value === false) return []
        const below = readNested(environment, modelOf(environment, relation), {
          ids: Array.isArray(value) ? value : [Number(value)],
          specification: fields,
        })
        return [[name, Array.isArray(value) ? below : (below[0] ?? false)]]
      }),
    ),
  }))
}

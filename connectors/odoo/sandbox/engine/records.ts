import { missingError, valueError } from '../errors.ts'
import { pythonRepr } from '../python.ts'
import { checkAccess, checkRows } from './access.ts'
import { brokenLink, convertValue, missingRequired } from './convert.ts'
import { asServer, type Environment, languageOf, modelOf, putRow, rowOf, rowsOf, tableOf } from './environment.ts'
import { type Field, isStored, isToMany } from './fields.ts'
import type { Model, Values } from './model.ts'
import type { Row, Value } from './table.ts'
import { lineIds } from './values.ts'

/** Fields the server keeps itself; values sent for them are left aside. */
const kept = new Set(['id', 'create_date', 'create_uid', 'write_date', 'write_uid', 'display_name'])

/** Creates records in the order given. The caller's transaction makes it all or nothing. */
export function createRecords(environment: Environment, model: Model, valuesList: readonly Values[]): readonly number[] {
  checkAccess(environment, model, 'create')
  return valuesList.map((values) => createRecord(environment, model, values))
}

function createRecord(environment: Environment, model: Model, given: Values): number {
  checkNames(model, given)
  const values: Values = { ...contextDefaults(environment, model), ...given }
  for (const [name, field] of Object.entries(model.fields)) {
    if (field.default && !(name in values)) values[name] = field.default(environment)
  }
  model.complete?.(values, environment)

  const id = tableOf(environment, model.name).nextId()
  const { startedAt, user } = environment
  const row: Record<string, Value> & { id: number } = {
    id,
    create_date: startedAt,
    create_uid: user.id,
    write_date: startedAt,
    write_uid: user.id,
  }
  const later: [string, Field, unknown][] = []
  for (const [name, value] of Object.entries(values)) {
    const field = model.fields[name]
    if (!field || kept.has(name)) continue
    if (field.set || isToMany(field)) later.push([name, field, value])
    else if (isStored(field)) store(row, environment, { model, name, field, value, isNew: true })
  }
  for (const [name, field] of Object.entries(model.fields)) checkRequired(model, name, field, row)
  putRow(environment, model.name, id, row)
  writeLater(environment, model, [id], later)
  model.changed?.({ ids: [id], fields: new Set(Object.keys(given)), isNew: true, environment })
  return id
}

/** Writes the same values on all records. @throws OdooError (MissingError) for an id that is not there. */
export function writeRecords(environment: Environment, model: Model, ids: readonly number[], given: Values): true {
  checkAccess(environment, model, 'write')
  const rows = existing(environment, model, ids)
  checkRows(environment, model, rows, 'write')
  checkNames(model, given)
  const values = { ...given }
  model.beforeWrite?.(rows, values, environment)
  const later: [string, Field, unknown][] = []
  const changes: [string, Field, unknown][] = []
  for (const [name, value] of Object.entries(values)) {
    const field = model.fields[name]
    if (!field || kept.has(name)) continue
    if (field.set || isToMany(field)) later.push([name, field, value])
    else if (isStored(field)) changes.push([name, field, value])
  }
  for (const before of rows) {
    const row: Record<string, Value> & { id: number } = { ...before, write_date: environment.startedAt, write_uid: environment.user.id }
    for (const [name, field, value] of changes) {
      store(row, environment, { model, name, field, value, isNew: false })
      checkRequired(model, name, field, row)
    }
    putRow(environment, model.name, before.id, row)
  }
  writeLater(environment, model, ids, later)
  if (ids.length > 0) model.changed?.({ ids, fields: new Set(Object.keys(given)), isNew: false, environment })
  return true
}

/** Removes records and what hangs on them. @throws OdooError when something else still needs them. */
export function unlinkRecords(environment: Environment, model: Model, ids: readonly number[]): true {
  checkAccess(environment, model, 'unlink')
  const rows = existing(environment, model, ids)
  checkRows(environment, model, rows, 'unlink')
  model.beforeUnlink?.(rows, environment)
  for (const { id } of rows) {
    // Something removed earlier in this loop may have taken this record with it.
    if (!rowOf(environment, model.name, id)) continue
    releaseLinks(environment, model, id)
    putRow(environment, model.name, id, undefined)
    removeExternalIds(environment, model.name, id)
  }
  model.afterUnlink?.(rows, environment)
  return true
}

/** @throws OdooError (MissingError) for the first id that is not there. */
export function existing(environment: Environment, model: Model, ids: readonly number[]): readonly Row[] {
  return ids.map((id) => {
    const row = rowOf(environment, model.name, id)
    if (!row) throw missingError(model.name, id, environment.user.id)
    return row
  })
}

function checkNames(model: Model, values: Values): void {
  for (const name of Object.keys(values)) {
    if (!model.fields[name] && name !== 'id') throw valueError(`Invalid field '${name}' in '${model.name}'`)
  }
}

function contextDefaults(environment: Environment, model: Model): Values {
  return Object.fromEntries(
    Object.entries(environment.context).flatMap(([key, value]) => {
      const name = key.startsWith('default_') ? key.slice('default_'.length) : ''
      return model.fields[name] ? [[name, value]] : []
    }),
  )
}

interface Storing {
  readonly model: Model
  readonly name: string
  readonly field: Field
  readonly value: unknown
  readonly isNew: boolean
}

/** Keeps a value; a translated text is kept for the language of the context, and for all languages when the record is new. */
function store(row: Record<string, Value>, environment: Environment, { model, name, field, value, isNew }: Storing): void {
  const converted = convertValue(environment, model, name, field, value)
  const language = languageOf(environment)
  const isTranslation = field.translate && language !== 'en_US'
  if (isTranslation) row[`${name}@${language}`] = converted
  if (!isTranslation || isNew) row[name] = converted
}

function checkRequired(model: Model, name: string, field: Field, row: Readonly<Record<string, Value>>): void {
  if (!field.required || !isStored(field) || isToMany(field)) return
  if (field.type === 'boolean' || field.type === 'integer' || field.type === 'float' || field.type === 'monetary') return
  if ((row[name] ?? false) === false) throw missingRequired(model, name, field)
}

function writeLater(
  environment: Environment,
  model: Model,
  ids: readonly number[],
  later: readonly (readonly [string, Field, unknown])[],
): void {
  // Lines first: attribute lines make the variants that a SKU is then written on.
  const ordered = later.toSorted(([, left], [, right]) => Number(left.set !== undefined) - Number(right.set !== undefined))
  for (const [name, field, value] of ordered) {
    for (const id of ids) {
      if (field.set) for (const row of rowsOf(environment, model.name, [id])) field.set(row, value, environment)
      else applyCommands(environment, { model, id, name, field }, commandsOf(model, name, value))
    }
  }
}

type Command = readonly [code: number, id?: unknown, payload?: unknown]

/** A plain list of ids replaces; `false` empties; an empty list asks for nothing. */
function commandsOf(model: Model, name: string, value: unknown): readonly Command[] {
  if (value === false || value === null) return [[5, 0, 0]]
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number')) return [[6, 0, value]]
  if (Array.isArray(value) && value.every((one) => Array.isArray(one) && typeof one[0] === 'number' && one[0] >= 0 && one[0] <= 6)) {
    return value as readonly Command[]
  }
  throw valueError(`Wrong value for ${model.name}.${name}: ${pythonRepr(value)}`)
}

interface Place {
  readonly model: Model
  readonly id: number
  readonly name: string
  readonly field: Field
}

/** Commands 0–6: create, update, delete, unlink, link, clear, replace. */
function applyCommands(environment: Environment, place: Place, commands: readonly Command[]): void {
  const relation = modelOf(environment, place.field.relation ?? '')
  const links = place.field.type === 'one2many' ? lineLinks(environment, place, relation) : listLinks(environment, place, relation)
  for (const [code, target, payload] of commands) {
    const id = Number(target)
    if (code === 0) links.create((payload ?? {}) as Values)
    else if (code === 1) writeRecords(environment, relation, [id], (payload ?? {}) as Values)
    else if (code === 2) unlinkRecords(environment, relation, [id])
    else if (code === 3) links.remove([id])
    else if (code === 4) links.add([id])
    else {
      const wanted = code === 6 ? (payload as readonly number[]) : []
      links.remove(links.current().filter((one) => !wanted.includes(one)))
      links.add(wanted)
    }
  }
}

interface Links {
  create(values: Values): void
  add(ids: readonly number[]): void
  remove(ids: readonly number[]): void
  current(): readonly number[]
}

/** one2many: the link is kept on the other side. */
function lineLinks(environment: Environment, { id, field }: Place, relation: Model): Links {
  const inverse = field.inverse ?? ''
  const inverseField = relation.fields[inverse]
  const all = { ...environment, context: { ...environment.context, active_test: false } }
  return {
    create: (values) => void createRecords(environment, relation, [{ ...values, [inverse]: id }]),
    add: (ids) => {
      const moved = ids.filter((line) => rowOf(environment, relation.name, line)?.[inverse] !== id)
      if (moved.length > 0) writeRecords(environment, relation, moved, { [inverse]: id })
    },
    remove: (ids) => {
      if (ids.length === 0) return
      if (inverseField?.required || inverseField?.onDelete === 'cascade') unlinkRecords(environment, relation, ids)
      else writeRecords(environment, relation, ids, { [inverse]: false })
    },
    current: () => lineIds(all, field, id),
  }
}

/** many2many: the ids are kept here. */
function listLinks(environment: Environment, { model, id, name, field }: Place, relation: Model): Links {
  const current = () => (rowOf(environment, model.name, id)?.[name] ?? []) as readonly number[]
  const keep = (ids: readonly number[]) => {
    const row = rowOf(environment, model.name, id)
    if (row) putRow(environment, model.name, id, { ...row, [name]: ids, id })
  }
  return {
    create: (values) => keep([...current(), ...createRecords(environment, relation, [values])]),
    add: (ids) => {
      for (const one of ids) if (!rowOf(environment, relation.name, one)) throw brokenLink(model, name, field)
      keep([...new Set([...current(), ...ids])])
    },
    remove: (ids) => keep(current().filter((one) => !ids.includes(one))),
    current,
  }
}

/** Deletes, empties or insists, field by field of every model that points at the record. */
function releaseLinks(environment: Environment, model: Model, id: number): void {
  const server = asServer(environment)
  for (const other of environment.database.models.values()) {
    for (const [name, field] of Object.entries(other.fields)) {
      if (field.relation !== model.name || !isStored(field)) continue
      const table = tableOf(environment, other.name)
      if (field.type === 'many2many') {
        for (const row of [...table.rows.values()]) {
          const ids = row[name] as readonly number[] | undefined
          if (ids?.includes(id)) putRow(environment, other.name, row.id, { ...row, [name]: ids.filter((one) => one !== id), id: row.id })
        }
        continue
      }
      const pointing = [...table.idsBy(name, id)]
      if (pointing.length === 0) continue
      if (field.onDelete === 'cascade') unlinkRecords(server, other, pointing)
      else if (field.required || field.onDelete === 'restrict') throw brokenLink(other, name, field)
      else
        for (const row of rowsOf(environment, other.name, pointing))
          putRow(environment, other.name, row.id, { ...row, [name]: false, id: row.id })
    }
  }
}

/** An external id goes with its record. */
function removeExternalIds(environment: Environment, modelName: string, id: number): void {
  const table = environment.database.tables.get('ir.model.data')
  for (const dataId of table?.idsBy('res_id', id) ?? []) {
    if (table?.get(dataId)?.model === modelName) putRow(environment, 'ir.model.data', dataId, undefined)
  }
}

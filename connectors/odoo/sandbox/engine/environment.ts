import { OdooError } from '../errors.ts'
import type { OdooVersion } from '../version.ts'
import { isStored } from './fields.ts'
import type { Model, Values } from './model.ts'
import { type Row, Table, type Value } from './table.ts'

export interface User {
  readonly id: number
  readonly login: string
  readonly password: string
  readonly apiKey?: string
  readonly name: string
  readonly groups: readonly string[]
  readonly companyIds: readonly number[]
}

export type Context = Readonly<Record<string, unknown>>

interface Change {
  readonly model: string
  readonly id: number
  readonly before: Row | undefined
  readonly after: Row | undefined
}

/** Everything one imitated database holds. */
export interface Database {
  readonly name: string
  readonly version: OdooVersion
  readonly models: ReadonlyMap<string, Model>
  readonly tables: ReadonlyMap<string, Table>
  readonly languages: readonly string[]
  readonly users: Map<number, User>
  /** Counters such as the order number; like ids they do not go back on a rollback. */
  readonly counters: Map<string, number>
  /** Changes of the transaction under way, oldest first. */
  readonly changes: Change[]
  /** A call inside a transaction is part of it. */
  isInTransaction: boolean
}

/** Who calls, in which context, in a transaction that began when. */
export interface Environment {
  readonly database: Database
  readonly user: User
  readonly context: Context
  /** Start of the transaction, which becomes every `write_date`: `2026-11-22 00:34:48.123`. */
  readonly startedAt: string
  /** The server's own doing: access is not checked. */
  readonly isServer: boolean
}

export function createDatabase(settings: {
  readonly name: string
  readonly version: OdooVersion
  readonly models: readonly Model[]
  readonly languages: readonly string[]
}): Database {
  return {
    name: settings.name,
    version: settings.version,
    languages: settings.languages,
    models: new Map(settings.models.map((model) => [model.name, model])),
    tables: new Map(settings.models.map((model) => [model.name, new Table(indexedFields(model))])),
    users: new Map(),
    counters: new Map(),
    changes: [],
    isInTransaction: false,
  }
}

function indexedFields(model: Model): readonly string[] {
  return Object.entries(model.fields).flatMap(([name, field]) =>
    isStored(field) && (field.indexed || field.type === 'many2one') ? [name] : [],
  )
}

export function modelOf(environment: Environment, name: string): Model {
  const model = environment.database.models.get(name)
  if (!model) throw new OdooError('odoo.exceptions.UserError', `Object ${name} doesn't exist`)
  return model
}

export function tableOf(environment: Environment, name: string): Table {
  const table = environment.database.tables.get(name)
  if (!table) throw new OdooError('odoo.exceptions.UserError', `Object ${name} doesn't exist`)
  return table
}

export function rowOf(environment: Environment, model: string, id: unknown): Row | undefined {
  return typeof id === 'number' ? tableOf(environment, model).get(id) : undefined
}

export function rowsOf(environment: Environment, model: string, ids: readonly number[]): readonly Row[] {
  const table = tableOf(environment, model)
  return ids.flatMap((id) => table.get(id) ?? [])
}

/** The row a stored link points at. @throws Error when it is not there, which would be a defect of the sandbox. */
export function linked(environment: Environment, model: string, id: Value | undefined): Row {
  const row = rowOf(environment, model, id)
  if (!row) throw new Error(`${model}(${String(id)}) is not there`)
  return row
}

/** Changes a row without access checks, conversions or consequences, undone by a rollback. */
export function putRow(environment: Environment, model: string, id: number, row: Row | undefined): void {
  const table = tableOf(environment, model)
  environment.database.changes.push({ model, id, before: table.get(id), after: row })
  table.put(id, row)
}

/** Sets stored values as the server's own doing, with a new `write_date`. */
export function patchRow(environment: Environment, model: string, id: number, values: Readonly<Record<string, Value>>): void {
  const row = linked(environment, model, id)
  putRow(environment, model, id, { ...row, ...values, write_date: environment.startedAt, write_uid: environment.user.id, id })
}

/** Runs a call as one transaction: everything it changed is taken back when it throws. */
export function inTransaction<Result>(database: Database, run: () => Result): Result {
  if (database.isInTransaction) return run()
  database.changes.length = 0
  database.isInTransaction = true
  try {
    return run()
  } catch (error) {
    takeBack(database)
    throw error
  } finally {
    database.changes.length = 0
    database.isInTransaction = false
  }
}

/**
 * Runs a call whose changes stay invisible until the returned function is called: a transaction that takes long.
 * @throws Error from the returned function when a record was changed meanwhile (the real server would run it again).
 */
export function holdTransaction<Result>(database: Database, run: () => Result): { readonly result: Result; commit(): void } {
  return inTransaction(database, () => {
    const result = run()
    const held = [...database.changes]
    takeBack(database)
    return {
      result,
      commit: () => {
        for (const { model, id, before } of held) {
          const isFirst = held.find((change) => change.model === model && change.id === id)?.before === before
          if (isFirst && database.tables.get(model)?.get(id) !== before) throw new Error(`${model}(${id}) was changed meanwhile`)
        }
        for (const { model, id, after } of held) database.tables.get(model)?.put(id, after)
      },
    }
  })
}

function takeBack(database: Database): void {
  for (const { model, id, before } of database.changes.toReversed()) database.tables.get(model)?.put(id, before)
  database.changes.length = 0
}

export function asServer(environment: Environment): Environment {
  return { ...environment, isServer: true }
}

export function withContext(environment: Environment, context: Values): Environment {
  return { ...environment, context: { ...environment.context, ...context } }
}

export function nextNumber(environment: Environment, counter: string): number {
  const { counters } = environment.database
  const next = (counters.get(counter) ?? 0) + 1
  counters.set(counter, next)
  return next
}

/** Companies whose records are seen; the first one is the company of what is created. */
export function companiesOf(environment: Environment): readonly number[] {
  const asked = environment.context.allowed_company_ids
  if (!Array.isArray(asked) || asked.length === 0) return environment.user.companyIds
  return asked.filter((id) => typeof id === 'number')
}

export function companyOf(environment: Environment): number {
  return companiesOf(environment)[0] ?? 1
}

export function languageOf(environment: Environment): string {
  return typeof environment.context.lang === 'string' ? environment.context.lang : 'en_US'
}

/** A moment as the server keeps it: UTC, no `T`, no zone; fractions of a second are kept and never shown. */
export function serverMoment(moment: Date): string {
  return moment.toISOString().replace('T', ' ').replace('Z', '')
}

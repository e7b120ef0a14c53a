import type { Environment } from './environment.ts'
import type { Field } from './fields.ts'
import type { Row } from './table.ts'

export type Values = Record<string, unknown>

export interface Parameter {
  readonly name: string
  /** A parameter without a default must be given. */
  readonly default?: unknown
  readonly isOptional?: boolean
}

/** A method that may be called from outside. Its parameters are those of the server's method, by name and by place. */
export interface Method {
  readonly level: 'model' | 'records'
  readonly parameters: readonly Parameter[]
  run(call: MethodCall): unknown
}

export interface MethodCall {
  readonly environment: Environment
  readonly model: Model
  readonly ids: readonly number[]
  readonly arguments: Readonly<Record<string, unknown>>
}

export type Operation = 'read' | 'write' | 'create' | 'unlink'

/** A model of the server: its fields and what happens when its records change. */
export interface Model {
  readonly name: string
  /** `'Sales Order'` in error messages. */
  readonly label: string
  readonly order: string
  readonly fields: Readonly<Record<string, Field>>
  /** The many2one that makes a tree, for `child_of`. */
  readonly parent?: string
  /** Field that names a record; `name` when absent. */
  readonly nameField?: string
  readonly displayName?: (row: Row, environment: Environment) => string
  /** Fields `name_search` looks in; the name field when absent. */
  readonly searchFields?: readonly string[]
  /** Groups that may do what; everyone may when an operation is absent. */
  readonly access?: Partial<Readonly<Record<Operation, readonly string[]>>>
  /** Which records a user may see at all. */
  readonly isVisible?: (row: Row, environment: Environment) => boolean
  /** Fills in what a new record needs and was not told. Changes `values`. */
  readonly complete?: (values: Values, environment: Environment) => void
  /** Refuses or adjusts values before they are written. Changes `values`. */
  readonly beforeWrite?: (rows: readonly Row[], values: Values, environment: Environment) => void
  /** Keeps what depends on these records right. `fields` are those given by the caller. */
  readonly changed?: (change: {
    readonly ids: readonly number[]
    readonly fields: ReadonlySet<string>
    readonly isNew: boolean
    readonly environment: Environment
  }) => void
  readonly beforeUnlink?: (rows: readonly Row[], environment: Environment) => void
  readonly afterUnlink?: (rows: readonly Row[], environment: Environment) => void
  readonly methods?: Readonly<Record<string, Method>>
}

/** A record method without arguments: `action_confirm`. */
export function action(run: (ids: readonly number[], environment: Environment) => unknown): Method {
  return { level: 'records', parameters: [], run: ({ ids, environment }) => run(ids, environment) }
}

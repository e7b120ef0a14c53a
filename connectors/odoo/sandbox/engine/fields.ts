import type { Environment } from './environment.ts'
import type { Row, Value } from './table.ts'

export type FieldType =
  | 'char'
  | 'text'
  | 'html'
  | 'integer'
  | 'float'
  | 'monetary'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'selection'
  | 'binary'
  | 'json'
  | 'many2one'
  | 'one2many'
  | 'many2many'

/** What a field is. Names that begin with `@` are the sandbox's own and never leave it. */
export interface Field {
  readonly type: FieldType
  /** As it stands in error messages: `'Customer' (partner_id)`. */
  readonly label: string
  readonly required?: boolean
  /** Reported by `fields_get` and not enforced: the real server does not enforce it either. */
  readonly readonly?: boolean
  readonly relation?: string
  /** For one2many: the many2one of the other side. */
  readonly inverse?: string
  readonly selection?: readonly (readonly [value: string, label: string])[]
  /** One text per language. */
  readonly translate?: boolean
  /** Decimals kept on write; all when absent. */
  readonly digits?: number
  /** Looked up by value: kept in an index. Every many2one is. */
  readonly indexed?: boolean
  /** A copied record starts without it. */
  readonly notCopied?: boolean
  /** Value of a field that is not stored. */
  readonly compute?: (row: Row, environment: Environment) => Value
  /** Writes a field that is not stored: to the template, the parent. */
  readonly set?: (row: Row, value: unknown, environment: Environment) => void
  /** A computed field that may stand in a domain (never in an order). */
  readonly searchable?: boolean
  /** Kept by the record this one inherits from (a variant's template), where it can be sorted and searched too. */
  readonly isInherited?: boolean
  readonly default?: (environment: Environment) => Value
  /** A many2one whose target is deleted with this record, or the other way round. */
  readonly onDelete?: 'cascade' | 'set null' | 'restrict'
  readonly help?: string
}

type Options = Omit<Partial<Field>, 'type' | 'label'>

const simple =
  (type: FieldType) =>
  (label: string, options: Options = {}): Field => ({ type, label, ...options })

export const char = simple('char')
export const text = simple('text')
export const html = simple('html')
export const integer = simple('integer')
export const float = simple('float')
export const monetary = simple('monetary')
export const boolean = simple('boolean')
export const date = simple('date')
export const datetime = simple('datetime')
export const binary = simple('binary')
export const json = simple('json')

export function selection(label: string, values: readonly (readonly [string, string])[], options: Options = {}): Field {
  return { type: 'selection', label, selection: values, ...options }
}

export function many2one(label: string, relation: string, options: Options = {}): Field {
  return { type: 'many2one', label, relation, ...options }
}

export function one2many(label: string, relation: string, inverse: string, options: Options = {}): Field {
  return { type: 'one2many', label, relation, inverse, ...options }
}

export function many2many(label: string, relation: string, options: Options = {}): Field {
  return { type: 'many2many', label, relation, ...options }
}

/** A field that follows other fields and cannot be stored here: `partner_id.country_id.code`. */
export function computed(field: Field, compute: NonNullable<Field['compute']>, options: Options = {}): Field {
  return { ...field, readonly: true, ...options, compute }
}

export function isStored(field: Field): boolean {
  return field.compute === undefined && field.type !== 'one2many'
}

export function isToMany(field: Field): boolean {
  return field.type === 'one2many' || field.type === 'many2many'
}

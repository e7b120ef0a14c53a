import type { DataRow } from '#core/contract/data.ts'
import { modelField } from '#core/model/model-fields.ts'
import { modelFieldWordsOf } from '#renderer/language/core-words.ts'
import { valueAt } from '#renderer/mapping/source-fields.ts'

/** A field found in the data, as `data:schema` tells it. */
export interface SchemaField {
  readonly path: string
  readonly types: readonly string[]
  readonly filled: number
  readonly of: number
  readonly example: unknown
}

export interface Column {
  readonly path: string
  readonly label: string
  readonly width: number
  readonly isNumber: boolean
}

/** So many are shown before anyone chose. */
const usual = 9

/** Columns to begin with: plain fields of the data that most records have, in the order they come. */
export function usualColumns(schema: readonly SchemaField[], entity: string | undefined): readonly string[] {
  const plain = schema.filter((field) => field.path.startsWith('data.') && isPlain(field) && field.filled > 0)
  const known = plain.filter((field) => entity !== undefined && modelField(entity, modelPath(field.path)))
  // What the key column shows already is not told twice.
  const wanted = (known.length >= 3 ? known : plain).filter((field) => field.path !== 'data.number' && !isAll(field, 'boolean'))
  return wanted
    .toSorted((one, other) => rank(one.path) - rank(other.path))
    .slice(0, usual)
    .map((field) => field.path)
}

/** What a record says of itself first, then who and how much; addresses and the like last. */
function rank(path: string): number {
  const inner = modelPath(path)
  if (!inner.includes('.')) return 0
  return /^(customer\.(name|company|email)|totals\.incl)$/.test(inner) ? 1 : 2
}

export function columnOf(path: string, schema: readonly SchemaField[], entity: string | undefined, width?: number): Column {
  const field = schema.find((one) => one.path === path)
  const known = entity === undefined ? undefined : modelFieldWordsOf(entity, modelPath(path))
  const isNumber = known ? known.type === 'decimal' || known.type === 'number' : field !== undefined && isAll(field, 'number')
  return { path, label: known?.label ?? path, width: width ?? usualWidth(known?.type, isNumber), isNumber }
}

/** What a cell shows of a row: the value itself; lists and objects as what they hold. */
export function cellOf({ record }: DataRow, path: string): unknown {
  return valueAt(record, path)
}

/** Fields that fit a cell, for choosing columns. */
export function choosable(schema: readonly SchemaField[]): readonly SchemaField[] {
  return schema.filter((field) => !field.path.includes('[]') && isPlain(field))
}

function isPlain({ types, path }: SchemaField): boolean {
  return !path.includes('[]') && !types.some((type) => type === 'object' || type === 'list' || type === 'array')
}

function isAll({ types }: SchemaField, wanted: string): boolean {
  return types.length > 0 && types.every((type) => type === wanted || type === 'null')
}

function modelPath(path: string): string {
  return path.replace(/^data\./, '')
}

function usualWidth(type: string | undefined, isNumber: boolean): number {
  if (isNumber) return 110
  if (type === 'day') return 110
  if (type === 'moment') return 230
  return type === 'choice' || type === 'toggle' ? 120 : 160
}

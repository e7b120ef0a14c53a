import { DataError, SettingsError } from '#core/kit/errors.ts'
import type { DictionaryField, Installation } from './installation.ts'
import { numberOf } from './values.ts'

/** A table as the API takes it: fields once, rows of values in their order. */
export interface WriteTable {
  readonly name: string
  readonly fields: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly (readonly unknown[])[]
}

/** Amounts as decimal text, days as `2026-11-22`, everything else as it is. */
export type WriteRow = Readonly<Record<string, string | boolean>>

/**
 * Rows under the definitions of this installation's dictionary; every row has the same fields.
 * @throws SettingsError for a field the installation does not have, DataError for a value it cannot hold
 */
export function writeTable(
  installation: Installation,
  table: string,
  { rows, headerId }: { readonly rows: readonly WriteRow[]; readonly headerId?: string },
): WriteTable {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const fields = names.map((name) => fieldOf(installation, table, name))
  const ids = [{ name: 'RowId', type: 'C' }, ...(headerId === undefined ? [] : [{ name: 'HeaderId', type: 'C' }])]
  return {
    name: table,
    fields: [...ids, ...fields.map(({ name, type }) => ({ name, type }))],
    rows: rows.map((row, index) => [
      String(index + 1),
      ...(headerId === undefined ? [] : [headerId]),
      ...fields.map((field) => valueFor(field, row[field.name])),
    ]),
  }
}

function fieldOf({ tables }: Installation, table: string, name: string): DictionaryField {
  const field = tables.get(table)?.get(name)
  if (field) return field
  throw new SettingsError(`This administration has no field ${name} in ${table}.`, {
    code: 'field-not-open',
    hint: 'Take it out of the mapping or the settings, or have it opened in AccountView. Test on the connection lists what is not open.',
  })
}

function valueFor({ name, type, length, description }: DictionaryField, value: string | boolean | undefined): unknown {
  const what = description === '' ? name : `${description} (${name})`
  switch (type) {
    case 'L':
      if (typeof value === 'boolean' || value === undefined) return value ?? false
      if (/^(true|false)$/i.test(value)) return value.toLowerCase() === 'true'
      throw new DataError(`${what}: "${value}" is neither true nor false.`, { code: 'value-refused' })
    case 'N':
    case 'I':
    case 'Y':
    case 'B': {
      const text = value === undefined || value === '' ? '0' : String(value)
      if (/^-?\d+(\.\d+)?$/.test(text)) return numberOf(text, what)
      throw new DataError(`${what}: "${text}" is no number.`, { code: 'value-refused' })
    }
    case 'T':
    case 'D':
      return value === undefined || value === '' ? '' : /T/.test(String(value)) ? String(value) : `${value}T00:00:00`
    default: {
      const text = String(value ?? '')
      if (type === 'M' || [...text].length <= length) return text
      throw new DataError(`${what}: "${text}" has ${[...text].length} characters; AccountView keeps ${length}.`, {
        code: 'too-long',
        hint: 'Shorten it in the source or in the mapping.',
      })
    }
  }
}

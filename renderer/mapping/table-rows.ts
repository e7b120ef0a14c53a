import { useState } from 'react'
import type { Json } from '#core/kit/record.ts'
import { stableJson } from '#core/upsert/stable-json.ts'

export interface TableRow {
  readonly from: string
  readonly to: string
  /** What stood there as something else than text; kept while the text is not changed. */
  readonly was: Json | undefined
}

type Table = Readonly<Record<string, Json>>

export function toRows(table: Table): readonly TableRow[] {
  return Object.entries(table).map(([from, to]) => ({ from, to: textOf(to), was: typeof to === 'string' ? undefined : to }))
}

/** Undefined while two rows have the same old value: one of them would be lost. */
export function toTable(rows: readonly TableRow[]): Table | undefined {
  if (new Set(rows.map(({ from }) => from)).size < rows.length) return undefined
  return Object.fromEntries(rows.map(({ from, to, was }) => [from, was !== undefined && textOf(was) === to ? was : to]))
}

/**
 * Rows as they are edited. JavaScript keeps numbers among the names of an object in order of size, so a row would jump while its old value
 * is typed: the rows stay as they were until the table is changed from elsewhere.
 */
export function useTableRows(table: Table): readonly [readonly TableRow[], (rows: readonly TableRow[]) => void] {
  const [rows, setRows] = useState(() => toRows(table))
  const made = toTable(rows)
  const isMine = made === undefined || stableJson(made) === stableJson(table)
  const shown = isMine ? rows : toRows(table)
  if (!isMine) setRows(shown)
  return [shown, setRows]
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

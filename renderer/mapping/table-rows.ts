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
 * is typed, and a new one is no entry yet: the rows stay as they were until the table is changed from elsewhere. `made` is the table they
 * were written to, where they were.
 */
export function useTableRows(table: Table): readonly [readonly TableRow[], (rows: readonly TableRow[], made?: Table) => void] {
  const now = stableJson(table)
  const [edited, setEdited] = useState(() => ({ rows: toRows(table), table: now }))
  const isFromElsewhere = edited.table !== now
  const current = isFromElsewhere ? { rows: toRows(table), table: now } : edited
  if (isFromElsewhere) setEdited(current)
  return [current.rows, (rows, made) => setEdited({ rows, table: made ? stableJson(made) : now })]
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

import type { Json } from '#core/kit/record.ts'

/** A condition as the builder shows it: groups with rows in them. `none` is `not` of any. */
export type ConditionRow = GroupRow | CompareRow | LineRow

export interface GroupRow {
  readonly kind: 'group'
  readonly mode: 'all' | 'any' | 'none'
  readonly rows: readonly ConditionRow[]
}

export interface CompareRow {
  readonly kind: 'compare'
  readonly path: string
  readonly is: string
  readonly value?: string | number | boolean
  readonly values?: readonly (string | number | boolean)[]
  readonly ignoreCase?: boolean
}

/** "Lines hold a line where …". */
export interface LineRow {
  readonly kind: 'line'
  readonly path: string
  readonly is: 'has-line' | 'has-no-line'
  readonly where: GroupRow
}

type Members = Readonly<Record<string, Json>>

/** The rows of a condition; a lone comparison stands in a group of its own. Undefined for what is no condition at all. */
export function toRows(condition: Json | undefined): GroupRow | undefined {
  if (condition === undefined || condition === null || condition === '') return emptyGroup
  const row = toRow(condition)
  return row && (row.kind === 'group' ? row : { kind: 'group', mode: 'all', rows: [row] })
}

export const emptyGroup: GroupRow = { kind: 'group', mode: 'all', rows: [] }

/** Nothing of either is ever changed in place: a row stays the same object for as long as its condition does, so that only what changed is drawn. */
const rowsByCondition = new WeakMap<object, ConditionRow>()
const conditionsByRow = new WeakMap<ConditionRow, Json>()

function toRow(condition: Json): ConditionRow | undefined {
  if (!isMembers(condition)) return undefined
  const known = rowsByCondition.get(condition)
  if (known) return known
  const row = makeRow(condition)
  if (row) rowsByCondition.set(condition, row)
  return row
}

function makeRow(condition: Members): ConditionRow | undefined {
  if ('all' in condition) return toGroup('all', condition.all)
  if ('any' in condition) return toGroup('any', condition.any)
  if ('not' in condition) {
    const inner = condition.not
    return toGroup('none', isMembers(inner) && 'any' in inner ? inner.any : [inner ?? null])
  }
  const { path, is, where } = condition
  if (typeof path !== 'string' || typeof is !== 'string') return undefined
  if (is === 'has-line' || is === 'has-no-line') {
    const rows = toRows(where)
    return rows && { kind: 'line', path, is, where: rows }
  }
  // What is inside the members is held by the condition's own schema; the builder only carries it.
  return { kind: 'compare', ...condition } as unknown as CompareRow
}

function toGroup(mode: GroupRow['mode'], members: Json | undefined): GroupRow | undefined {
  if (!Array.isArray(members)) return undefined
  const rows = members.map(toRow)
  return rows.every((row) => row !== undefined) ? { kind: 'group', mode, rows } : undefined
}

/** Back to what a flow file holds. */
export function fromRows(row: ConditionRow): Json {
  const known = conditionsByRow.get(row)
  if (known !== undefined) return known
  const condition = makeCondition(row)
  conditionsByRow.set(row, condition)
  if (isMembers(condition)) rowsByCondition.set(condition, row)
  return condition
}

function makeCondition(row: ConditionRow): Json {
  switch (row.kind) {
    case 'group': {
      const inner = row.rows.map(fromRows)
      if (row.mode === 'none') return { not: { any: inner } }
      return row.mode === 'all' ? { all: inner } : { any: inner }
    }
    case 'line':
      return { path: row.path, is: row.is, where: fromRows(row.where) }
    case 'compare': {
      const { kind: _kind, ...members } = row
      return withoutGaps(members)
    }
  }
}

/** Where a row stands: the index in each group on the way; a line row's `where` is passed by its own index alone. */
export type RowPlace = readonly number[]

/** The rows with one of them changed, or taken out where `change` gives nothing. */
export function changeRow(group: GroupRow, [index, ...rest]: RowPlace, change: (row: ConditionRow) => ConditionRow | undefined): GroupRow {
  if (index === undefined) {
    const changed = change(group)
    return changed?.kind === 'group' ? changed : emptyGroup
  }
  const row = group.rows[index]
  if (!row) return group
  const changed = rest.length === 0 ? change(row) : changeInside(row, rest, change)
  return { ...group, rows: group.rows.toSpliced(index, 1, ...(changed ? [changed] : [])) }
}

function changeInside(row: ConditionRow, place: RowPlace, change: (row: ConditionRow) => ConditionRow | undefined): ConditionRow {
  if (row.kind === 'group') return changeRow(row, place, change)
  if (row.kind === 'line') return { ...row, where: changeRow(row.where, place, change) }
  return row
}

/** Adds a row at the end of the group at a place; that of a line row is the group of its `where`. */
export function addRow(group: GroupRow, place: RowPlace, row: ConditionRow): GroupRow {
  const add = (to: GroupRow): GroupRow => ({ ...to, rows: [...to.rows, row] })
  if (place.length === 0) return add(group)
  return changeRow(group, place, (found) => {
    if (found.kind === 'group') return add(found)
    return found.kind === 'line' ? { ...found, where: add(found.where) } : found
  })
}

function withoutGaps(members: Readonly<Record<string, Json | undefined>>): Json {
  return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined))
}

function isMembers(value: Json | undefined): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

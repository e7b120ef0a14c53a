import { expect, it } from 'vitest'
import type { Json } from '#core/kit/record.ts'
import { addRow, type CompareRow, changeRow, fromRows, toRows } from './condition-rows.ts'

const paid: Json = { path: 'data.paymentState', is: 'equals', value: 'paid' }
const open: Json = { path: 'data.status', is: 'one-of', values: ['open', 'delivered'], ignoreCase: true }
const shown = (condition: Json) => {
  const rows = toRows(condition)
  if (!rows) throw new Error('These are no rows.')
  return rows
}
const row: CompareRow = { kind: 'compare', path: 'key', is: 'not-empty' }

it.each<[string, Json]>([
  ['all of', { all: [paid, open] }],
  ['any of', { any: [paid, { all: [open] }] }],
  ['none of', { not: { any: [paid, open] } }],
  ['lines', { all: [{ path: 'data.lines', is: 'has-line', where: { any: [{ path: 'sku', is: 'empty' }] } }] }],
])('shows and stores a condition of %s without changing it', (_name, condition) => {
  expect(fromRows(shown(condition))).toEqual(condition)
})

it('puts a lone comparison into a group', () => {
  expect(fromRows(shown(paid))).toEqual({ all: [paid] })
})

it('shows "not" of one thing as none of it', () => {
  expect(fromRows(shown({ not: { all: [paid] } }))).toEqual({ not: { any: [{ all: [paid] }] } })
})

it('starts with an empty group where nothing is set', () => {
  expect(toRows(undefined)).toEqual({ kind: 'group', mode: 'all', rows: [] })
})

it.each<Json>(['paid', { all: 4 }, { all: ['x'] }, { path: 3 }])('has no rows for %j', (condition) => {
  expect(toRows(condition)).toBeUndefined()
})

it('changes a row inside a group', () => {
  const rows = changeRow(shown({ all: [paid, { any: [open] }] }), [1, 0], () => row)
  expect(fromRows(rows)).toEqual({ all: [paid, { any: [{ path: 'key', is: 'not-empty' }] }] })
})

it('takes a row out', () => {
  expect(fromRows(changeRow(shown({ all: [paid, open] }), [0], () => undefined))).toEqual({ all: [open] })
})

it('adds a row to the lines of a line condition', () => {
  const rows = addRow(shown({ all: [{ path: 'data.lines', is: 'has-no-line', where: { all: [] } }] }), [0], row)
  expect(fromRows(rows)).toEqual({
    all: [{ path: 'data.lines', is: 'has-no-line', where: { all: [{ path: 'key', is: 'not-empty' }] } }],
  })
})

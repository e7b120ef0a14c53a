import { expect, it } from 'vitest'
import { cellOf, choosable, columnOf, type SchemaField, usualColumns } from './columns.ts'

const field = (path: string, types: readonly string[] = ['text'], filled = 10): SchemaField => ({
  path,
  types,
  filled,
  of: 10,
  example: 'x',
})

it('begins with plain fields of the model, without the one the key shows', () => {
  const schema = [
    field('key'),
    field('data.number'),
    field('data.status'),
    field('data.currency'),
    field('data.customer.name'),
    field('data.lines', ['list']),
    field('raw.x'),
  ]
  expect(usualColumns(schema, 'order')).toEqual(['data.status', 'data.currency', 'data.customer.name'])
})

it('leaves out what no record has', () => {
  expect(usualColumns([field('data.note', ['text'], 0), field('data.status')], 'order')).toEqual(['data.status'])
})

it('shows what there is of kinds of record nobody knows', () => {
  expect(usualColumns([field('data.colour')], 'delivery-note')).toEqual(['data.colour'])
})

it('puts amounts to the right', () => {
  expect(columnOf('data.totals.incl', [], 'order')).toMatchObject({ label: 'Total incl. tax', isNumber: true })
  expect(columnOf('data.size', [field('data.size', ['number'])], 'x')).toMatchObject({ label: 'data.size', isNumber: true })
})

it('offers for columns only what fits a cell', () => {
  expect(choosable([field('data.lines[].sku'), field('data.lines', ['list']), field('raw.ref')]).map((one) => one.path)).toEqual([
    'raw.ref',
  ])
})

it('finds the value of a cell', () => {
  const record = { entity: 'order', key: '1', data: { customer: { name: 'Jan' } }, raw: {}, origin: { connector: 'x', account: 'y' } }
  expect(cellOf({ index: 0, rowId: 1, record, outcome: null, from: null }, 'data.customer.name')).toBe('Jan')
})

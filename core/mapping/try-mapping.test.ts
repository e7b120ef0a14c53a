import { expect, it } from 'vitest'
import type { FlowRecord } from '#core/kit/record.ts'
import { tryMapping } from './try-mapping.ts'

const order: FlowRecord = {
  entity: 'order',
  key: '1042',
  data: { number: '1042', total: 'x', lines: [{ sku: ' 120101 ', taxCode: '1' }, { taxCode: '7' }] },
  raw: {},
  origin: { connector: 'mplus', account: 'demo' },
}
const attempt = (...mappings: unknown[]) => mappings.map((mapping) => tryMapping(order, mapping, 'Europe/Amsterdam'))

it('gives the value of each mapping', () => {
  expect(attempt({ target: 'note', template: 'Order {data.number}' }, { target: 'x', constant: 4 })).toEqual([
    { ok: true, value: 'Order 1042' },
    { ok: true, value: 4 },
  ])
})

it('gives one value for each line of a mapping of lines', () => {
  expect(attempt({ target: 'lines[].sku', path: 'sku', steps: [{ do: 'trim' }] })).toEqual([{ ok: true, value: ['120101', null] }])
})

it('says of a mapping that fails why, with the record and its line', () => {
  const [failed, fine] = attempt(
    { target: 'lines[].taxCode', path: 'taxCode', steps: [{ do: 'value-map', table: { 1: '21 %' } }] },
    { target: 'number', path: 'data.number' },
  )
  expect(failed).toEqual({ ok: false, message: 'Order 1042, line 2: tax code "7" has no mapping.' })
  expect(fine).toEqual({ ok: true, value: '1042' })
})

it('names the part of a mapping that is not understood, and not its place in a list', () => {
  expect(attempt({ target: 'x', path: 'data.x', steps: [{ do: 'fly' }] })).toEqual([
    { ok: false, message: 'steps[0].do is "fly", which is not a function' },
  ])
})

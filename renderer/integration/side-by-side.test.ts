import { expect, it } from 'vitest'
import type { FlowRecord } from '#core/kit/record.ts'
import { glance, sideBySide } from './side-by-side.ts'

const order = (taxCode: string, note?: string): FlowRecord => ({
  ...{ entity: 'order', key: '1042', raw: null, origin: { connector: 'mplus', account: 'till' } },
  data: {
    ...{ number: '1042', currency: 'EUR', customer: { company: 'Jansen BV', name: 'J. Jansen' }, note },
    lines: [{ sku: '1', taxCode }, { sku: '2' }],
    totals: { incl: '19.90' },
  },
})

it('sets what changes on the way first, then all else in its order', () => {
  const pairs = sideBySide(order('1'), order('21%'))
  expect(pairs[0]).toEqual({ path: 'lines[0].taxCode', label: 'Lines 1 · Tax code', source: '1', target: '21%', isChanged: true })
  expect(pairs.slice(1).some(({ isChanged }) => isChanged)).toBe(false)
  expect(pairs[1]?.label).toBe('Order number')
})

it('shows what is added or falls away on the way', () => {
  expect(sideBySide(order('1', 'ring twice'), order('1'))[0]).toMatchObject({
    path: 'note',
    source: 'ring twice',
    target: '',
    isChanged: true,
  })
})

it('marks nothing where nothing is sent', () => {
  expect(sideBySide(order('1'), null).some(({ isChanged }) => isChanged)).toBe(false)
})

it('tells an order by its company, its total and its lines', () => {
  expect(glance(order('1'))).toEqual({ text: 'Jansen BV · 19.90 EUR', lines: 2 })
  expect(glance({ ...order('1'), data: { totals: { incl: '371.7' }, currency: 'EUR' } }).text).toBe('371.70 EUR')
  expect(glance({ ...order('1'), entity: 'product', data: { name: 'Bel', priceExcl: '8' } }).text).toBe('Bel · 8.00')
  expect(glance({ ...order('1'), entity: 'own', data: {} })).toEqual({ text: '1042', lines: 0 })
})

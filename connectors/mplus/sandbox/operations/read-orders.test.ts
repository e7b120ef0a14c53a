import { expect, it } from 'vitest'
import type { Taken } from '../schema/operations.ts'
import { buildOrder, buildShop } from '../shop/build-shop.ts'
import type { NewOrder } from '../shop/till.ts'
import { findOrder, getOrders, getOrdersByExtOrderIds } from './read-orders.ts'

function referencesOf(orders: Partial<NewOrder>[], filter: Partial<Taken<'getOrders'>['request']>) {
  const { shop, till } = buildShop()
  for (const order of orders) till.addOrder(buildOrder(order))
  const answer = getOrders(shop, { request: { articlePluNumbers: {}, articleBarcodes: {}, ...filter } })
  return (answer.orderList.order ?? []).map(({ reference }) => reference).sort()
}

it('leaves table orders out unless they are asked for', () => {
  const orders: Partial<NewOrder>[] = [{ reference: 'web' }, { reference: 'table', orderType: 'ORDER-TYPE-TABLE-ORDER' }]
  expect(referencesOf(orders, {})).toEqual(['web'])
})

it('counts both ends of a range of booking dates', () => {
  const on = (day: number) => ({ reference: String(day), financialDate: { day, mon: 11, year: 2026 } })
  const range = { fromFinancialDate: { day: 2, mon: 11, year: 2026 }, throughFinancialDate: { day: 3, mon: 11, year: 2026 } }
  expect(referencesOf([on(1), on(2), on(3), on(4)], range)).toEqual(['2', '3'])
})

it('filters by an article on the lines', () => {
  const line = [{ articleNumber: 120_102, data: { quantity: 1 } }]
  expect(referencesOf([{ reference: 'M' }, { reference: 'L', lineList: { line } }], { articleNumbers: [120_102] })).toEqual(['L'])
})

it('leaves lines out when only headers are asked for', () => {
  const { shop, till } = buildShop()
  till.addOrder(buildOrder())
  const answer = getOrders(shop, { request: { articlePluNumbers: {}, articleBarcodes: {}, includeLineList: false } })
  expect(answer.orderList.order?.[0]).not.toHaveProperty('lineList')
})

it('finds an order by its external id, compared as text', () => {
  const { shop, till } = buildShop()
  till.addOrder(buildOrder({ extOrderId: '0042' }))
  expect([findOrder(shop, { extOrderId: '0042' }).result, findOrder(shop, { extOrderId: '42' }).result]).toEqual([
    'GET-ORDER-RESULT-OK',
    'GET-ORDER-RESULT-NOT-FOUND',
  ])
})

it('finds several orders by external ids and passes over unknown ones', () => {
  const { shop, till } = buildShop()
  for (const extOrderId of ['a', 'b']) till.addOrder(buildOrder({ extOrderId }))
  const answer = getOrdersByExtOrderIds(shop, { request: { extOrderIds: { id: ['a', 'x', 'b'] } } })
  expect(answer.orderList.order?.map(({ extOrderId }) => extOrderId).sort()).toEqual(['a', 'b'])
})

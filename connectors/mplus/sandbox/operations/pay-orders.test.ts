import { expect, it } from 'vitest'
import { buildOrder, buildShop } from '../shop/build-shop.ts'
import { payOrderV2 } from './pay-orders.ts'
import { levelOf } from './stock.ts'

const raincoats = { branchNumber: 1, articleNumber: 120_101 }

it('lowers free and reserved stock when an order is paid in full', () => {
  const { shop, till } = buildShop()
  till.setStock({ ...raincoats, amount: 7 })
  till.payOrder(till.addOrder(buildOrder()).orderId, [{ method: 'PIN', amount: 9990 }], 'invoice')
  expect(levelOf(shop, raincoats)).toMatchObject({ free: { amount: 5 }, reserved: { amount: 0 } })
})

it('writes a sale into the stock history', () => {
  const { shop, till } = buildShop()
  till.payOrder(till.addOrder(buildOrder()).orderId, [{ method: 'PIN', amount: 9990 }], 'invoice')
  expect(shop.movements).toMatchObject([{ articleNumber: 120_101, change: { amount: -2 }, type: 'STOCK-HISTORY-TYPE-SALES' }])
})

it('moves a paid order to a higher marker', () => {
  const { till } = buildShop()
  const order = till.addOrder(buildOrder())
  expect(till.payOrder(order.orderId, [{ method: 'PIN', amount: 1 }], 'deposit').syncMarker).toBeGreaterThan(order.syncMarker)
})

const pay = (amount: number, kind: 'deposit' | 'invoice', times = 1) => {
  const { shop, till } = buildShop()
  const { orderId } = till.addOrder(buildOrder())
  const request = { orderId, prepay: kind === 'deposit', paymentList: { payment: [{ method: 'PIN', amount }] } }
  return Array.from({ length: times }, (_, time) => payOrderV2(shop, { request: { ...request, idempotencyKey: `key-${time}` } })).at(-1)
    ?.result
}

it('refuses to invoice an order that is not paid in full', () => {
  expect(pay(9989, 'invoice')).toBe('PAY-ORDER-RESULT-PAYMENT-INSUFFICIENT')
})

it('refuses more than the order costs', () => {
  expect(pay(9991, 'deposit')).toBe('PAY-ORDER-RESULT-FAILED')
})

it('refuses to pay an invoiced order again', () => {
  expect(pay(9990, 'invoice', 2)).toBe('PAY-ORDER-RESULT-ORDER-ALREADY-INVOICED')
})

import { expect, it } from 'vitest'
import { noSignal, scriptedTill } from '../testing/scripted-till.ts'
import { findOrders } from './order-find.ts'

const noInvoice = '<result>GET-INVOICE-RESULT-NOT-FOUND</result>'

it('finds orders in one call by the ids we gave them, and answers per key', async () => {
  const till = scriptedTill({
    getOrdersByExtOrderIds:
      '<orderList><order><orderId>6f1c</orderId><extOrderId>odoo.demo.order.2</extOrderId><orderNumber><year>2026</year><number>77</number></orderNumber></order></orderList>',
    findInvoice: noInvoice,
  })
  const items = [
    { key: '1', externalId: 'odoo.demo.order.1' },
    { key: '2', externalId: 'odoo.demo.order.2' },
  ]
  const found = await findOrders(till.client, { items, signal: noSignal })
  expect([found.get('1'), found.get('2')?.map(({ id, label }) => [id, label])]).toEqual([[], [['6f1c', '2026-77']]])
  expect(till.body('getOrdersByExtOrderIds')).toBe(
    '<getOrdersByExtOrderIds><request><extOrderIds><id>odoo.demo.order.1</id><id>odoo.demo.order.2</id></extOrderIds></request></getOrdersByExtOrderIds>',
  )
})

it('finds an order that was placed as an invoice', async () => {
  const till = scriptedTill({
    getOrdersByExtOrderIds: '<orderList/>',
    findInvoice:
      '<result>GET-INVOICE-RESULT-OK</result><invoice><invoiceId>9a</invoiceId><invoiceNumber><year>2026</year><number>8</number></invoiceNumber></invoice>',
  })
  const found = await findOrders(till.client, { items: [{ key: '1', externalId: 'odoo.demo.order.1' }], signal: noSignal })
  expect(found.get('1')).toEqual([{ id: '9a', label: '2026-8', data: { number: '2026-8' } }])
})

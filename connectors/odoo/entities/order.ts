import { neutralStatuses } from '#core/codes/order-status-codes.ts'
import { defineEntity } from '#core/kit/define-connector.ts'
import { type Order, order as schema } from '#core/model/order.ts'
import type { OdooClient } from '../client.ts'
import { createOrders } from './order-create.ts'
import { findOrders } from './order-find.ts'
import { orderRead } from './order-read.ts'
import { type OrderWriteSettings, orderWriteFields } from './order-write-fields.ts'

const orderCodes = {
  'tax-code': { list: 'taxes' },
  'payment-terms': { list: 'payment-terms' },
  'shipping-method': { list: 'carriers' },
  'price-list': { list: 'price-lists' },
} as const

/** Quotations and sales orders, which are one model in Odoo (`sale.order`). */
export const order = defineEntity<OdooClient, Order>({
  entity: 'order',
  label: 'Orders',
  schema,
  read: orderRead,
  find: { by: ['reference'], run: findOrders },
  create: {
    idempotency: 'lookup',
    // 100 orders with a line each take about a second, 20 confirmations another; the default time limit of a worker is two minutes.
    batch: 50,
    run: (client, request) => createOrders(client, { ...request, settings: request.settings as OrderWriteSettings }),
  },
  writeFields: orderWriteFields,
  documentTypes: { quotation: 'Quotation', order: 'Confirmed order' },
  codes: { read: { ...orderCodes, 'order-status': neutralStatuses() }, write: orderCodes },
})

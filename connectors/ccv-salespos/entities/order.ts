import { defineEntity, defineRead } from '#core/kit/define-connector.ts'
import { type Order, order as orderSchema } from '#core/model/order.ts'
import type { CcvClient } from '../client.ts'
import { findOrders } from './order-find.ts'
import { describeOrderPosition, orderPages, orderReadFields } from './order-read.ts'
import { createOrders } from './order-write.ts'
import { orderWriteFields } from './order-write-fields.ts'

/** Orders are placed once and never changed afterwards: an order that is there already is skipped. */
export const order = defineEntity<CcvClient, Order>({
  entity: 'order',
  label: 'Orders',
  schema: orderSchema,
  read: defineRead({ fields: orderReadFields, describePosition: describeOrderPosition, pages: orderPages }),
  find: { by: ['reference'], run: findOrders },
  create: { idempotency: 'lookup', batch: 25, run: createOrders },
  writeFields: orderWriteFields,
  documentTypes: { order: 'Order', invoice: 'Order with invoice' },
  codes: {
    read: {
      'tax-code': { list: 'vat-rates' },
      'payment-method': { list: 'payment-methods' },
      'shipping-method': { list: 'delivery-methods' },
      'order-status': { list: 'order-statuses', path: 'raw.status' },
    },
    write: {
      'tax-code': { list: 'vat-rates' },
      'shipping-method': { list: 'delivery-methods' },
      'order-status': { list: 'order-statuses', path: 'extra.status' },
    },
  },
})

import { neutralStatuses } from '#core/codes/order-status-codes.ts'
import { defineEntity, defineRead } from '#core/kit/define-connector.ts'
import { type Order, order as orderSchema } from '#core/model/order.ts'
import type { MplusClient } from '../client.ts'
import { findOrders } from './order-find.ts'
import { orderPages, orderReadFields } from './order-read.ts'
import { createOrders } from './order-write.ts'
import { orderWriteFields } from './order-write-fields.ts'
import { describeMarker } from './pages-by-marker.ts'

/** Orders are placed once and never changed afterwards: an order that is there already is skipped. */
export const order = defineEntity<MplusClient, Order>({
  entity: 'order',
  label: 'Orders',
  schema: orderSchema,
  read: defineRead({ fields: orderReadFields, describePosition: describeMarker, pages: orderPages }),
  find: { by: ['reference'], run: findOrders },
  create: { idempotency: 'vendor-key', batch: 50, run: createOrders },
  writeFields: orderWriteFields,
  documentTypes: { order: 'Order', invoice: 'Invoice' },
  codes: {
    read: {
      'tax-code': { list: 'vat-codes' },
      'payment-method': { list: 'payment-methods' },
      'shipping-method': { list: 'delivery-methods' },
      'order-status': neutralStatuses(['open', 'delivered', 'completed', 'cancelled']),
    },
    write: { 'tax-code': { list: 'vat-codes' }, 'payment-method': { list: 'payment-methods' } },
    // An invoice of the till has no delivery.
    writeByDocument: { order: { 'shipping-method': { list: 'delivery-methods' } } },
  },
})

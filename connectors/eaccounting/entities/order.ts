import { neutralStatuses } from '#core/codes/order-status-codes.ts'
import { defineEntity } from '#core/kit/define-connector.ts'
import { type Order, order as orderSchema } from '#core/model/order.ts'
import type { EaccountingClient } from '../client.ts'
import { documentTypes } from './document-types.ts'
import { findOrders } from './order-find.ts'
import { orderRead } from './order-read.ts'
import { createOrders } from './order-write.ts'
import { orderStatusChoices, orderWriteFields } from './order-write-fields.ts'

/** Documents are placed once and never changed afterwards: an order that is there already is skipped. */
export const order = defineEntity<EaccountingClient, Order>({
  entity: 'order',
  label: 'Orders',
  schema: orderSchema,
  read: orderRead,
  find: { by: ['reference'], run: findOrders },
  create: { idempotency: 'lookup', batch: 50, run: createOrders },
  writeFields: orderWriteFields,
  documentTypes,
  codes: {
    read: {
      'tax-code': { list: 'vat-rates' },
      'payment-terms': { list: 'payment-terms' },
      'shipping-method': { list: 'delivery-methods' },
      'order-status': neutralStatuses(['quotation', 'open', 'delivered', 'completed']),
    },
    // VAT and revenue account follow the article, never the line. A quotation takes its terms from the customer.
    writeByDocument: {
      order: {
        'payment-terms': { list: 'payment-terms' },
        'shipping-method': { list: 'delivery-methods' },
        'order-status': { choices: orderStatusChoices, path: 'extra.status' },
      },
      'invoice-draft': { 'payment-terms': { list: 'payment-terms' } },
      invoice: { 'payment-terms': { list: 'payment-terms' } },
    },
  },
})

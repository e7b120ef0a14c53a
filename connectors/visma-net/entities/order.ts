import { neutralStatuses } from '#core/codes/order-status-codes.ts'
import { defineEntity, defineRead } from '#core/kit/define-connector.ts'
import { type Order, order as orderSchema } from '#core/model/order.ts'
import type { VismaNetClient } from '../client.ts'
import { findOrders } from './order-find.ts'
import { describeOrderPosition, orderPages, orderReadFields } from './order-read.ts'
import { placedStatuses } from './order-to-visma-net.ts'
import { createOrders } from './order-write.ts'
import { orderWriteFields } from './order-write-fields.ts'

const shipped = { 'shipping-method': { list: 'shipping-methods' } } as const

/** Documents are placed once and never changed afterwards: an order that is there already is skipped. */
export const order = defineEntity<VismaNetClient, Order>({
  entity: 'order',
  label: 'Orders',
  schema: orderSchema,
  read: defineRead({ fields: orderReadFields, describePosition: describeOrderPosition, pages: orderPages }),
  find: { by: ['reference'], run: findOrders },
  create: { idempotency: 'lookup', batch: 20, run: createOrders },
  writeFields: orderWriteFields,
  documentTypes: {
    order: 'Order',
    'sales-invoice': 'Sales invoice (order service)',
    invoice: 'Invoice (customer ledger)',
    quotation: 'Quotation',
  },
  codes: {
    read: { 'tax-code': { list: 'taxes' }, 'order-status': neutralStatuses() },
    write: {
      'tax-code': { list: 'taxes' },
      'revenue-account': { list: 'revenue-accounts' },
      'payment-terms': { list: 'payment-terms' },
      'payment-method': { list: 'payment-methods', path: 'extra.paymentMethod' },
      'order-status': { choices: placedStatuses, path: 'extra.status' },
    },
    // The customer ledger knows VAT codes and nothing of deliveries; orders are taxed by VAT category.
    writeByDocument: {
      order: shipped,
      'sales-invoice': shipped,
      quotation: shipped,
      invoice: { 'tax-code': { list: 'vat-codes' } },
    },
  },
})

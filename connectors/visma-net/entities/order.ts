import { defineEntity, defineRead } from '#core/kit/define-connector.ts'
import { type Order, order as orderSchema } from '#core/model/order.ts'
import type { VismaNetClient } from '../client.ts'
import { findOrders } from './order-find.ts'
import { describeOrderPosition, orderPages, orderReadFields } from './order-read.ts'
import { createOrders } from './order-write.ts'
import { orderWriteFields } from './order-write-fields.ts'

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
})

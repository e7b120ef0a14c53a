import { defineEntity } from '#core/kit/define-connector.ts'
import { type Order, order as orderSchema } from '#core/model/order.ts'
import type { EaccountingClient } from '../client.ts'
import { documentTypes } from './document-types.ts'
import { findOrders } from './order-find.ts'
import { orderRead } from './order-read.ts'
import { createOrders } from './order-write.ts'
import { orderWriteFields } from './order-write-fields.ts'

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
})

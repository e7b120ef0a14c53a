import type { CreateItem, WriteRequest, WriteResult } from '#core/kit/define-connector.ts'
import { VendorError } from '#core/kit/errors.ts'
import type { Order } from '#core/model/order.ts'
import type { VismaNetClient } from '../client.ts'
import { type OrderDocument, orderTypeFor } from '../order-types.ts'
import { externalIdFor } from '../values/external-id.ts'
import { attemptAll } from './attempt.ts'
import { findInvoice, findOrderOf, orderIdOf } from './order-find.ts'
import { customerOf, invoiceBody, salesOrderCommand } from './order-to-visma-net.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

interface Placing {
  readonly item: CreateItem<Order>
  readonly settings: OrderWriteSettings
  readonly leave: () => void
  readonly signal: AbortSignal
}

/** Places documents, each in one request with all its lines. Neither API takes a key of ours twice, so `again` looks first. */
export function createOrders(
  client: VismaNetClient,
  { items, settings, signal }: WriteRequest<CreateItem<Order>, OrderWriteSettings>,
): Promise<readonly WriteResult[]> {
  return attemptAll(items, (item, leave) => {
    const placing = { item, settings, leave, signal }
    return item.documentType === 'invoice' ? placeInvoice(client, placing) : placeOrder(client, placing)
  })
}

async function placeOrder(client: VismaNetClient, { item, settings, leave, signal }: Placing): Promise<WriteResult> {
  const reference = externalIdFor(item.externalId)
  if (item.attempt === 'again') {
    const made = await findOrderOf(client, { customerId: customerOf(item), reference, signal })
    if (made) return { ok: true, id: orderIdOf(made), label: orderIdOf(made), existed: true }
  }
  // The item's document type is one of those this entity declares; absent means an order.
  const document = (item.documentType ?? 'order') as OrderDocument
  const chosen = { order: settings.orderType, 'sales-invoice': settings.salesInvoiceType, quotation: settings.quotationType }[document]
  const type = await orderTypeFor(client, { document, chosen, signal })
  const body = salesOrderCommand(item, { type, settings })
  leave()
  const [madeType = type, orderId] = await client.create({
    service: 'salesOrder',
    path: '/SalesOrders',
    label: 'order.create',
    body,
    signal,
  })
  if (orderId === undefined) throw untold(item)
  const id = orderIdOf({ type: madeType, orderId })
  return { ok: true, id, label: id }
}

async function placeInvoice(client: VismaNetClient, { item, settings, leave, signal }: Placing): Promise<WriteResult> {
  if (item.attempt === 'again') {
    const made = await findInvoice(client, externalIdFor(item.externalId), signal)
    if (made !== undefined) return { ok: true, id: made, label: made, existed: true }
  }
  const body = invoiceBody(item, settings)
  leave()
  const [number] = await client.create({ service: 'erp', path: '/customerinvoice', label: 'customerinvoice.create', body, signal })
  if (number === undefined) throw untold(item)
  return { ok: true, id: number, label: number }
}

/** No refusal: the document is there, and has to be looked up. */
function untold({ data }: CreateItem<Order>): VendorError {
  return new VendorError(`Order ${data.number}: Visma.net made the document without telling its number.`, { code: 'number-untold' })
}

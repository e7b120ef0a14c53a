import type { Existing, FindItem } from '#core/kit/define-connector.ts'
import type { MplusClient } from '../client.ts'
import type { MplusInvoice, MplusOrder } from '../soap/order-shapes.ts'
import { externalIdFor } from '../values/external-id.ts'
import { chunks } from './chunks.ts'
import { orderNumber, toOrder } from './order-from-mplus.ts'

interface FindRequest {
  readonly items: readonly FindItem[]
  readonly signal: AbortSignal
}

/**
 * Looks for documents under the id we gave them: orders in batches, and for what is no order, invoices one by one,
 * which is all the service offers.
 */
export async function findOrders(client: MplusClient, { items, signal }: FindRequest): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const idOf = ({ key, externalId }: FindItem) => externalIdFor(externalId ?? key)
  const orders = await ordersById(client, [...new Set(items.map(idOf))], signal)
  const found = items.map(async (item): Promise<[string, readonly Existing[]]> => {
    const order = orders.get(idOf(item))
    if (order) return [item.key, [existingOrder(order, client.currency)]]
    const invoice = await findInvoice(client, idOf(item), signal)
    return [item.key, invoice ? [existingInvoice(invoice)] : []]
  })
  return new Map(await Promise.all(found))
}

async function ordersById(client: MplusClient, ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, MplusOrder>> {
  const answers = await Promise.all(
    chunks(ids, 100).map((extOrderIds) => client.call('getOrdersByExtOrderIds', { request: { extOrderIds } }, signal)),
  )
  return new Map(
    answers.flatMap(({ orderList }) => orderList).flatMap((order) => (order.extOrderId === undefined ? [] : [[order.extOrderId, order]])),
  )
}

/** The one order under this id, or undefined. */
export async function findOrder(client: MplusClient, extOrderId: string, signal: AbortSignal): Promise<MplusOrder | undefined> {
  return (await client.call('findOrder', { extOrderId }, signal)).order
}

export async function findInvoice(client: MplusClient, extInvoiceId: string, signal: AbortSignal): Promise<MplusInvoice | undefined> {
  return (await client.call('findInvoice', { extInvoiceId }, signal)).invoice
}

function existingOrder(order: MplusOrder, currency: string): Existing {
  return { id: order.orderId ?? '', label: orderNumber(order), data: toOrder(order, undefined, currency) }
}

/** Invoices are told by number only; an order that became one is never compared. */
function existingInvoice(invoice: MplusInvoice): Existing {
  return { id: invoice.invoiceId ?? '', label: invoiceLabel(invoice), data: { number: invoiceLabel(invoice) } }
}

export function invoiceLabel({ invoiceId, invoiceNumber }: Pick<MplusInvoice, 'invoiceId' | 'invoiceNumber'>): string {
  return invoiceNumber?.number === undefined ? (invoiceId ?? '') : `${invoiceNumber.year}-${invoiceNumber.number}`
}

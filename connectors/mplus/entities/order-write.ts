import { attemptAll, once } from '#core/kit/attempt.ts'
import type { CreateItem, WriteRequest, WriteResult } from '#core/kit/define-connector.ts'
import { DataError, VendorError } from '#core/kit/errors.ts'
import type { Order } from '#core/model/order.ts'
import type { MplusClient } from '../client.ts'
import { refusalError } from '../failures.ts'
import { deliveryMethods, paymentMethods } from '../lists.ts'
import type { RequestOf } from '../soap/operations.ts'
import { externalIdFor } from '../values/external-id.ts'
import { findInvoice, findOrder, invoiceLabel } from './order-find.ts'
import { orderNumber } from './order-from-mplus.ts'
import { documentDraft, orderDraft, paymentDrafts, type TillMethods } from './order-to-mplus.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

type OrderItem = CreateItem<Order>

/** Places orders, or invoices for items of that document type. Each carries our id, which the till accepts only once. */
export function createOrders(
  client: MplusClient,
  { items, settings, signal }: WriteRequest<OrderItem, OrderWriteSettings>,
): Promise<readonly WriteResult[]> {
  const asked = once(() => methodsFor(client, items, signal))
  return attemptAll(items, async (item, leave) => {
    const context = {
      relationNumber: relationOf(item),
      settings,
      methods: await asked(),
      timeZone: client.timeZone,
      now: client.clock.now(),
    }
    const extId = externalIdFor(item.externalId)
    const payments = paymentDrafts(item.data, context)
    if (item.documentType === 'invoice') {
      const invoice = { ...documentDraft(item.data, context), extInvoiceId: extId, paymentList: payments.length > 0 ? payments : undefined }
      return placeInvoice(client, { item, invoice, leave, signal })
    }
    const order = { ...orderDraft(item.data, context), extOrderId: extId }
    const request = { order, ...(payments.length > 0 ? { prepay: true, paymentList: payments } : {}) }
    return placeOrder(client, { item, request, leave, signal })
  })
}

/** @throws DataError when the planner found no debtor. */
function relationOf({ links, data }: OrderItem): string {
  if (links?.customerId !== undefined) return links.customerId
  throw new DataError(`Order ${data.number} has no customer in MplusKASSA.`, {
    code: 'customer-missing',
    hint: 'MplusKASSA books every order on a relation. Let the flow create customers, or choose a default debtor.',
  })
}

/** The till's methods, asked for only when an order of this batch names one. */
async function methodsFor(client: MplusClient, items: readonly OrderItem[], signal: AbortSignal): Promise<TillMethods> {
  const [payment, delivery] = await Promise.all([
    items.some(({ data }) => data.payments.length > 0) ? paymentMethods(client, signal) : [],
    items.some(({ data }) => data.shippingMethod) ? deliveryMethods(client, signal) : [],
  ])
  return { payment, delivery }
}

interface Placing {
  readonly item: OrderItem
  readonly leave: () => void
  readonly signal: AbortSignal
}

type CreateRequest = NonNullable<RequestOf<'createOrderV3'>['request']>

async function placeOrder(
  client: MplusClient,
  { item, request, leave, signal }: Placing & { readonly request: CreateRequest },
): Promise<WriteResult> {
  const extOrderId = request.order?.extOrderId ?? ''
  const send = (idempotencyKey: string) => client.call('createOrderV3', { request: { idempotencyKey, ...request } }, signal)
  leave()
  const first = await send(extOrderId)
  // The service repeats the first answer to a key, refusals included: an order refused yesterday for a missing article would be
  // refused for ever. A fresh key asks anew; the order's external id still keeps it from being placed twice.
  const isStale = isReplay(first.idempotencyResult) && first.result !== 'CREATE-ORDER-RESULT-OK'
  const answer = isStale ? await send(`${extOrderId}.${client.clock.now().getTime().toString(36)}`) : first
  const what = `Order ${item.data.number}`
  switch (answer.result) {
    case 'CREATE-ORDER-RESULT-OK':
      if (!answer.info?.orderId) throw new VendorError(`${what}: MplusKASSA placed it without telling its id.`)
      return { ok: true, id: answer.info.orderId, label: answer.info.orderString, existed: isReplay(answer.idempotencyResult) }
    case 'CREATE-ORDER-RESULT-EXT-ORDER-ID-ALREADY-EXISTS': {
      const order = await findOrder(client, extOrderId, signal)
      if (!order?.orderId) throw new VendorError(`${what}: MplusKASSA says it exists and does not find it.`, { facts: { extOrderId } })
      return { ok: true, id: order.orderId, label: orderNumber(order), existed: true }
    }
    case 'CREATE-ORDER-RESULT-PAYMENT-FAILED': {
      // Nothing published says whether the order itself stays when its payment is refused.
      const order = await findOrder(client, extOrderId, signal)
      const placed = order ? ` (the order is in the till as ${orderNumber(order)}, unpaid)` : ''
      throw refusalError({ what: `${what}${placed}`, result: answer.result, said: answer.errorMessage, answer })
    }
    default:
      throw refusalError({ what, result: answer.result, said: answer.errorMessage, answer })
  }
}

function isReplay(result: string | undefined): boolean {
  return result === 'IDEMPOTENCY-RESULT-REPLAY-RESPONSE'
}

type InvoiceDraft = NonNullable<RequestOf<'saveInvoice'>['invoice']>

/** Saving takes no idempotency key, so a second attempt looks for the invoice first. */
async function placeInvoice(
  client: MplusClient,
  { item, invoice, leave, signal }: Placing & { readonly invoice: InvoiceDraft },
): Promise<WriteResult> {
  const extInvoiceId = invoice.extInvoiceId ?? ''
  const what = `Invoice for order ${item.data.number}`
  const made = item.attempt === 'again' ? await existingInvoice(client, extInvoiceId, signal) : undefined
  if (made) return made
  leave()
  const answer = await client.call('saveInvoice', { invoice }, signal)
  switch (answer.result) {
    case 'SAVE-INVOICE-RESULT-OK':
      if (!answer.info?.invoiceId) throw new VendorError(`${what}: MplusKASSA saved it without telling its id.`)
      return { ok: true, id: answer.info.invoiceId, label: answer.info.invoiceString ?? invoiceLabel(answer.info) }
    case 'SAVE-INVOICE-RESULT-EXT-INVOICE-ID-ALREADY-EXISTS': {
      const existing = await existingInvoice(client, extInvoiceId, signal)
      if (!existing) throw new VendorError(`${what}: MplusKASSA says it exists and does not find it.`, { facts: { extInvoiceId } })
      return existing
    }
    default:
      throw refusalError({ what, result: answer.result, said: answer.errorMessage, answer })
  }
}

async function existingInvoice(client: MplusClient, extInvoiceId: string, signal: AbortSignal): Promise<WriteResult | undefined> {
  const invoice = await findInvoice(client, extInvoiceId, signal)
  return invoice?.invoiceId === undefined ? undefined : { ok: true, id: invoice.invoiceId, label: invoiceLabel(invoice), existed: true }
}

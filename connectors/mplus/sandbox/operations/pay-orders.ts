import type { Answer, Taken } from '../schema/operations.ts'
import type { Value } from '../schema/shapes.ts'
import { negateScaled } from '../shop/amounts.ts'
import { defaultBranch, paymentMethods } from '../shop/configuration.ts'
import { toDay, toMoment } from '../shop/moments.ts'
import { quantityOf } from '../shop/sale-lines.ts'
import { findArticle, nextMarker, type Order, type Shop } from '../shop/shop.ts'
import { keepInvoiceOfOrder } from './invoices.ts'
import { moveStock, reserveStock } from './stock.ts'

export function payOrderV2(shop: Shop, { request }: Taken<'payOrderV2'>): Answer<'payOrderV2'> {
  const { orderId, prepay, paymentList } = request
  const paid = applyPayment(shop, { orderId, prepay, payments: paymentList.payment ?? [] })
  return { idempotencyResult: 'IDEMPOTENCY-RESULT-ORIGINAL-RESPONSE', ...paid, errorMessage: paid.errorMessage ?? '' }
}

interface Paid {
  readonly result: NonNullable<Answer<'createOrderV3'>['payResult']>
  readonly errorMessage?: string
  readonly invoiceId?: string
}

/** `prepay` books a deposit only; otherwise the order must be paid in full, and is delivered and invoiced at once. */
export function applyPayment(
  shop: Shop,
  { orderId, prepay, payments }: { readonly orderId: string; readonly prepay: boolean; readonly payments: readonly Value<'Payment'>[] },
): Paid {
  const failed = (errorMessage: string): Paid => ({ result: 'PAY-ORDER-RESULT-FAILED', errorMessage })
  const order = shop.orders.get(orderId)
  if (!order) return failed(`There is no order ${orderId}.`)
  if (order.invoiceIds?.id?.length)
    return { result: 'PAY-ORDER-RESULT-ORDER-ALREADY-INVOICED', errorMessage: 'The order is already invoiced.' }
  if (order.cancelState === 'ORDER-CANCEL-STATE-COMPLETE') return failed('The order is cancelled.')
  const unknown = payments.find(({ method }) => !paymentMethods.some((one) => one.method === method))
  if (unknown) return failed(`There is no payment method "${unknown.method}".`)
  const total = order.totalInclAmount ?? 0
  const paidBefore = order.prepaidAmount ?? 0
  const paidNow = payments.reduce((sum, { amount }) => sum + amount, paidBefore)
  if (paidNow > Math.max(total, paidBefore)) return failed(`${paidNow} cents is more than the ${total} cents of the order.`)
  if (!prepay && paidNow < total) {
    return { result: 'PAY-ORDER-RESULT-PAYMENT-INSUFFICIENT', errorMessage: `${total - paidNow} cents are still open.` }
  }
  const payment = [...(order.paymentList?.payment ?? []), ...payments.map((one) => completePayment(shop, order, one))]
  const paid = { ...order, paymentList: { payment }, prepaidAmount: paidNow, fullyPaid: paidNow >= total }
  if (prepay) {
    saveChange(shop, paid)
    return { result: 'PAY-ORDER-RESULT-OK' }
  }
  const invoice = keepInvoiceOfOrder(shop, paid)
  deliver(shop, paid, invoice.invoiceId)
  saveChange(shop, {
    ...paid,
    invoiceIds: { id: [invoice.invoiceId] },
    ...(invoice.invoiceNumber && { invoiceNumbers: { yearNumber: [invoice.invoiceNumber] } }),
    deliveryState: 'ORDER-DELIVERY-STATE-COMPLETE',
    completeState: 'ORDER-COMPLETE-STATE-COMPLETE',
  })
  return { result: 'PAY-ORDER-RESULT-OK', invoiceId: invoice.invoiceId }
}

/** Keeps a changed order under its next marker. */
export function saveChange(shop: Shop, order: Order): void {
  const changeCounter = (order.changeCounter ?? 0) + 1
  shop.orders.set(order.orderId, { ...order, changeCounter, versionNumber: changeCounter, syncMarker: nextMarker(shop, 'order') })
}

function completePayment(shop: Shop, order: Order, payment: Value<'Payment'>): Value<'Payment'> {
  const method = paymentMethods.find((one) => one.method === payment.method)
  return {
    ...payment,
    paymentId: shop.newId(),
    financialDate: payment.financialDate ?? toDay(shop.now()),
    entryTimestamp: toMoment(shop.now()),
    branchNumber: payment.branchNumber ?? order.financialBranchNumber,
    description: method?.description,
    paymentMethodType: method?.type,
    accountNumber: method?.accountNumber,
  }
}

/** Delivered goods leave the free stock and are no longer reserved. */
function deliver(shop: Shop, order: Order, invoiceId: string): void {
  const branchNumber = order.financialBranchNumber ?? defaultBranch
  for (const line of order.lineList?.line ?? []) {
    const { articleNumber } = line
    if (findArticle(shop, articleNumber)?.article.stockArticle !== true) continue
    const sold = negateScaled(quantityOf(line))
    reserveStock(shop, { branchNumber, articleNumber, quantity: sold })
    moveStock(shop, { branchNumber, articleNumber, change: sold, type: 'STOCK-HISTORY-TYPE-SALES', orderId: order.orderId, invoiceId })
  }
}

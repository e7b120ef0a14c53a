import type { Answer, Taken } from '../schema/operations.ts'
import type { Value } from '../schema/shapes.ts'
import { defaultBranch, deliveryMethods, employees, hasBranch, hasWorkplace, paymentMethods } from '../shop/configuration.ts'
import { toDay, toMoment } from '../shop/moments.ts'
import { completeLines, quantityOf, refuseLines, totalsOf } from '../shop/sale-lines.ts'
import { nextMarker, type Order, type Shop } from '../shop/shop.ts'
import { applyPayment } from './pay-orders.ts'
import { orderByExtId } from './read-orders.ts'
import { reserveStock } from './stock.ts'

type Placed =
  | { readonly order: Order }
  | { readonly result: 'CREATE-ORDER-RESULT-FAILED' | 'CREATE-ORDER-RESULT-EXT-ORDER-ID-ALREADY-EXISTS'; readonly errorMessage: string }

export function createOrder(shop: Shop, { order }: Taken<'createOrder'>): Answer<'createOrder'> {
  const placed = placeOrder(shop, order ?? { orderId: '' })
  if (!('order' in placed)) return { ...placed, info: noInfo }
  return { result: 'CREATE-ORDER-RESULT-OK', info: infoOf(placed.order), errorMessage: '' }
}

export function createOrderV2(shop: Shop, { request }: Taken<'createOrderV2'>): Answer<'createOrderV2'> {
  const placed = placeOrder(shop, request.order)
  if (!('order' in placed)) return { ...placed, info: noInfo }
  return { result: 'CREATE-ORDER-RESULT-OK', order: placed.order, info: infoOf(placed.order) }
}

/** As V2, with payments. An order whose payment is refused stays, unpaid: what the vendor does then is not public. */
export function createOrderV3(shop: Shop, { request }: Taken<'createOrderV3'>): Answer<'createOrderV3'> {
  const idempotencyResult = 'IDEMPOTENCY-RESULT-ORIGINAL-RESPONSE'
  const placed = placeOrder(shop, request.order)
  if (!('order' in placed)) return { idempotencyResult, ...placed, info: noInfo }
  const info = infoOf(placed.order)
  if (!request.paymentList?.payment?.length) return { idempotencyResult, result: 'CREATE-ORDER-RESULT-OK', order: placed.order, info }
  const { orderId } = placed.order
  const paid = applyPayment(shop, { orderId, prepay: request.prepay === true, payments: request.paymentList.payment })
  return {
    idempotencyResult,
    result: paid.result === 'PAY-ORDER-RESULT-OK' ? 'CREATE-ORDER-RESULT-OK' : 'CREATE-ORDER-RESULT-PAYMENT-FAILED',
    order: shop.orders.get(orderId),
    ...(paid.errorMessage && { errorMessage: paid.errorMessage }),
    info,
    payResult: paid.result,
    invoiceId: paid.invoiceId,
  }
}

const noInfo = { orderId: '', orderString: '' }

function infoOf({ orderId, orderNumber }: Order): Value<'CreateOrderInfo'> {
  return { orderId, orderString: `${orderNumber?.year}-${orderNumber?.number}`, orderQueued: false }
}

/** Checks an order, completes it, keeps it and reserves its stock. */
function placeOrder(shop: Shop, given: Value<'Order'>): Placed {
  if (orderByExtId(shop, given.extOrderId)) {
    const errorMessage = `External order id "${given.extOrderId}" already exists.`
    return { result: 'CREATE-ORDER-RESULT-EXT-ORDER-ID-ALREADY-EXISTS', errorMessage }
  }
  const refusal = refuseOrder(shop, given)
  if (refusal) return { result: 'CREATE-ORDER-RESULT-FAILED', errorMessage: refusal }
  const order = completeOrder(shop, given)
  keepOrder(shop, order)
  for (const line of order.lineList?.line ?? []) {
    const branchNumber = order.financialBranchNumber ?? defaultBranch
    reserveStock(shop, { branchNumber, articleNumber: line.articleNumber, quantity: quantityOf(line) })
  }
  return { order }
}

export function keepOrder(shop: Shop, order: Order): void {
  shop.orders.set(order.orderId, order)
  if (order.extOrderId) shop.orderIdsByExtId.set(order.extOrderId, order.orderId)
}

function completeOrder(shop: Shop, given: Value<'Order'>): Order {
  const now = shop.now()
  const relation = shop.relations.get(given.relationNumber ?? 0)
  const vatMethod = given.vatMethod ?? relation?.defaultVatMethod ?? 'VAT-METHOD-INCLUSIVE'
  const line = completeLines(shop, given.lineList?.line ?? [], vatMethod)
  const financialDate = given.financialDate ?? toDay(now)
  return {
    ...given,
    orderId: shop.newId(),
    syncMarker: nextMarker(shop, 'order'),
    orderType: given.orderType ?? 'ORDER-TYPE-SALES-ORDER',
    entryBranchNumber: given.entryBranchNumber ?? defaultBranch,
    employeeName: employees.get(given.employeeNumber ?? 0),
    entryTimestamp: given.entryTimestamp ?? toMoment(now),
    relationName: relation?.name,
    relationVatNumber: relation?.vatNumber,
    financialDate,
    financialBranchNumber: given.financialBranchNumber ?? given.entryBranchNumber ?? defaultBranch,
    vatMethod,
    ...totalsOf(line, vatMethod),
    changeCounter: 1,
    versionNumber: 1,
    prepaidAmount: 0,
    fullyPaid: false,
    deliveryState: 'ORDER-DELIVERY-STATE-NOTHING',
    cancelState: 'ORDER-CANCEL-STATE-NOTHING',
    completeState: 'ORDER-COMPLETE-STATE-NOTHING',
    orderNumber: { year: financialDate.year, number: shop.orders.size + 1 },
    lineList: { line },
    paymentList: { payment: [] },
  }
}

function refuseOrder(shop: Shop, order: Value<'Order'>): string | undefined {
  const { relationNumber, employeeNumber, entryBranchNumber, workplaceNumber, financialBranchNumber, deliveryMethod, paymentMethod } = order
  if (relationNumber === undefined) return 'An order needs a relation number.'
  if (!shop.relations.has(relationNumber)) return `There is no relation ${relationNumber}.`
  if (employeeNumber === undefined) return 'An order needs an employee number.'
  if (!employees.has(employeeNumber)) return `There is no employee ${employeeNumber}.`
  if (entryBranchNumber !== undefined && !hasBranch(entryBranchNumber)) return `There is no branch ${entryBranchNumber}.`
  // An integrator's public manual: another branch than the default one needs a workplace too.
  if (entryBranchNumber !== undefined && entryBranchNumber !== defaultBranch && workplaceNumber === undefined) {
    return `Entry branch ${entryBranchNumber} needs a workplace number.`
  }
  if (workplaceNumber !== undefined && !hasWorkplace(entryBranchNumber ?? defaultBranch, workplaceNumber)) {
    return `Branch ${entryBranchNumber ?? defaultBranch} has no workplace ${workplaceNumber}.`
  }
  if (financialBranchNumber !== undefined && !hasBranch(financialBranchNumber)) return `There is no branch ${financialBranchNumber}.`
  if (deliveryMethod && !deliveryMethods.some((one) => one.deliveryMethod === deliveryMethod && one.enabled)) {
    return `There is no delivery method "${deliveryMethod}".`
  }
  if (paymentMethod && !paymentMethods.some(({ method }) => method === paymentMethod))
    return `There is no payment method "${paymentMethod}".`
  // Whether an order may carry its payments along is not public; refused, so that no payment is lost in silence.
  if (order.paymentList?.payment?.length) return 'Payments go with createOrderV3 or payOrderV2, not inside the order.'
  return refuseLines(shop, order.lineList?.line ?? [])
}

import type { Order, OrderLine } from '#core/model/order.ts'
import type { MplusLine, MplusOrder } from '../soap/order-shapes.ts'
import type { MplusRelation } from '../soap/relation-shapes.ts'
import { centsOf, fromCents, placePoint } from '../values/money.ts'
import { fromScaled } from '../values/quantity.ts'
import { fromSoapDate, fromSoapDateTime } from '../values/time.ts'
import { fromMplusAddress } from './address.ts'
import { toCustomer } from './customer-fields.ts'

/** `2026-1042`; the service's own id for an order that has no number yet. */
export function orderNumber(order: Pick<MplusOrder, 'orderId' | 'orderNumber'>): string {
  const { orderNumber: number, orderId } = order
  const isNumbered = number?.year !== undefined && number.number !== undefined && Number(number.number) !== 0
  return isNumbered ? `${number.year}-${number.number}` : (orderId ?? '')
}

/** An order of the till in the neutral model. The order itself knows only its relation's number and name; the rest comes from the relation. */
export function toOrder(order: MplusOrder, relation: MplusRelation | undefined, currency: string): Order {
  return {
    number: orderNumber(order),
    placedAt: fromSoapDateTime(order.entryTimestamp),
    date: fromSoapDate(order.financialDate),
    currency,
    status: statusOf(order),
    paymentState: order.fullyPaid === true ? 'paid' : centsOf(order.prepaidAmount ?? '0') > 0n ? 'partly-paid' : 'unpaid',
    customer: customerOf(order, relation),
    billing: fromMplusAddress(order.invoiceAddress) ?? homeOf(relation),
    shipping: fromMplusAddress(order.deliveryAddress),
    pricesIncludeTax: order.vatMethod === undefined || order.vatMethod === 'VAT-METHOD-INCLUSIVE',
    lines: linesOf(order).map(toLine),
    shippingMethod: order.deliveryMethod,
    payments: order.paymentList.flatMap(({ method, amount, financialDate, externalReference }) =>
      method === undefined || amount === undefined
        ? []
        : [{ method, amount: fromCents(amount), paidOn: fromSoapDate(financialDate), reference: externalReference }],
    ),
    // The scale of the till's VAT percentage is not published: the code and the amounts to book are.
    taxes: order.vatGroupList.map(({ vatCode, exclAmount, vatAmount }) => ({
      code: vatCode,
      base: fromCents(exclAmount ?? '0'),
      amount: fromCents(vatAmount ?? '0'),
    })),
    totals: totalsOf(order),
    customerReference: order.reference,
    branch: order.financialBranchNumber,
  }
}

function statusOf({ cancelState, completeState, deliveryState }: MplusOrder): Order['status'] {
  if (cancelState === 'ORDER-CANCEL-STATE-COMPLETE') return 'cancelled'
  if (completeState === 'ORDER-COMPLETE-STATE-COMPLETE') return 'completed'
  return deliveryState === 'ORDER-DELIVERY-STATE-COMPLETE' ? 'delivered' : 'open'
}

function customerOf(order: MplusOrder, relation: MplusRelation | undefined): Order['customer'] {
  const company = relation?.companyName
  const person = relation?.contact ?? (relation?.name === company ? undefined : relation?.name)
  return {
    number: order.relationNumber,
    name: person ?? (company === undefined ? order.relationName : undefined),
    company,
    email: relation?.email,
    phone: relation?.telephone ?? relation?.mobile,
    vatNumber: order.relationVatNumber ?? relation?.vatNumber,
  }
}

/** At the counter nobody types an invoice address: it is then the one the relation has. */
function homeOf(relation: MplusRelation | undefined): Order['billing'] {
  return relation && toCustomer(relation).billing
}

function totalsOf({ totalInclAmount, totalExclAmount }: MplusOrder): Order['totals'] {
  if (totalInclAmount === undefined) return undefined
  if (totalExclAmount === undefined) return { incl: fromCents(totalInclAmount) }
  return {
    excl: fromCents(totalExclAmount),
    tax: placePoint(centsOf(totalInclAmount) - centsOf(totalExclAmount), 2),
    incl: fromCents(totalInclAmount),
  }
}

type AnyLine = Omit<MplusLine, 'preparationList'>

/**
 * Preparations and menu components hang below their line. Whether a line's total counts them is not published, so the order's
 * own total decides: they become lines of their own only when the order adds up with them and not without.
 */
function linesOf(order: MplusOrder): readonly AnyLine[] {
  const nested = order.lineList.flatMap((line): AnyLine[] => [line, ...line.preparationList])
  if (nested.length === order.lineList.length || order.totalInclAmount === undefined) return order.lineList
  const total = centsOf(order.totalInclAmount)
  return sum(order.lineList) !== total && sum(nested) === total ? nested : order.lineList
}

function sum(lines: readonly AnyLine[]): bigint {
  return lines.reduce((total, { data }) => total + centsOf(data?.totalInclAmount ?? '0'), 0n)
}

const headings = ['LINE-KIND-SUBTOTAL', 'LINE-KIND-HEADER', 'LINE-KIND-SECONDARY-HEADER']

function toLine({ lineId, articleNumber, text, data, lineKind }: AnyLine): OrderLine {
  const isHeading = lineKind !== undefined && headings.includes(lineKind)
  const sku = articleNumber === '0' ? undefined : articleNumber
  return {
    id: lineId,
    kind: isHeading ? 'note' : 'product',
    sku: isHeading ? undefined : sku,
    name: text ?? sku ?? '',
    quantity: fromScaled(data?.quantity ?? '0', data?.decimalPlaces),
    unit: data?.siUnit,
    priceExcl: money(data?.priceExcl),
    priceIncl: money(data?.price),
    discountPercent: data?.discountPercentage === '0' ? undefined : data?.discountPercentage,
    taxCode: data?.vatCode,
    totalExcl: money(data?.totalExclAmount),
    totalIncl: money(data?.totalInclAmount),
  }
}

function money(cents: string | undefined): string | undefined {
  return cents === undefined ? undefined : fromCents(cents)
}

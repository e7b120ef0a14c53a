import Big from 'big.js'
import type { Order, OrderLine } from '#core/model/order.ts'
import type { Address } from '#core/model/shared.ts'
import { fromStatus } from '../status.ts'
import { anyGiven, dayIn, decimalOf, given, idOf, momentOf, objectOf, type Raw, textOf } from '../values.ts'
import { fromCcvAddress, personIn } from './address.ts'
import { readMarker } from './marker.ts'

/** The number people know; an order that has none yet goes by its id. */
export function orderNumber(order: Raw): string {
  return textOf(order.ordernumber_full) ?? textOf(order.ordernumber) ?? idOf(order.id) ?? ''
}

export function toOrder(order: Raw, rows: readonly Raw[], { timeZone }: { readonly timeZone: string }): Order {
  const placedAt = momentOf(order.create_date)
  const isIncl = order.order_row_taxes_included !== false
  const info = objectOf(order.customer) ?? {}
  const totals = totalsOf(order)
  const lines = [...rows.map((row) => toLine(row, isIncl)), ...chargesOf(order, isIncl)]
  const discount = discountOf(order, { lines, isIncl, totals })
  const paid = order.paid === true
  const method = idOf(order.paymethod_id) ?? textOf(order.paymethod)
  return {
    number: orderNumber(order),
    currency: textOf(order.currency) ?? 'EUR',
    status: fromStatus(textOf(order.status)),
    paymentState: paid ? 'paid' : 'unpaid',
    customer: customerOf(order, info),
    pricesIncludeTax: isIncl,
    lines: discount ? [...lines, discount] : lines,
    payments:
      paid && method !== undefined && totals ? [given({ method, amount: totals.incl, reference: textOf(order.transaction_id) })] : [],
    taxes: [],
    ...given({
      placedAt,
      date: placedAt === undefined ? undefined : dayIn(placedAt, timeZone),
      billing: addressIn(objectOf(info.billingaddress)),
      shipping: addressIn(objectOf(info.deliveryaddress)),
      shippingMethod: textOf(order.delivery_option) ?? textOf(order.deliver_method),
      totals,
      customerReference: readMarker(textOf(order.reservationnumber)).said,
    }),
  }
}

function customerOf(order: Raw, info: Raw): Order['customer'] {
  const billing = objectOf(info.billingaddress)
  return given({
    number: textOf(info.reference) ?? idOf(objectOf(order.user)?.id),
    name: personIn(billing),
    company: textOf(billing?.company),
    email: textOf(info.email),
    phone: textOf(billing?.telephone) ?? textOf(billing?.mobile),
    vatNumber: textOf(info.btw),
  })
}

function addressIn(address: Raw | undefined): Address | undefined {
  const place = fromCcvAddress(address)
  return place && anyGiven({ ...place, name: personIn(address), company: textOf(address?.company) })
}

/** Extra prices of options are part of the unit price; a discount that is no round percentage is taken off the price instead. */
function toLine(row: Raw, isIncl: boolean): OrderLine {
  const before = decimalOf(row.price_without_discount_with_attributes) ?? decimalOf(row.price) ?? '0'
  const discount = decimalOf(row.discount) ?? '0'
  const after = decimalOf(row.price_with_attributes) ?? new Big(before).minus(discount).toFixed()
  const percent = percentOf(before, after)
  const count = decimalOf(row.count) ?? '0'
  const total = decimalOf(row.total_price_with_attributes) ?? new Big(after).times(count).toFixed()
  const rate = decimalOf(row.tax)
  const sku = textOf(row.sub_sku_number) ?? textOf(row.sub_product_number) ?? textOf(row.product_number)
  return {
    kind: 'product',
    name: textOf(row.product_name) ?? sku ?? '',
    quantity: count,
    ...(isIncl ? { priceIncl: percent === undefined ? after : before, totalIncl: total } : {}),
    ...(isIncl ? {} : { priceExcl: percent === undefined ? after : before, totalExcl: total }),
    ...given({
      id: idOf(row.id),
      sku,
      gtin: textOf(row.sub_ean_number),
      unit: textOf(row.unit),
      discountPercent: percent,
      // Rows carry a percentage and no code: it is what mappings go by.
      taxCode: rate,
      taxRate: rate,
    }),
  }
}

/** The discount as a percentage when that says exactly the same; undefined for none and for one that would have to be rounded. */
function percentOf(before: string, after: string): string | undefined {
  if (new Big(before).eq(after) || new Big(before).eq(0)) return undefined
  const percent = new Big(before).minus(after).times(100).div(before).round(2)
  const isExact = new Big(before).times(new Big(100).minus(percent)).div(100).eq(after)
  return isExact && percent.gt(0) ? percent.toFixed() : undefined
}

/** Shipping and other costs of an order, as lines. Costs of paying travel as shipping lines: no other kind of line is booked without SKU. */
function chargesOf(order: Raw, isIncl: boolean): readonly OrderLine[] {
  const shippingRate = decimalOf(order.shipping_tax_percentage)
  const shippingIsIncl = order.shipping_taxes_included !== false
  return [
    charge({
      id: 'shipping',
      name: 'Verzendkosten',
      amount: decimalOf(order.total_shipping),
      rate: shippingRate,
      amountIsIncl: shippingIsIncl,
      isIncl,
    }),
    charge({ id: 'payment', name: 'Betaalkosten', amount: decimalOf(order.paymethod_costs), amountIsIncl: isIncl, isIncl }),
    charge({
      id: 'extra',
      name: textOf(order.extra_costs_description) ?? 'Extra kosten',
      amount: decimalOf(order.extra_costs),
      amountIsIncl: isIncl,
      isIncl,
    }),
  ].flat()
}

interface Charge {
  readonly id: string
  readonly name: string
  readonly amount: string | undefined
  readonly rate?: string | undefined
  readonly amountIsIncl: boolean
  readonly isIncl: boolean
}

/** An amount on the other side of VAT than the rows is worked out, to a hundredth of a cent. */
function charge({ id, name, amount, rate, amountIsIncl, isIncl }: Charge): readonly OrderLine[] {
  if (amount === undefined || amount === '0') return []
  const factor = new Big(rate ?? '0').div(100).plus(1)
  const same = new Big(amount)
  const price = (amountIsIncl === isIncl ? same : amountIsIncl ? same.div(factor) : same.times(factor)).round(4).toFixed()
  return [
    {
      id,
      kind: 'shipping',
      name,
      quantity: '1',
      ...(isIncl ? { priceIncl: price, totalIncl: price } : { priceExcl: price, totalExcl: price }),
      ...given({ taxCode: rate, taxRate: rate }),
    },
  ]
}

/** Whether `total_price` includes VAT where `taxes_included` says no is not published; it is taken by its word. */
function totalsOf(order: Raw): Order['totals'] {
  const price = decimalOf(order.total_price)
  if (price === undefined) return undefined
  const tax = decimalOf(order.total_tax)
  if (tax === undefined) return { incl: price }
  return order.taxes_included === false
    ? { excl: price, tax, incl: new Big(price).plus(tax).toFixed() }
    : { excl: new Big(price).minus(tax).toFixed(), tax, incl: price }
}

/**
 * A coupon or credit points, which stand at the order and not at its rows. Only what `total_discounts` says becomes a line, and only
 * when the order adds up with it: discounts of rows may be counted in it as well.
 */
function discountOf(
  order: Raw,
  { lines, isIncl, totals }: { readonly lines: readonly OrderLine[]; readonly isIncl: boolean; readonly totals: Order['totals'] },
): OrderLine | undefined {
  const given = new Big(decimalOf(order.total_discounts) ?? '0').plus(decimalOf(order.credit_point_discount) ?? '0')
  const total = isIncl ? totals?.incl : totals?.excl
  if (given.eq(0) || total === undefined) return undefined
  const sum = lines.reduce((so, line) => so.plus((isIncl ? line.totalIncl : line.totalExcl) ?? '0'), new Big(0))
  if (!sum.minus(given).round(2).eq(total)) return undefined
  const price = given.times(-1).toFixed()
  return {
    id: 'discount',
    kind: 'discount',
    name: 'Korting',
    quantity: '1',
    ...(isIncl ? { priceIncl: price, totalIncl: price } : { priceExcl: price, totalExcl: price }),
  }
}

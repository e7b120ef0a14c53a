import Big from 'big.js'
import { DataError } from '#core/kit/errors.ts'
import type { Order, OrderLine } from '#core/model/order.ts'
import { orderStatusNames, toStatus } from '../status.ts'
import { given, idOf, numberOf, type Raw } from '../values.ts'
import { splitName, toCcvAddress } from './address.ts'
import { type CatalogueProduct, skuOfCombination } from './catalogue.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

export interface OrderContext {
  readonly settings: OrderWriteSettings
  readonly customerId: string | undefined
  /** Linked products by SKU. */
  readonly products: ReadonlyMap<string, CatalogueProduct>
  readonly packageId: number
  readonly reservationnumber: string
}

/** @throws DataError that names the line and the value. */
export function orderToCreate(order: Order, context: OrderContext): Raw {
  const { settings, customerId, reservationnumber } = context
  const isIncl = order.pricesIncludeTax
  const shipping = order.lines.filter(isShipping)
  return given({
    is_completed: true,
    paid: settings.paid === 'record' ? order.paymentState === 'paid' : settings.paid === 'paid',
    status: statusOf(order, settings),
    currency: order.currency,
    order_row_taxes_included: isIncl,
    shipping_taxes_included: isIncl,
    // Left out, the shop would add what it takes for shipping itself.
    total_shipping: shipping.reduce((sum, line) => new Big(sum).plus(totalOf(line, isIncl)).toNumber(), 0),
    deliver_method: order.shippingMethod ?? (settings.deliveryMethod || undefined),
    reservationnumber,
    user_id: customerId === undefined ? undefined : Number(customerId),
    customer: customerOf(order),
    orderrows: order.lines
      .filter((line) => !isShipping(line))
      .map((line, index) => rowOf(line, `line ${index + 1}`, { isIncl, ...context })),
  })
}

/** One of CCV's numbers: the record's own (`extra.status`), the node's, else what fits the status of the record. */
function statusOf({ extra, status, number }: Order, settings: OrderWriteSettings): number {
  const own = extra?.status === undefined || extra.status === '' ? undefined : String(extra.status)
  if (own === undefined) return settings.status ? Number(settings.status) : toStatus(status)
  if (Object.hasOwn(orderStatusNames, own)) return Number(own)
  throw new DataError(`Order ${number}: CCV has no order status "${own}".`, {
    code: 'status-unknown',
    hint: 'Map the order status to one of the numbers of CCV: 1 is New, 7 is Completed.',
    facts: { status: own },
  })
}

/** Shipping with a SKU is an article of the shop; without one it is the order's own amount. */
function isShipping({ kind, sku }: OrderLine): boolean {
  return kind === 'shipping' && sku === undefined
}

function totalOf(line: OrderLine, isIncl: boolean): string {
  const price = (isIncl ? line.priceIncl : line.priceExcl) ?? priceMissing(`the line "${line.name}"`, isIncl)
  return new Big(price)
    .times(line.quantity)
    .times(new Big(100).minus(line.discountPercent ?? '0'))
    .div(100)
    .toFixed()
}

function customerOf({ customer, billing, shipping }: Order): Raw {
  const name = customer.name ?? billing?.name
  const company = customer.company ?? billing?.company
  return given({
    email: customer.email,
    customertype: company === undefined ? 'b2c' : 'b2b',
    btw: customer.vatNumber,
    billingaddress: given({
      ...(billing && toCcvAddress(billing)),
      ...(name && splitName(name)),
      company,
      telephone: customer.phone ?? billing?.phone,
    }),
    deliveryaddress:
      shipping && given({ ...toCcvAddress(shipping), full_name: shipping.name, company: shipping.company, telephone: shipping.phone }),
  })
}

function rowOf(line: OrderLine, what: string, { isIncl, products, packageId }: OrderContext & { readonly isIncl: boolean }): Raw {
  const price =
    line.kind === 'note' ? '0' : ((isIncl ? line.priceIncl : line.priceExcl) ?? priceMissing(`${what} (${line.sku ?? line.name})`, isIncl))
  const product = line.sku === undefined ? undefined : products.get(line.sku)
  const discount = line.discountPercent === undefined ? undefined : new Big(price).times(line.discountPercent).div(100).toFixed()
  return given({
    ...(product ? linkOf(product, line) : { product_name: line.name, product_number: line.sku ?? '', package_id: packageId }),
    count: numberOf(line.kind === 'note' ? '1' : line.quantity, `${what}: the quantity`),
    price: numberOf(price, `${what}: the price`),
    // A discount of the shop's own would come on top of what the order says.
    discount: numberOf(discount ?? '0', `${what}: the discount`),
    tax: taxOf(line, what),
  })
}

function linkOf({ id, combinations }: CatalogueProduct, { sku }: OrderLine): Raw {
  const combination = combinations.find((one) => skuOfCombination(one) === sku)
  if (combination === undefined && combinations.length > 0) {
    throw new DataError(`the product with SKU ${sku} has variants, and the order does not say which.`, {
      code: 'variant-not-named',
      hint: 'Send the SKU of the variant.',
    })
  }
  return given({ product_id: Number(id), attribute_combination_id: combination && Number(idOf(combination.id)) })
}

/** Rows carry a percentage. A mapped tax code is one of the shop's percentages; else the rate of the source counts. */
function taxOf({ taxCode, taxRate }: OrderLine, what: string): number | undefined {
  if (taxCode !== undefined && taxCode !== '') {
    if (/^\d{1,2}(\.\d+)?$/.test(taxCode)) return Number(taxCode)
    throw new DataError(`${what}: the tax code "${taxCode}" is no percentage, which is what order lines of CCV have.`, {
      code: 'tax-code-unknown',
      hint: 'Map the tax codes of the source to the VAT rates of this shop.',
      facts: { taxCode },
    })
  }
  return taxRate === undefined ? undefined : numberOf(taxRate, `${what}: the VAT rate`)
}

function priceMissing(what: string, isIncl: boolean): never {
  throw new DataError(`${what} has no unit price ${isIncl ? 'including' : 'excluding'} tax.`, {
    code: 'price-missing',
    hint: 'CCV would fill in a price of its own. Map the unit price, or whether prices include tax.',
  })
}

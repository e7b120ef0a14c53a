import Big from 'big.js'
import type { Order, OrderLine } from '#core/model/order.ts'
import { type Named, nameBehind, type Tax, taxesOf } from '../reference-data.ts'
import { decimalOf, given, idOf, idsOf, labelOf, momentOf, type OdooRecord, textOf, textOfHtml } from '../values.ts'
import { addressOf, type Countries } from './address.ts'

export const orderFields = [
  'name',
  'write_date',
  'state',
  'date_order',
  'client_order_ref',
  'origin',
  'partner_id',
  'partner_invoice_id',
  'partner_shipping_id',
  'currency_id',
  'order_line',
  'amount_untaxed',
  'amount_tax',
  'amount_total',
  'payment_term_id',
  'pricelist_id',
  'carrier_id',
  'warehouse_id',
  'note',
  'delivery_status',
  'invoice_status',
  'invoice_ids',
  'commitment_date',
] as const

export const lineFields = [
  'order_id',
  'sequence',
  'display_type',
  'name',
  'product_id',
  'product_uom_qty',
  'product_uom_id',
  'product_uom',
  'price_unit',
  'discount',
  'tax_ids',
  'tax_id',
  'price_subtotal',
  'price_total',
  'is_delivery',
] as const

/** Everything an order points to, read in batches, by id. */
export interface OrderSurroundings {
  readonly lines: ReadonlyMap<number, OdooRecord>
  readonly partners: ReadonlyMap<number, OdooRecord>
  readonly products: ReadonlyMap<number, OdooRecord>
  readonly invoices: ReadonlyMap<number, OdooRecord>
  readonly taxes: readonly Tax[]
  readonly priceLists: readonly Named[]
  readonly countries: Countries
  /** Of the company; used where this user does not see the order's own. */
  readonly currency: string | undefined
}

export function orderNumber(row: OdooRecord): string {
  return textOf(row.name) ?? String(row.id)
}

/**
 * An order of Odoo in the neutral model's words.
 * @throws DataError for a date or an amount that is none
 */
export function orderFromOdoo(row: OdooRecord, around: OrderSurroundings): Order {
  const rows = idsOf(row.order_line).flatMap((id) => around.lines.get(id) ?? [])
  const partner = around.partners.get(idOf(row.partner_id) ?? 0)
  const billing = around.partners.get(idOf(row.partner_invoice_id) ?? 0) ?? partner
  const shipping = around.partners.get(idOf(row.partner_shipping_id) ?? 0)
  const lines = rows.map((line) => lineFromOdoo(line, around))
  return given({
    number: orderNumber(row),
    placedAt: momentOf(row.date_order),
    currency: labelOf(row.currency_id) ?? around.currency ?? 'EUR',
    status: statusOf(row),
    paymentState: paymentStateOf(row, around.invoices),
    customer: customerOf(partner),
    billing: billing && withName(billing, around.countries),
    shipping: shipping && withName(shipping, around.countries),
    pricesIncludeTax: rows.some((line) => taxesOf(line.tax_ids ?? line.tax_id, around.taxes).some((tax) => tax.isPriceIncluded)),
    lines,
    shippingMethod: labelOf(row.carrier_id),
    paymentTerms: labelOf(row.payment_term_id),
    priceList: nameBehind(row.pricelist_id, around.priceLists),
    payments: [],
    taxes: [],
    totals: { excl: decimalOf(row.amount_untaxed), tax: decimalOf(row.amount_tax), incl: decimalOf(row.amount_total) ?? '0' },
    customerReference: textOf(row.client_order_ref),
    note: textOfHtml(row.note),
    branch: labelOf(row.warehouse_id),
  })
}

function lineFromOdoo(line: OdooRecord, { taxes, products }: OrderSurroundings): OrderLine {
  const name = textOf(line.name) ?? labelOf(line.product_id) ?? ''
  if (textOf(line.display_type) !== undefined) return { id: String(line.id), kind: 'note', name, quantity: '0' }
  const product = products.get(idOf(line.product_id) ?? 0)
  const own = taxesOf(line.tax_ids ?? line.tax_id, taxes)
  const unitPrice = decimalOf(line.price_unit) ?? '0'
  const rate = rateOf(own)
  return given({
    id: String(line.id),
    kind: kindOf(line),
    sku: textOf(product?.default_code),
    gtin: textOf(product?.barcode),
    name,
    quantity: decimalOf(line.product_uom_qty) ?? '0',
    unit: labelOf(line.product_uom_id ?? line.product_uom),
    ...unitPrices(unitPrice, { rate, isIncluded: own.some((tax) => tax.isPriceIncluded) }),
    discountPercent: line.discount === 0 ? undefined : decimalOf(line.discount),
    taxCode: own.length === 0 ? undefined : own.map((tax) => tax.name).join(' + '),
    taxRate: rate,
    totalExcl: decimalOf(line.price_subtotal),
    totalIncl: decimalOf(line.price_total),
  })
}

function kindOf(line: OdooRecord): OrderLine['kind'] {
  if (line.is_delivery === true) return 'shipping'
  return typeof line.price_unit === 'number' && line.price_unit < 0 ? 'discount' : 'product'
}

/** The sum of percentage taxes; unknown as soon as one is a fixed amount or a group. */
function rateOf(taxes: readonly Tax[]): string | undefined {
  if (taxes.some((tax) => tax.percent === undefined)) return undefined
  return taxes.reduce((sum, tax) => sum.plus(tax.percent ?? 0), new Big(0)).toFixed()
}

/** Odoo gives one unit price; the other follows from the rate, rounded to six decimals. */
function unitPrices(unitPrice: string, { rate, isIncluded }: { readonly rate: string | undefined; readonly isIncluded: boolean }) {
  const factor = rate === undefined ? undefined : new Big(rate).div(100).plus(1)
  if (isIncluded) return { priceIncl: unitPrice, priceExcl: factor && new Big(unitPrice).div(factor).round(6).toFixed() }
  return { priceExcl: unitPrice, priceIncl: factor && new Big(unitPrice).times(factor).round(6).toFixed() }
}

/** `done` existed up to Odoo 16; later a confirmed order is only told apart by its deliveries and invoices. */
function statusOf(row: OdooRecord): Order['status'] {
  switch (row.state) {
    case 'draft':
    case 'sent':
      return 'quotation'
    case 'cancel':
      return 'cancelled'
    case 'done':
      return 'completed'
    default:
      if (row.delivery_status !== 'full') return 'open'
      return row.invoice_status === 'invoiced' ? 'completed' : 'delivered'
  }
}

function paymentStateOf(row: OdooRecord, invoices: ReadonlyMap<number, OdooRecord>): Order['paymentState'] {
  const posted = idsOf(row.invoice_ids)
    .flatMap((id) => invoices.get(id) ?? [])
    .filter((invoice) => invoice.state === 'posted' && invoice.move_type === 'out_invoice')
  if (posted.length === 0) return 'unpaid'
  const states = posted.map((invoice) => invoice.payment_state)
  if (states.every((state) => state === 'reversed')) return 'refunded'
  const isPaid = (state: unknown) => state === 'paid' || state === 'in_payment' || state === 'reversed'
  if (states.every(isPaid)) return row.invoice_status === 'invoiced' ? 'paid' : 'partly-paid'
  return states.some((state) => isPaid(state) || state === 'partial') ? 'partly-paid' : 'unpaid'
}

function customerOf(partner: OdooRecord | undefined): Order['customer'] {
  if (!partner) return {}
  const isCompany = partner.is_company === true
  return given({
    number: textOf(partner.ref),
    name: isCompany ? undefined : textOf(partner.name),
    company: isCompany ? textOf(partner.name) : textOf(partner.commercial_company_name),
    email: textOf(partner.email),
    phone: textOf(partner.phone),
    vatNumber: textOf(partner.vat),
  })
}

function withName(partner: OdooRecord, countries: Countries) {
  const company = partner.is_company === true ? textOf(partner.name) : textOf(partner.commercial_company_name)
  const name = partner.is_company === true ? undefined : textOf(partner.name)
  return given({ name, company, ...addressOf(partner, countries), phone: textOf(partner.phone) })
}

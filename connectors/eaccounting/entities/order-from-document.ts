import Big from 'big.js'
import type { Order, OrderLine } from '#core/model/order.ts'
import type { Address } from '#core/model/shared.ts'
import { decimalOf, percentOf } from '../values/number.ts'
import { numberIn } from '../values/reference.ts'
import { filled, withoutAbsent } from '../values/text.ts'
import { addressOf, type CustomerRow } from './customer-rows.ts'
import type { DocumentLine, OrderRow, QuoteRow } from './document-rows.ts'

/** Orders and quotations in common words. */
interface Told {
  readonly row: OrderRow | QuoteRow
  readonly date: string | null | undefined
  readonly total: number | null | undefined
  readonly status: Order['status']
  readonly yourReference: string | undefined
}

/** `57`; a draft has none yet and goes by its id. */
export function documentNumber({ Number: number, Id }: { readonly Number?: number | null | undefined; readonly Id: string }): string {
  return number === null || number === undefined ? Id : String(number)
}

/** Draft, ongoing, shipped, invoiced. */
const orderStatuses: Readonly<Record<number, Order['status']>> = { 1: 'open', 2: 'open', 3: 'delivered', 4: 'completed' }

export function fromOrder(row: OrderRow, customer: CustomerRow | undefined, currency: string): Order {
  const { OrderDate, Amount, Status, YourReference } = row
  const status = orderStatuses[Status ?? 2] ?? 'open'
  return toOrder({ row, date: OrderDate, total: Amount, status, yourReference: filled(YourReference) }, customer, currency)
}

export function fromQuote(row: QuoteRow, customer: CustomerRow | undefined, currency: string): Order {
  const { QuoteDate, TotalAmount, CustomerReference } = row
  return toOrder(
    { row, date: QuoteDate, total: TotalAmount, status: 'quotation', yourReference: filled(CustomerReference) },
    customer,
    currency,
  )
}

function toOrder({ row, date, total, status, yourReference }: Told, customer: CustomerRow | undefined, currency: string): Order {
  const includesVat = row.IncludesVat ?? row.CustomerIsPrivatePerson ?? false
  const isPerson = row.CustomerIsPrivatePerson ?? customer?.IsPrivatePerson ?? false
  return {
    number: documentNumber(row),
    placedAt: momentOf(row.CreatedUtc),
    date: filled(date)?.slice(0, 10),
    currency: filled(row.CurrencyCode) ?? currency,
    status,
    // An order tells nothing about payment; that is a matter of its invoice.
    paymentState: 'unpaid',
    customer: customerOf(row, customer, isPerson),
    billing: named(
      row.InvoiceCustomerName ?? row.CustomerName,
      isPerson,
      addressOf(row.InvoiceAddress1, row.InvoiceAddress2, row.InvoicePostalCode, row.InvoiceCity, row.InvoiceCountryCode),
    ),
    shipping: shippingOf(row),
    pricesIncludeTax: includesVat,
    lines: (row.Rows ?? []).map((line) => toLine(line, includesVat)),
    shippingMethod: filled(row.DeliveryMethodName),
    paymentTerms: 'TermsOfPaymentId' in row ? filled(row.TermsOfPaymentId as string | null) : undefined,
    payments: [],
    taxes: [],
    totals: totalsOf(total, row.VatAmount),
    customerReference: yourReference === undefined ? undefined : numberIn(yourReference),
  }
}

function customerOf(row: OrderRow | QuoteRow, customer: CustomerRow | undefined, isPerson: boolean): Order['customer'] {
  const name = filled(row.CustomerName) ?? filled(customer?.Name)
  return {
    number: filled(row.CustomerNumber),
    name: isPerson ? name : filled(customer?.ContactPersonName),
    company: isPerson ? undefined : name,
    email: filled(customer?.EmailAddress),
    phone: filled(customer?.Telephone) ?? filled(customer?.MobilePhone),
    vatNumber: filled(customer?.VatNumber),
  }
}

function shippingOf(row: OrderRow | QuoteRow): Address | undefined {
  const address = addressOf(row.DeliveryAddress1, row.DeliveryAddress2, row.DeliveryPostalCode, row.DeliveryCity, row.DeliveryCountryCode)
  return address && withoutAbsent({ name: filled(row.DeliveryCustomerName), ...address })
}

function named(name: string | null | undefined, isPerson: boolean, address: Address | undefined): Address | undefined {
  if (!address) return undefined
  return withoutAbsent({ ...(isPerson ? { name: filled(name) } : { company: filled(name) }), ...address })
}

function toLine(line: DocumentLine, includesVat: boolean): OrderLine {
  const isText = line.IsTextRow ?? !line.ArticleId
  const name = filled(line.Text) ?? filled(line.ArticleNumber) ?? ''
  if (isText) return { id: filled(line.Id), kind: 'note', name, quantity: '0' }
  const price = decimalOf(line.UnitPrice)
  const amount = decimalOf(line.Amount)
  const discount = line.DiscountPercentage ?? 0
  const rate = line.VatRate === null || line.VatRate === undefined ? undefined : percentOf(line.VatRate)
  return {
    id: filled(line.Id),
    kind: 'product',
    sku: filled(line.ArticleNumber),
    name,
    quantity: decimalOf(line.Quantity) ?? '0',
    ...(includesVat ? { priceIncl: price, totalIncl: amount } : { priceExcl: price, totalExcl: amount }),
    discountPercent: discount === 0 ? undefined : new Big(discount).times(100).round(4).toFixed(),
    // Lines carry a percentage and no code: it is what tables go by.
    taxCode: rate,
    taxRate: rate,
  }
}

function totalsOf(total: number | null | undefined, vat: number | null | undefined): Order['totals'] {
  const incl = decimalOf(total)
  if (incl === undefined) return undefined
  const tax = decimalOf(vat)
  return tax === undefined ? { incl } : { excl: new Big(incl).minus(tax).toFixed(), tax, incl }
}

/** Without a zone it is UTC, as its name says. */
function momentOf(stamp: string | null | undefined): string | undefined {
  const text = filled(stamp)
  if (text === undefined) return undefined
  const moment = new Date(/(Z|[+-]\d\d:\d\d)$/i.test(text) ? text : `${text}Z`)
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString()
}

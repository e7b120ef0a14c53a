import { DataError } from '#core/kit/errors.ts'
import type { Order } from '#core/model/order.ts'
import type { Address } from '#core/model/shared.ts'
import { joinStreet } from '#core/model/street.ts'
import { filled, fitted, type LongTexts, withoutAbsent } from '../values/text.ts'
import type { CustomerRow } from './customer-rows.ts'
import type { RowDraft } from './document-lines.ts'
import type { DocumentType } from './document-types.ts'
import { type OrderWriteSettings, orderStatusChoices } from './order-write-fields.ts'

export interface Placing {
  readonly customer: CustomerRow
  readonly rows: readonly RowDraft[]
  readonly reference: string
  readonly settings: OrderWriteSettings
  readonly termsId: string | undefined
  /** Books an order that carries no date of its own. */
  readonly today: string
}

/** The body of each kind of document. @throws DataError for what the kind cannot carry */
export function documentBody(order: Order, type: DocumentType, placing: Placing): object {
  const { customer, reference, rows, settings, termsId } = placing
  const date = dayOf(order, placing.today)
  const shared = { CustomerId: customer.Id, EuThirdParty: false, RotReducedInvoicingType: 0, BuyersOrderReference: buyersReference(order) }
  if (type !== 'order') checkCurrency(order, type, customer)
  switch (type) {
    case 'order':
      return {
        ...shared,
        CurrencyCode: order.currency,
        Status: statusOf(order, settings) === 'draft' ? 1 : 2,
        ReverseChargeOnConstructionServices: false,
        OrderDate: date,
        YourReference: reference,
        OurReference: filled(settings.ourReference),
        TermsOfPaymentId: termsId,
        DeliveryMethodName: cut(order.shippingMethod, 50),
        ...invoiceAddress(order, settings.longTexts),
        ...deliveryAddress(order.shipping, { number: order.number, nameLength: 100, longTexts: settings.longTexts }),
        Rows: rows.map((row, index) => ({
          ...{ LineNumber: index + 1, IsTextRow: row.ArticleId === undefined, IsWorkCost: false, EligibleForReverseChargeOnVat: false },
          ...row,
        })),
      }
    case 'quotation':
      // Its addresses and terms are those of the customer; it has no field to set them.
      return { ...shared, QuoteDate: date, CustomerReference: reference, CompanyReference: filled(settings.ourReference), Rows: rows }
    case 'invoice-draft':
      return {
        ...shared,
        InvoiceDate: date,
        YourReference: reference,
        OurReference: filled(settings.ourReference),
        TermsOfPaymentId: termsId,
        ...deliveryAddress(order.shipping, { number: order.number, nameLength: 50, longTexts: settings.longTexts }),
        Rows: rows.map((row, index) => ({
          ...{ LineNumber: index + 1, IsTextRow: row.ArticleId === undefined, ReversedConstructionServicesVatFree: false },
          ...row,
        })),
      }
    case 'invoice':
      return {
        ...shared,
        InvoiceDate: date,
        YourReference: reference,
        OurReference: filled(settings.ourReference),
        TermsOfPaymentId: termsId,
        ...deliveryAddress(order.shipping, { number: order.number, nameLength: 100, longTexts: settings.longTexts }),
        Rows: rows,
      }
  }
}

/** The record's own word (`extra.status`) goes before the node's. @throws DataError for a status no order can be placed in */
function statusOf({ extra, number }: Order, { status }: OrderWriteSettings): keyof typeof orderStatusChoices {
  const own = extra?.status
  if (own === undefined || own === '') return status
  if (own === 'draft' || own === 'ongoing') return own
  throw new DataError(`Order ${number}: an order cannot be placed as "${String(own)}" in eAccounting.`, {
    code: 'status-unknown',
    hint: `Map the order status to ${Object.keys(orderStatusChoices).join(' or ')}.`,
  })
}

/** The day where the order was placed: a moment carries its own zone. */
function dayOf({ date, placedAt }: Order, today: string): string {
  return date ?? placedAt?.slice(0, 10) ?? today
}

/** Only an order has a currency of its own; the other documents take the customer's. */
function checkCurrency(order: Order, type: DocumentType, { CurrencyCode, Name }: CustomerRow): void {
  const currency = filled(CurrencyCode)
  if (currency === undefined || currency === order.currency) return
  throw new DataError(
    `Order ${order.number} is in ${order.currency}, and ${Name ?? 'the customer'} is invoiced in ${currency} in eAccounting.`,
    {
      code: 'currency-differs',
      hint: `Set the currency of the customer there, or send it as an order, which has a currency of its own; a ${type} has none.`,
    },
  )
}

function buyersReference({ customerReference }: Order): string | undefined {
  return cut(customerReference, 35)
}

function invoiceAddress(order: Order, longTexts: LongTexts): object | undefined {
  const { billing, number } = order
  if (!billing) return undefined
  const bounded = fitting(number, longTexts)
  return withoutAbsent({
    InvoiceCustomerName: bounded(billing.company ?? billing.name, 50, 'the name'),
    InvoiceAddress1: bounded(joinStreet({ street: billing.street, number: billing.number }), 50, 'the street'),
    InvoiceAddress2: bounded(billing.addition, 50, 'the second line of the address'),
    InvoicePostalCode: bounded(billing.postalCode, 10, 'the postal code'),
    InvoiceCity: bounded(billing.city, 50, 'the city'),
    InvoiceCountryCode: billing.country,
  })
}

function deliveryAddress(
  shipping: Address | undefined,
  { number, nameLength, longTexts }: { readonly number: string; readonly nameLength: number; readonly longTexts: LongTexts },
): object | undefined {
  if (!shipping) return undefined
  const bounded = fitting(number, longTexts)
  return withoutAbsent({
    DeliveryCustomerName: bounded(shipping.company ?? shipping.name, nameLength, 'the name for delivery'),
    DeliveryAddress1: bounded(joinStreet({ street: shipping.street, number: shipping.number }), 50, 'the street for delivery'),
    DeliveryAddress2: bounded(shipping.addition, 50, 'the second line of the delivery address'),
    DeliveryPostalCode: bounded(shipping.postalCode, 10, 'the postal code for delivery'),
    DeliveryCity: bounded(shipping.city, 50, 'the city for delivery'),
    DeliveryCountryCode: shipping.country,
  })
}

function fitting(number: string, longTexts: LongTexts) {
  return (text: string | undefined, length: number, name: string): string | undefined => {
    const given = filled(text)
    return given === undefined ? undefined : fitted(given, { length, longTexts, what: `Order ${number}: ${name}` })
  }
}

function cut(text: string | undefined, length: number): string | undefined {
  return filled(text)?.slice(0, length)
}

import type { CreateItem } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import type { Order } from '#core/model/order.ts'
import type { Address } from '#core/model/shared.ts'
import { externalIdFor } from '../values/external-id.ts'
import { given } from '../values/given.ts'
import { dayOfMoment, midnightOf } from '../values/moment.ts'
import { joinStreet } from '../values/street.ts'
import { wrap } from '../values/wrap.ts'
import { toErpAddress } from './address.ts'
import { type DocumentLine, documentLines, notesOf } from './document-lines.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

type OrderItem = CreateItem<Order>

/** @throws DataError when the planner found no debtor. */
export function customerOf({ links, data }: OrderItem): string {
  if (links?.customerId !== undefined) return links.customerId
  throw new DataError(`Order ${data.number} has no customer in Visma.net.`, {
    code: 'customer-missing',
    hint: 'Visma.net books every document on a customer. Let the flow create customers, or choose a default debtor.',
  })
}

/** A document of the sales order service: an order, a sales invoice or a quotation, by its type. */
export function salesOrderCommand(item: OrderItem, { type, settings }: { readonly type: string; readonly settings: OrderWriteSettings }) {
  const { data, links } = item
  const what = `Order ${data.number}`
  const contactId = Number(links?.contactId)
  const shipVia = limited(data.shippingMethod, 15, `${what}: the shipping method`)
  const shipping = given({
    ...partyOf(data.shipping, data, `${what}: the shipping`),
    shipViaId: shipVia,
    preferredWarehouseId: settings.warehouse,
  })
  const billing = given(partyOf(data.billing, data, `${what}: the billing`))
  const paymentMethodId = paymentMethodOf(data, settings)
  return given({
    type,
    status: isOnHold(data, settings) ? 'Hold' : 'Open',
    customer: given({
      id: customerOf(item),
      // What the shop calls the order goes where people look for it; our own id is what a repeated run recognises it by.
      order: cut(data.number, 40),
      refNo: externalIdFor(item.externalId),
      contactId: Number.isInteger(contactId) && contactId > 0 ? contactId : undefined,
      termsId: data.paymentTerms,
    }),
    date: midnightOrNone(data),
    currencyId: data.currency,
    branchId: settings.branch,
    description: cut([data.number, data.customerReference].filter(Boolean).join(' · '), 255),
    note: limited(notesOf(data), 2_048, `${what}: the note`),
    billing: Object.keys(billing).length === 0 ? undefined : billing,
    shipping: Object.keys(shipping).length === 0 ? undefined : shipping,
    paymentSettings: paymentMethodId === undefined ? undefined : { paymentMethodId },
    orderLines: documentLines(data, settings, { needsItems: true }).map((line) => orderLine(line, { settings, what })),
  })
}

function orderLine(
  { item = '', unit, unitPrice, discountPercent, tax, account, quantity, description }: DocumentLine,
  { settings, what }: { readonly settings: OrderWriteSettings; readonly what: string },
) {
  return given({
    inventoryId: item,
    description: cut(description, 256),
    quantity,
    unitOfMeasure: limited(unit, 6, `${what}: the unit`),
    unitPrice,
    // Without these two the system works out prices and discounts of its own.
    hasManualPrice: true,
    hasManualDiscount: true,
    discountPercent: discountPercent ?? 0,
    taxCategoryId: tax,
    salesAccountId: limited(account, 10, `${what}: the revenue account`),
    warehouseId: settings.warehouse,
  })
}

/** An address is taken whole or not at all, and only with its country; without one the customer's own is used. */
function partyOf(address: Address | undefined, { customer }: Order, what: string) {
  if (!address?.country) return {}
  const contact = given({
    name: cut(address.company ?? address.name ?? customer.company ?? customer.name ?? '', 255),
    attention: address.company ? cut(address.name ?? '', 255) : undefined,
    email: customer.email,
    phone1: limited(address.phone ?? customer.phone, 50, `${what} phone`),
  })
  return {
    address: given({
      line1: limited(joinStreet(address), 50, `${what} street`),
      line2: limited(address.addition, 50, `${what} address, second line`),
      city: limited(address.city, 50, `${what} city`),
      postalCode: limited(address.postalCode, 20, `${what} postal code`),
      countryId: address.country,
    }),
    contact: Object.keys(contact).length === 0 ? undefined : contact,
  }
}

/** An invoice of the customer ledger, which knows nothing of warehouses and shipments. */
export function invoiceBody(item: OrderItem, settings: OrderWriteSettings) {
  const { data } = item
  const address = data.billing?.country ? { ...toErpAddress(data.billing), ...wrap({ overrideAddress: true }) } : undefined
  return {
    ...wrap({
      customerNumber: customerOf(item),
      externalReference: externalIdFor(item.externalId),
      customerRefNumber: cut(data.number, 40),
      documentDate: midnightOrNone(data),
      currencyId: data.currency,
      hold: isOnHold(data, settings),
      creditTermsId: data.paymentTerms || undefined,
      branchNumber: settings.branch || undefined,
      paymentMethodId: paymentMethodOf(data, settings),
      invoiceText: [data.number, data.customerReference].filter(Boolean).join(' · '),
      note: notesOf(data),
      billingAddress: address,
    }),
    invoiceLines: documentLines(data, settings, { needsItems: false }).map((line) => ({
      operation: 'Insert',
      ...wrap({
        inventoryNumber: line.item,
        description: line.description,
        quantity: line.quantity,
        uom: line.unit,
        unitPriceInCurrency: line.unitPrice,
        manualDiscount: line.discountPercent === undefined ? undefined : true,
        discountPercent: line.discountPercent,
        vatCodeId: line.tax,
        accountNumber: line.account,
      }),
    })),
  }
}

/** How a document is placed, by what its status is mapped to (`extra.status`). */
export const placedStatuses = { Open: 'Open', Hold: 'On hold' } as const

/** The record's own word goes before the node's. @throws DataError for a status no document can be placed in */
function isOnHold({ extra, number }: Order, { onHold }: OrderWriteSettings): boolean {
  const status = extra?.status
  if (status === undefined || status === '') return onHold
  if (status === 'Hold' || status === 'Open') return status === 'Hold'
  throw new DataError(`Order ${number}: a document cannot be placed as "${String(status)}" in Visma.net.`, {
    code: 'status-unknown',
    hint: 'Map the order status to Open or Hold.',
  })
}

function paymentMethodOf({ extra }: Order, { paymentMethod }: OrderWriteSettings): string | undefined {
  return (typeof extra?.paymentMethod === 'string' ? extra.paymentMethod : undefined) || paymentMethod || undefined
}

function midnightOrNone({ date, placedAt }: Order): string | undefined {
  const day = date ?? (placedAt === undefined ? undefined : dayOfMoment(placedAt))
  return day === undefined ? undefined : midnightOf(day)
}

/** Text for people may lose its end; anything a delivery or a booking depends on may not. */
function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}

function limited(text: string | undefined, length: number, what: string): string | undefined {
  if (text === undefined || text.length <= length) return text
  throw new DataError(`${what} is longer than the ${length} characters Visma.net takes: "${text}".`, {
    code: 'too-long',
    hint: 'Shorten it in the source or in the mapping.',
  })
}

import { z } from 'zod'
import { address, currency, day, decimal, extra, moment, text } from './shared.ts'

/** What a line is. Shipping and discounts are lines of their own where the target wants them so. */
export const orderLineKinds = ['product', 'shipping', 'discount', 'note'] as const

export const orderLine = z.object({
  id: text.optional().meta({ label: 'Line id in the source' }),
  kind: z.enum(orderLineKinds).default('product').meta({ label: 'Kind of line' }),
  sku: text.optional().meta({ label: 'SKU' }),
  gtin: text.optional().meta({ label: 'GTIN' }),
  name: text.meta({ label: 'Description' }),
  quantity: decimal.meta({ label: 'Quantity' }),
  unit: text.optional().meta({ label: 'Unit' }),
  /** Per unit, before discount. */
  priceExcl: decimal.optional().meta({ label: 'Unit price excl. tax' }),
  priceIncl: decimal.optional().meta({ label: 'Unit price incl. tax' }),
  discountPercent: decimal.optional().meta({ label: 'Discount %' }),
  /** The tax code of the system the record is going to; map the source's codes before an upsert. */
  taxCode: text.optional().meta({ label: 'Tax code' }),
  /** The ledger account of the target the line is booked on; absent: the target's own choice. */
  revenueAccount: text.optional().meta({ label: 'Revenue account' }),
  /** Percent: "21" is 21 %. */
  taxRate: decimal.optional().meta({ label: 'Tax rate %' }),
  /** After discount. */
  totalExcl: decimal.optional().meta({ label: 'Line total excl. tax' }),
  totalIncl: decimal.optional().meta({ label: 'Line total incl. tax' }),
  extra,
})

export const orderTax = z.object({
  code: text.optional().meta({ label: 'Tax code' }),
  rate: decimal.optional().meta({ label: 'Tax rate %' }),
  base: decimal.meta({ label: 'Amount excl. tax' }),
  amount: decimal.meta({ label: 'Tax' }),
})

export const orderPayment = z.object({
  method: text.meta({ label: 'Payment method' }),
  amount: decimal.meta({ label: 'Amount' }),
  paidOn: day.optional().meta({ label: 'Paid on' }),
  reference: text.optional().meta({ label: 'Payment reference' }),
})

/** Who the order is for, as the order itself tells it. */
export const orderCustomer = z.object({
  number: text.optional().meta({ label: 'Customer number in the source' }),
  name: text.optional().meta({ label: 'Name' }),
  company: text.optional().meta({ label: 'Company' }),
  email: text.optional().meta({ label: 'E-mail' }),
  phone: text.optional().meta({ label: 'Phone' }),
  vatNumber: text.optional().meta({ label: 'VAT number' }),
})

export const orderStatuses = ['quotation', 'open', 'delivered', 'completed', 'cancelled'] as const
export const paymentStates = ['unpaid', 'partly-paid', 'paid', 'refunded'] as const

export const order = z.object({
  number: text.min(1).meta({ label: 'Order number' }),
  placedAt: moment.optional().meta({ label: 'Placed at' }),
  /** Booking date. */
  date: day.optional().meta({ label: 'Date' }),
  currency: currency.meta({ label: 'Currency' }),
  status: z.enum(orderStatuses).meta({ label: 'Status' }),
  paymentState: z.enum(paymentStates).meta({ label: 'Payment state' }),
  customer: orderCustomer.meta({ label: 'Customer' }),
  billing: address.optional().meta({ label: 'Billing address' }),
  shipping: address.optional().meta({ label: 'Shipping address' }),
  /** True when unit prices of the source include tax; both prices may be given. */
  pricesIncludeTax: z.boolean().meta({ label: 'Prices include tax' }),
  lines: z.array(orderLine).max(10_000).meta({ label: 'Lines' }),
  shippingMethod: text.optional().meta({ label: 'Shipping method' }),
  paymentTerms: text.optional().meta({ label: 'Payment terms' }),
  priceList: text.optional().meta({ label: 'Price list' }),
  payments: z.array(orderPayment).default([]).meta({ label: 'Payments' }),
  taxes: z.array(orderTax).default([]).meta({ label: 'Taxes' }),
  totals: z
    .object({
      excl: decimal.optional().meta({ label: 'Total excl. tax' }),
      tax: decimal.optional().meta({ label: 'Total tax' }),
      incl: decimal.meta({ label: 'Total incl. tax' }),
    })
    .optional()
    .meta({ label: 'Totals' }),
  /** The customer's own reference, shown on the document. */
  customerReference: text.optional().meta({ label: 'Customer reference' }),
  note: text.optional().meta({ label: 'Note' }),
  branch: text.optional().meta({ label: 'Branch' }),
  extra,
})

export type Order = z.infer<typeof order>
export type OrderLine = z.infer<typeof orderLine>

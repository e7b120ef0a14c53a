import { z } from 'zod'
import type { Order } from '#core/model/order.ts'
import type { Address } from '#core/model/shared.ts'
import type { OrderType } from '../order-types.ts'
import { given, textOf } from '../values/given.ts'
import { dayOf } from '../values/moment.ts'
import { decimalOf } from '../values/number.ts'
import { splitStreet } from '../values/street.ts'
import { countryOf } from './address.ts'

const text = z.string().nullish()
const amount = z.union([z.number(), z.string()]).nullish()

const party = z
  .looseObject({
    address: z
      .looseObject({ line1: text, line2: text, line3: text, city: text, postalCode: text, country: z.looseObject({ id: text }).nullish() })
      .nullish(),
    contact: z.looseObject({ name: text, attention: text, email: text, phone1: text }).nullish(),
  })
  .nullish()

export const orderRow = z.looseObject({
  type: z.string(),
  orderId: z.string(),
  status: z.looseObject({ description: text, cancelled: z.boolean().nullish() }).nullish(),
  customer: z.looseObject({ id: text, name: text, order: text, refNo: text }).nullish(),
  billing: party,
  shipping: party,
  currencyId: text,
  date: text,
  description: text,
  note: text,
  branch: z.looseObject({ id: text }).nullish(),
  totals: z.looseObject({ orderTotal: amount, taxTotal: amount, taxableTotal: amount }).nullish(),
})

export type OrderRow = z.infer<typeof orderRow>

export const orderLineRow = z.looseObject({
  lineId: z.number(),
  inventory: z.looseObject({ id: text, description: text }).nullish(),
  description: text,
  quantity: amount,
  unitOfMeasure: text,
  unitPrice: amount,
  discountPercent: amount,
  extendedPrice: amount,
  taxCategoryId: text,
})

export type OrderLineRow = z.infer<typeof orderLineRow>

/** The sales order service does not say what has been paid, so every order is unpaid as far as this connector knows. */
export function orderFrom(row: OrderRow, lines: readonly OrderLineRow[], types: readonly OrderType[]): Order {
  const [incl, tax] = [decimalOf(row.totals?.orderTotal), decimalOf(row.totals?.taxTotal)]
  return {
    number: row.orderId,
    currency: textOf(row.currencyId) ?? 'EUR',
    status: statusOf(row, types),
    paymentState: 'unpaid',
    customer: given({
      number: textOf(row.customer?.id),
      name: textOf(row.customer?.name),
      email: textOf(row.billing?.contact?.email),
      phone: textOf(row.billing?.contact?.phone1),
    }),
    pricesIncludeTax: false,
    lines: lines.map(lineFrom),
    payments: [],
    taxes: [],
    ...given({
      date: dayOf(row.date),
      billing: addressFrom(row.billing),
      shipping: addressFrom(row.shipping),
      customerReference: textOf(row.customer?.order),
      note: textOf(row.note),
      branch: textOf(row.branch?.id),
      totals: incl === undefined ? undefined : { incl, ...given({ tax, excl: decimalOf(row.totals?.taxableTotal) }) },
    }),
  }
}

function lineFrom(line: OrderLineRow): Order['lines'][number] {
  const sku = textOf(line.inventory?.id)
  return {
    id: String(line.lineId),
    kind: 'product',
    name: textOf(line.description) ?? textOf(line.inventory?.description) ?? sku ?? `Line ${line.lineId}`,
    quantity: decimalOf(line.quantity) ?? '0',
    ...given({
      sku,
      unit: textOf(line.unitOfMeasure),
      priceExcl: decimalOf(line.unitPrice),
      discountPercent: decimalOf(line.discountPercent),
      totalExcl: decimalOf(line.extendedPrice),
      taxCode: textOf(line.taxCategoryId),
    }),
  }
}

function statusOf({ status, type }: OrderRow, types: readonly OrderType[]): Order['status'] {
  const said = status?.description ?? ''
  if (status?.cancelled === true || /^(cancelled|voided)$/i.test(said)) return 'cancelled'
  if (/^(completed|invoiced)$/i.test(said)) return 'completed'
  return types.find(({ id }) => id === type)?.behavior === 'Quote' ? 'quotation' : 'open'
}

function addressFrom(one: OrderRow['billing']): Address | undefined {
  const { address, contact } = one ?? {}
  const known = given({
    name: textOf(contact?.attention) ?? textOf(contact?.name),
    ...splitStreet(textOf(address?.line1)),
    addition: [address?.line2, address?.line3].map(textOf).filter(Boolean).join(', '),
    postalCode: textOf(address?.postalCode),
    city: textOf(address?.city),
    country: countryOf(address?.country?.id),
  })
  return Object.keys(known).length === 0 ? undefined : known
}

import type { FlowRecord } from '#core/kit/record.ts'
import type { Order, OrderLine } from '#core/model/order.ts'

/** Records with believable defaults: a test states only what matters to it. */
export const till = { connector: 'mplus', account: 'demo:443' } as const

export function recordOf(entity: string, key: string, data: unknown): FlowRecord {
  return { entity, key, data, raw: {}, origin: till }
}

export function lineOf(line: Partial<OrderLine> = {}): OrderLine {
  return {
    kind: 'product',
    sku: '120101',
    name: 'Wollen sjaal',
    quantity: '1',
    priceIncl: '24.95',
    totalIncl: '24.95',
    taxRate: '21',
    ...line,
  }
}

/** One scarf for Jan de Vries of Utrecht; the totals follow the lines unless given. */
export function orderOf(order: Partial<Order> = {}): Order {
  const lines = order.lines ?? [lineOf()]
  return {
    number: '1042',
    currency: 'EUR',
    status: 'completed',
    paymentState: 'paid',
    customer: { name: 'Jan de Vries', email: 'jan@voorbeeld.nl' },
    billing: { street: 'Oudegracht', number: '12', postalCode: '3511 AB', city: 'Utrecht', country: 'NL' },
    pricesIncludeTax: true,
    payments: [],
    taxes: [],
    ...order,
    lines,
  }
}

export function orderRecord(number: string, order: Partial<Order> = {}): FlowRecord<Order> {
  return { entity: 'order', key: number, data: orderOf({ number, ...order }), raw: {}, origin: till }
}

export function productRecord(sku: string, data: Readonly<Record<string, unknown>> = {}): FlowRecord {
  return recordOf('product', sku, { sku, name: `Product ${sku}`, priceExcl: '10.00', ...data })
}

export function customerRecord(email: string, data: Readonly<Record<string, unknown>> = {}): FlowRecord {
  return recordOf('customer', email, { kind: 'person', name: 'Jan de Vries', email, ...data })
}

export function stockRecord(sku: string, available: string): FlowRecord {
  return recordOf('stock', sku, { sku, available })
}

import type { CreateItem } from '#core/kit/define-connector.ts'
import type { Order, OrderLine } from '#core/model/order.ts'
import { orderWriteFields } from '../entities/order-write-fields.ts'

export function anOrder(values: Partial<Order> = {}): Order {
  return {
    number: '1042',
    date: '2026-11-22',
    currency: 'EUR',
    status: 'open',
    paymentState: 'unpaid',
    customer: { name: 'Sanne de Vries', email: 'sanne@voorbeeld.nl' },
    pricesIncludeTax: true,
    lines: [aLine()],
    payments: [],
    taxes: [],
    ...values,
  }
}

export function aLine(values: Partial<OrderLine> = {}): OrderLine {
  return { kind: 'product', sku: '120101', name: 'Regenjas blauw M', quantity: '2', priceIncl: '49.95', ...values }
}

export function anOrderItem(values: Partial<CreateItem<Order>> = {}): CreateItem<Order> {
  return {
    key: '1042',
    externalId: 'odoo.demo.order.1042',
    data: anOrder(),
    links: { customerId: '681' },
    attempt: 'first',
    ...values,
  }
}

/** The settings a user sees who changed nothing. */
export const orderSettings = {
  employeeNumber: orderWriteFields.employeeNumber.default ?? 0,
  orderType: orderWriteFields.orderType.default ?? 'ORDER-TYPE-SALES-ORDER',
  sendPayments: true,
} as const

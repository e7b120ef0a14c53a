import { z } from 'zod'
import type { VismaNetClient } from './client.ts'

const text = z.string().nullish()
const amount = z.union([z.number(), z.string()]).nullish()

/** An order as the list shows it. */
export const listedOrder = z.looseObject({
  type: z.string(),
  orderId: z.string(),
  status: text,
  customerId: text,
  customerName: text,
  customerOrder: text,
  customerRefNo: text,
  currency: text,
  date: text,
  description: text,
  lastModified: text,
  orderTotal: amount,
})

export type ListedOrder = z.infer<typeof listedOrder>

const pageSchema = z.looseObject({ value: z.array(listedOrder), totalCount: z.number().nullish(), nextPage: text })

export interface OrderQuery {
  readonly type?: string | undefined
  readonly customerId?: string
  readonly status?: string | undefined
  readonly modifiedSince?: string | undefined
  readonly orderBy: string
  readonly pageIndex: number
  readonly pageSize: number
  readonly signal: AbortSignal
}

export async function orderPage(
  client: VismaNetClient,
  { type, signal, pageIndex, pageSize, ...filters }: OrderQuery,
): Promise<{ readonly orders: readonly ListedOrder[]; readonly isLast: boolean }> {
  const { value, nextPage } = await client.get({
    service: 'salesOrder',
    path: type === undefined ? '/SalesOrders' : `/SalesOrders/${encodeURIComponent(type)}`,
    query: { ...filters, pageSize: String(pageSize), pageIndex: String(pageIndex) },
    label: 'order.list',
    schema: pageSchema,
    signal,
  })
  return { orders: value, isLast: !nextPage }
}

/** Every order that passes, page after page, newest first. */
export async function ordersOf(
  client: VismaNetClient,
  query: { readonly customerId?: string; readonly modifiedSince?: string | undefined; readonly signal: AbortSignal },
): Promise<readonly ListedOrder[]> {
  const all: ListedOrder[] = []
  for (let pageIndex = 0; ; pageIndex++) {
    const { orders, isLast } = await orderPage(client, { ...query, orderBy: 'created desc', pageIndex, pageSize: 100 })
    all.push(...orders)
    if (isLast) return all
  }
}

import type { Existing, FindItem } from '#core/kit/define-connector.ts'
import type { Order } from '#core/model/order.ts'
import type { CcvClient } from '../client.ts'
import { idOf } from '../values.ts'
import { markerOf } from './marker.ts'
import { orderNumber } from './order-from-ccv.ts'
import { orderIndexOf } from './order-index.ts'

/** Looks for orders under the mark we gave them. */
export async function findOrders(
  client: CcvClient,
  { items, signal }: { readonly items: readonly FindItem[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const index = orderIndexOf(client)
  await index.refresh(earliest(items.map(({ data }) => data as Partial<Order> | undefined)), signal)
  return new Map(
    items.map(({ key, externalId }) => {
      const order = index.byMarker(markerOf(externalId ?? key))
      return [key, order ? [{ id: idOf(order.id) ?? '', label: orderNumber(order), data: { number: orderNumber(order) } }] : []]
    }),
  )
}

/**
 * A day before the earliest was placed in its source: none can be in the shop longer. Undefined when one of them does not say; a
 * booking date does not count, for it may be later than the day the order was sent.
 */
export function earliest(orders: readonly (Partial<Order> | undefined)[]): number | undefined {
  const moments = orders.map((order) => Date.parse(String(order?.placedAt ?? '')))
  const first = Math.min(...moments)
  return Number.isFinite(first) ? first - 24 * 3_600_000 : undefined
}

import { z } from 'zod'
import type { Existing, FindItem } from '#core/kit/define-connector.ts'
import type { VismaNetClient } from '../client.ts'
import { type ListedOrder, ordersOf } from '../sales-orders.ts'
import { externalIdFor } from '../values/external-id.ts'

/** What looking documents up remembers within a run. */
interface Seen {
  readonly byReference: Map<string, ListedOrder>
  /** Orders changed since then are all in `byReference`; undefined: every order there is. */
  from: string | undefined
  /** When they were last asked for, on this computer's clock. */
  until: string
}

/**
 * The order may have been written some time after it was placed, never before: orders changed since then are all that need be looked
 * at. Days, because a shop's clock and its time zone may be wrong.
 */
const marginMs = 2 * 24 * 60 * 60_000
const overlapMs = 15 * 60_000

/**
 * Looks for documents under the reference we gave them. The sales order service has no filter on it, so its orders are listed once a
 * run and then only what changed since; invoices are asked for one by one.
 */
export async function findOrders(
  client: VismaNetClient,
  { items, signal }: { readonly items: readonly FindItem[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const { byReference } = await lookAround(client, items, signal)
  const found = await Promise.all(
    items.map(async ({ key, externalId }): Promise<[string, readonly Existing[]]> => {
      const reference = externalIdFor(externalId ?? key)
      const order = byReference.get(reference)
      if (order) return [key, [existingOrder(order)]]
      const invoice = await findInvoice(client, reference, signal)
      return [key, invoice ? [{ id: invoice, label: invoice, data: { number: invoice } }] : []]
    }),
  )
  return new Map(found)
}

async function lookAround(client: VismaNetClient, items: readonly FindItem[], signal: AbortSignal): Promise<Seen> {
  const from = earliest(items, client.clock.now())
  const seen = await client.once<Seen>('orders seen', async () => ({ byReference: new Map(), from: '9999', until: '' }))
  const isCovered = seen.from === undefined || (from !== undefined && seen.from <= from)
  const modifiedSince = isCovered ? new Date(Date.parse(seen.until) - overlapMs).toISOString() : from
  const until = client.clock.now().toISOString()
  for (const order of await ordersOf(client, { modifiedSince, signal })) {
    if (order.customerRefNo) seen.byReference.set(order.customerRefNo, order)
  }
  Object.assign(seen, { from: isCovered ? seen.from : from, until })
  return seen
}

/** Undefined when one of the orders does not say when it was placed. */
function earliest(items: readonly FindItem[], now: Date): string | undefined {
  const moments = items.map(({ data }) => Date.parse(String(data?.placedAt ?? data?.date ?? '')))
  if (moments.some(Number.isNaN)) return undefined
  return new Date(Math.min(now.getTime(), ...moments) - marginMs).toISOString()
}

/** The order under this reference, among those of its customer. */
export async function findOrderOf(
  client: VismaNetClient,
  { customerId, reference, signal }: { readonly customerId: string; readonly reference: string; readonly signal: AbortSignal },
): Promise<ListedOrder | undefined> {
  const orders = await ordersOf(client, { customerId, signal })
  return orders.find(({ customerRefNo }) => customerRefNo === reference)
}

const invoices = z.array(z.looseObject({ referenceNumber: z.string(), externalReference: z.string().nullish() }))

/** The number of the invoice under this reference. */
export async function findInvoice(client: VismaNetClient, reference: string, signal: AbortSignal): Promise<string | undefined> {
  const found = await client.get({
    service: 'erp',
    path: '/customerinvoice',
    query: { externalReference: reference },
    label: 'customerinvoice.find',
    schema: invoices,
    signal,
  })
  return found.find(({ externalReference }) => externalReference === reference)?.referenceNumber
}

/** `SO/000123`: numbers are given out per type. */
export function orderIdOf({ type, orderId }: Pick<ListedOrder, 'type' | 'orderId'>): string {
  return `${type}/${orderId}`
}

function existingOrder(order: ListedOrder): Existing {
  return { id: orderIdOf(order), label: orderIdOf(order), data: { number: order.customerOrder ?? order.orderId } }
}

import type { WriteResult } from '#core/kit/define-connector.ts'
import { AppError, DataError } from '#core/kit/errors.ts'
import type { OdooClient } from '../client.ts'
import { createEach, failureOf } from '../create-batch.ts'
import { type MarkResult, openMarkers } from '../markers.ts'
import { type OdooRecord, textOf } from '../values.ts'
import { openCountries } from './address.ts'
import { confirmOrders } from './order-confirm.ts'
import { matchOrders, orderModel } from './order-find.ts'
import { placeAddresses } from './order-partners.ts'
import { failed, inOrder, type OrderBatch, type OrderItem, type Placed } from './order-placing.ts'
import { type OrderContext, openOrderContext, orderValues } from './order-values.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

/**
 * Places orders: all drafts in one call, then all markers, then one confirmation for all that should be confirmed. Each step can
 * be found again: the draft by its source document, the marker by its name, the confirmation by the state.
 */
export async function createOrders(
  client: OdooClient,
  {
    items,
    settings,
    signal,
  }: { readonly items: readonly OrderItem[]; readonly settings: OrderWriteSettings; readonly signal: AbortSignal },
): Promise<readonly WriteResult[]> {
  const batch = { client, settings, signal }
  const results = new Map<OrderItem, WriteResult>()
  const adopted = await adoptEarlier(
    batch,
    items.filter((item) => item.attempt === 'again'),
    results,
  )
  const isSettled = new Set(adopted.map(({ item }) => item))
  const drafts = await createDrafts(
    batch,
    items.filter((item) => !isSettled.has(item) && !results.has(item)),
    results,
  )
  const marked = await markOrders(batch, [...adopted, ...drafts], results)
  await confirmOrders(batch, marked, results)
  return items.map((item) => results.get(item) ?? lost(item))
}

/** What an earlier attempt left behind; only what is provably absent is created anew. */
async function adoptEarlier(
  { client, signal }: OrderBatch,
  items: readonly OrderItem[],
  results: Map<OrderItem, WriteResult>,
): Promise<readonly Placed[]> {
  if (items.length === 0) return []
  try {
    const found = await matchOrders(client, { items, onlyOurs: true, signal })
    return items.flatMap((item) => {
      const [first, second] = found.get(item.key) ?? []
      if (!first) return []
      if (!second) return [{ item, id: first.id, existed: true }]
      results.set(item, failed(ambiguous(item, found.get(item.key) ?? []), false))
      return []
    })
  } catch (thrown) {
    // Looking is not writing, but whether the earlier attempt wrote is still open.
    const { error } = failureOf(thrown)
    for (const item of items) results.set(item, failed(error, true))
    return []
  }
}

function ambiguous(item: OrderItem, rows: readonly OdooRecord[]): AppError {
  const names = rows.map((row) => textOf(row.name) ?? String(row.id)).join(', ')
  return new DataError(`Order ${item.data.number}: Odoo has several orders that could be it: ${names}.`, {
    code: 'ambiguous',
    hint: 'Cancel and delete the ones that should not be there, then run again.',
  })
}

async function createDrafts(
  batch: OrderBatch,
  items: readonly OrderItem[],
  results: Map<OrderItem, WriteResult>,
): Promise<readonly Placed[]> {
  if (items.length === 0) return []
  const { client, signal } = batch
  try {
    const context = await openOrderContext(client, { ...batch, items })
    const placeable = items.filter((item) => isPlaceable(item, { context, results }))
    const partners = await placeAddresses(client, {
      orders: placeable.map((item) => ({ order: item.data, customerId: customerOf(item) })),
      countries: await openCountries(client, signal),
      signal,
    })
    const values = placeable.map((item, index) => orderValues(item, { context, partners: partners[index] ?? plainPartners(item) }))
    const made = await createEach(client, orderModel, { values, signal })
    return placeable.flatMap((item, index) => {
      const one = made[index]
      if (one?.ok) return [{ item, id: one.id, existed: false }]
      if (one) results.set(item, failed(inOrder(one.error, item), one.uncertain))
      return []
    })
  } catch (thrown) {
    // Everything before the drafts leaves at most an address behind, which the next attempt finds again.
    const { error } = failureOf(thrown)
    for (const item of items) if (!results.has(item)) results.set(item, failed(error, false))
    return []
  }
}

/** Translates once without writing anything, so that a bad order is out before its addresses are made. */
function isPlaceable(item: OrderItem, { context, results }: { context: OrderContext; results: Map<OrderItem, WriteResult> }): boolean {
  try {
    orderValues(item, { context, partners: plainPartners(item) })
    return true
  } catch (thrown) {
    results.set(item, failureOf(thrown))
    return false
  }
}

function plainPartners(item: OrderItem) {
  const id = customerOf(item)
  return { partner_id: id, partner_invoice_id: id, partner_shipping_id: id }
}

function customerOf(item: OrderItem): number {
  const id = Number(item.links?.customerId)
  if (Number.isSafeInteger(id) && id > 0) return id
  throw new DataError(`Order ${item.data.number} has no customer in Odoo.`, {
    code: 'customer-missing',
    hint: 'Let the upsert node create customers, or set a default debtor.',
  })
}

async function markOrders(batch: OrderBatch, placed: readonly Placed[], results: Map<OrderItem, WriteResult>): Promise<readonly Placed[]> {
  if (placed.length === 0) return []
  const { client, signal } = batch
  let marks: ReadonlyMap<string, MarkResult>
  try {
    const markers = await openMarkers(client, orderModel, signal)
    marks = await markers.mark(placed.map(({ item, id }) => ({ externalId: item.externalId, recordId: id })))
  } catch (thrown) {
    const { error } = failureOf(thrown)
    for (const { item } of placed) results.set(item, failed(error, true))
    return []
  }
  const kept: Placed[] = []
  for (const one of placed) {
    const mark = marks.get(one.item.externalId)
    if (mark?.kind === 'taken') results.set(one.item, await dropDouble(batch, one, mark.by))
    else if (mark?.kind === 'failed') results.set(one.item, failed(inOrder(mark.error, one.item), true))
    else kept.push(one)
  }
  return kept
}

/** Another run placed this order at the same time and marked it first: ours is the double. */
async function dropDouble({ client, signal }: OrderBatch, { item, id }: Placed, winner: number): Promise<WriteResult> {
  try {
    await client.unlink(orderModel, [id], { signal })
    const [row] = await client.read(orderModel, [winner], { fields: ['name'], signal })
    return { ok: true, id: String(winner), label: textOf(row?.name), existed: true }
  } catch (thrown) {
    const { error } = failureOf(thrown)
    return failed(inOrder(error, item), true)
  }
}

function lost(item: OrderItem): WriteResult {
  const error = new AppError(`Order ${item.data.number} got no result.`, { code: 'defect', fix: 'developer' })
  return failed(error, true)
}

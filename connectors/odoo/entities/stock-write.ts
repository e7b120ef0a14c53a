import Big from 'big.js'
import type { CreateItem, UpdateItem, WriteResult } from '#core/kit/define-connector.ts'
import { type AppError, DataError, VendorError } from '#core/kit/errors.ts'
import type { Stock } from '#core/model/stock.ts'
import type { OdooClient } from '../client.ts'
import { failureOf } from '../create-batch.ts'
import { loadWarehouses, visible } from '../reference-data.ts'
import { idOf, numberOf, type OdooRecord, textOf, unique } from '../values.ts'
import { productsBySku } from './stock-find.ts'
import { type PlacedQuantity, type Placing, placeQuantities, type Quantities, type StockWriteSettings } from './stock-places.ts'
import { quantModel, quantsIn, quantsOfProduct, sumOf } from './stock-quants.ts'

/** Stock to be set of a product that was looked up. */
interface StockItem {
  readonly key: string
  readonly id: string
  readonly sku: string
  readonly quantities: Quantities
}

/** A count to be set: so many pieces of a product in a warehouse, whatever is there now. */
interface Count extends PlacedQuantity {
  readonly key: string
  readonly productId: number
}

/** Counts on their way, and by key what became of those that did not arrive. */
interface Counting {
  readonly counts: readonly Count[]
  readonly failures: Map<string, { readonly error: AppError; readonly uncertain: boolean }>
  readonly signal: AbortSignal
}

/** Setting a count is absolute, so creating and updating are the same: the product must be there. */
export async function createStock(
  client: OdooClient,
  {
    items,
    settings,
    signal,
  }: { readonly items: readonly CreateItem<Stock>[]; readonly settings: StockWriteSettings; readonly signal: AbortSignal },
): Promise<readonly WriteResult[]> {
  const rows = await productsBySku(
    client,
    items.map(({ data }) => data.sku),
    signal,
  )
  const idOfSku = new Map(rows.toReversed().map((row) => [textOf(row.default_code) ?? '', row.id]))
  const found = items.map(({ key, data }) => ({ key, id: String(idOfSku.get(data.sku) ?? ''), sku: data.sku, quantities: data }))
  return setStock(client, { items: found, settings, signal })
}

export async function updateStock(
  client: OdooClient,
  {
    items,
    settings,
    signal,
  }: { readonly items: readonly UpdateItem<Stock>[]; readonly settings: StockWriteSettings; readonly signal: AbortSignal },
): Promise<readonly WriteResult[]> {
  const found = items.map((item) => ({ key: item.key, id: item.id, sku: item.data.sku, quantities: changedQuantities(item) }))
  return setStock(client, { items: found, settings, signal })
}

/** The figures that changed: the others stand in the data as they were found, and may have moved since. */
function changedQuantities({ data, changes }: UpdateItem<Stock>): Quantities {
  const changeOf = (path: keyof Quantities) => changes.find((change) => change.path === path)
  const locations = changeOf('locations')
  const before = new Set(Array.isArray(locations?.from) ? locations.from.map(asText) : [])
  return {
    ...(changeOf('onHand') && { onHand: data.onHand }),
    ...(changeOf('available') && { available: data.available }),
    ...(locations && { locations: data.locations.filter((place) => !before.has(asText(place))) }),
  }
}

function asText(place: unknown): string {
  return JSON.stringify(Object.entries(Object(place)).toSorted(([left], [right]) => (left < right ? -1 : 1)))
}

/** Sets counts through Odoo's own inventory: the counted quantity on the quants, then one application for all of them. */
async function setStock(
  client: OdooClient,
  {
    items,
    settings,
    signal,
  }: {
    readonly items: readonly StockItem[]
    readonly settings: StockWriteSettings
    readonly signal: AbortSignal
  },
): Promise<readonly WriteResult[]> {
  const failures: Counting['failures'] = new Map()
  try {
    const warehouses = await loadWarehouses(client, signal)
    const tracking = await trackingOf(
      client,
      items.map(({ id }) => Number(id)).filter((id) => id > 0),
      signal,
    )
    const counts = items.flatMap((item) => {
      try {
        return countsOf(item, { warehouses, settings, tracking })
      } catch (thrown) {
        failures.set(item.key, failureOf(thrown))
        return []
      }
    })
    await applyCounts(client, { counts, failures, signal })
  } catch (thrown) {
    const failure = failureOf(thrown)
    for (const { key } of items) if (!failures.has(key)) failures.set(key, failure)
  }
  return items.map(({ key, id, sku }) => {
    const failure = failures.get(key)
    return failure ? { ok: false, ...failure } : { ok: true, id, label: sku }
  })
}

function countsOf(
  { key, id, sku, quantities }: StockItem,
  { tracking, ...placing }: Placing & { readonly tracking: ReadonlyMap<number, unknown> },
): readonly Count[] {
  const productId = Number(id)
  if (!tracking.has(productId)) {
    throw new DataError(`Stock of ${sku}: Odoo has no product with this SKU.`, { code: 'product-missing', facts: { sku } })
  }
  if (tracking.get(productId) === 'lot' || tracking.get(productId) === 'serial') {
    throw new DataError(`Stock of ${sku}: Odoo counts this product by ${tracking.get(productId)} number.`, {
      code: 'stock-tracked',
      hint: 'Count it in Odoo; a sum without lot or serial numbers would make pieces without a number.',
    })
  }
  const { placed } = placeQuantities(quantities, placing)
  if (placed.length === 0) {
    throw new DataError(`Stock of ${sku}: there is no quantity, or Odoo has no warehouse "${placing.settings.warehouse ?? ''}".`, {
      code: 'stock-place-missing',
      hint: 'Choose a warehouse on the upsert node and map the quantity on hand.',
    })
  }
  return placed.map((quantity) => ({ key, productId, ...quantity }))
}

/** A count as it is carried out: `total` is to lie in the warehouse, `target` of it at its plain place. */
interface ReadyCount {
  readonly count: Count
  readonly total: Big
  readonly target: number
  readonly quantId: number | undefined
}

async function applyCounts(client: OdooClient, { counts, failures, signal }: Counting): Promise<void> {
  const ready: ReadyCount[] = []
  for (const some of Map.groupBy(counts, ({ warehouse }) => warehouse.id).values()) {
    const quants = await quantsOf(client, some, signal)
    for (const count of some) {
      const own = quantsOfProduct(quants, count.productId)
      const total = count.onHand === undefined ? sumOf(own, 'reserved_quantity').plus(count.available ?? '0') : new Big(count.onHand)
      const plain = own.find((row) => idOf(row.location_id) === count.warehouse.stockLocationId && !isSpecial(row))
      // Shelves, lots and packages below the warehouse keep what they hold; the plain place takes the rest.
      const elsewhere = sumOf(
        own.filter((row) => row !== plain),
        'quantity',
      )
      const target = total.minus(elsewhere)
      if (target.lt(0)) failures.set(count.key, { error: tooFew(count, { total, elsewhere }), uncertain: false })
      else ready.push({ count, total, quantId: plain?.id, target: numberOf(target.toFixed(), `Stock of ${count.key}`) })
    }
  }
  const isKnown = ready.filter(({ quantId }) => quantId !== undefined)
  for (const [target, some] of Map.groupBy(isKnown, (one) => one.target)) {
    await client.write(
      quantModel,
      some.flatMap(({ quantId }) => quantId ?? []),
      { inventory_quantity: target },
      { signal },
    )
  }
  const isNew = ready.filter(({ quantId }) => quantId === undefined)
  const made = await client.create(
    quantModel,
    isNew.map(({ count, target }) => ({
      product_id: count.productId,
      location_id: count.warehouse.stockLocationId,
      inventory_quantity: target,
    })),
    { signal },
  )
  const ids = [...isKnown.flatMap(({ quantId }) => quantId ?? []), ...made]
  if (ids.length === 0) return
  await client.act(quantModel, 'action_apply_inventory', ids, { signal })
  await verifyCounts(client, { ready, failures, signal })
}

/** Applying can answer with a dialogue and do nothing, so what is there afterwards decides. */
async function verifyCounts(
  client: OdooClient,
  { ready, failures, signal }: Omit<Counting, 'counts'> & { readonly ready: readonly ReadyCount[] },
): Promise<void> {
  for (const some of Map.groupBy(ready, ({ count }) => count.warehouse.id).values()) {
    const quants = await quantsOf(
      client,
      some.map(({ count }) => count),
      signal,
    )
    for (const { count, total } of some) {
      const sum = sumOf(quantsOfProduct(quants, count.productId), 'quantity')
      if (sum.eq(total)) continue
      const error = new VendorError(`Stock of ${count.key}: Odoo was told ${total.toFixed()} and has ${sum.toFixed()}.`, {
        code: 'stock-not-applied',
        hint: 'Somebody may have moved stock at the same moment; the next run sets it again.',
      })
      failures.set(count.key, { error, uncertain: false })
    }
  }
}

function isSpecial(row: OdooRecord): boolean {
  return [row.lot_id, row.package_id, row.owner_id].some((value) => idOf(value) !== undefined)
}

function tooFew({ key, warehouse }: Count, { total, elsewhere }: { readonly total: Big; readonly elsewhere: Big }): DataError {
  return new DataError(
    `Stock of ${key}: ${total.toFixed()} is less than the ${elsewhere.toFixed()} on shelves and in packages of ${warehouse.name}.`,
    {
      code: 'stock-on-shelves',
      hint: 'Count this product in Odoo.',
    },
  )
}

/** Of counts in one warehouse. */
async function quantsOf(client: OdooClient, counts: readonly Count[], signal: AbortSignal): Promise<readonly OdooRecord[]> {
  const [first] = counts
  if (!first) return []
  const productIds = counts.map(({ productId }) => productId)
  return quantsIn(client, { stockLocationId: first.warehouse.stockLocationId, productIds, signal })
}

async function trackingOf(client: OdooClient, ids: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, unknown>> {
  const fields = await visible(client, 'product.product', ['tracking'], signal)
  return new Map((await client.read('product.product', unique(ids), { fields, signal })).map((row) => [row.id, row.tracking]))
}

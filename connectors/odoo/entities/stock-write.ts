import Big from 'big.js'
import type { CreateItem, Existing, FindItem, UpdateItem, WriteResult } from '#core/kit/define-connector.ts'
import { type AppError, DataError, VendorError } from '#core/kit/errors.ts'
import type { Stock } from '#core/model/stock.ts'
import type { OdooClient } from '../client.ts'
import { failureOf } from '../create-batch.ts'
import { loadWarehouses, visible, type Warehouse } from '../reference-data.ts'
import { decimalOf, idOf, numberOf, type OdooRecord, textOf, unique } from '../values.ts'
import { countProducts, stockFromOdoo } from './stock-quantities.ts'

const quant = 'stock.quant'

export interface StockWriteSettings {
  readonly warehouse?: string
}

/** A count to be set: so many pieces of a product in a warehouse, whatever is there now. */
interface Count {
  readonly key: string
  readonly productId: number
  readonly warehouse: Warehouse & { readonly stockLocationId: number }
  readonly quantity: string
}

/** Counts on their way, and by key what became of those that did not arrive. */
interface Counting {
  readonly counts: readonly Count[]
  readonly failures: Map<string, { readonly error: AppError; readonly uncertain: boolean }>
  readonly signal: AbortSignal
}

export async function findStock(
  client: OdooClient,
  { items, signal }: { readonly items: readonly FindItem[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const rows = await productsBySku(
    client,
    items.map(({ key }) => key),
    signal,
  )
  const counted = await countProducts(
    client,
    rows.map(({ id }) => id),
    signal,
  )
  const existing = counted.map((count) => ({ id: String(count.id), label: count.sku, data: stockFromOdoo(count) }))
  return Map.groupBy(existing, ({ label }) => label)
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
  const found = items.map((item) => ({ key: item.key, data: item.data, id: String(idOfSku.get(item.data.sku) ?? '') }))
  return setStock(client, { items: found, settings, signal })
}

/** Sets counts through Odoo's own inventory: the counted quantity on the quants, then one application for all of them. */
export async function setStock(
  client: OdooClient,
  {
    items,
    settings,
    signal,
  }: {
    readonly items: readonly Pick<UpdateItem<Stock>, 'key' | 'id' | 'data'>[]
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
  return items.map(({ key, id, data }) => {
    const failure = failures.get(key)
    return failure ? { ok: false, ...failure } : { ok: true, id, label: data.sku }
  })
}

function countsOf(
  { key, id, data }: Pick<UpdateItem<Stock>, 'key' | 'id' | 'data'>,
  {
    warehouses,
    settings,
    tracking,
  }: { readonly warehouses: readonly Warehouse[]; readonly settings: StockWriteSettings; readonly tracking: ReadonlyMap<number, unknown> },
): readonly Count[] {
  const productId = Number(id)
  if (!tracking.has(productId)) {
    throw new DataError(`Stock of ${data.sku}: Odoo has no product with this SKU.`, { code: 'product-missing', facts: { sku: data.sku } })
  }
  if (tracking.get(productId) === 'lot' || tracking.get(productId) === 'serial') {
    throw new DataError(`Stock of ${data.sku}: Odoo counts this product by ${tracking.get(productId)} number.`, {
      code: 'stock-tracked',
      hint: 'Count it in Odoo; a sum without lot or serial numbers would make pieces without a number.',
    })
  }
  const named = data.locations.flatMap((location) => {
    const warehouse = warehouses.find(({ name }) => name === location.location)
    const quantity = location.onHand ?? location.available
    return warehouse && quantity !== undefined ? [{ warehouse, quantity }] : []
  })
  const quantity = data.onHand ?? data.available
  const chosen = settings.warehouse ? warehouses.find(({ name }) => name === settings.warehouse) : warehouses[0]
  const wanted = named.length > 0 && !settings.warehouse ? named : chosen && quantity !== undefined ? [{ warehouse: chosen, quantity }] : []
  if (wanted.length === 0) {
    throw new DataError(`Stock of ${data.sku}: there is no quantity, or Odoo has no warehouse "${settings.warehouse ?? ''}".`, {
      code: 'stock-place-missing',
      hint: 'Choose a warehouse on the upsert node and map the quantity on hand.',
    })
  }
  return wanted.flatMap(({ warehouse, quantity: pieces }) => {
    const { stockLocationId } = warehouse
    return stockLocationId === undefined ? [] : [{ key, productId, warehouse: { ...warehouse, stockLocationId }, quantity: pieces }]
  })
}

async function applyCounts(client: OdooClient, { counts, failures, signal }: Counting): Promise<void> {
  const ready: { readonly count: Count; readonly quantId?: number; readonly target: number }[] = []
  for (const [, some] of Map.groupBy(counts, ({ warehouse }) => warehouse.id)) {
    const quants = await quantsOf(client, some, signal)
    for (const count of some) {
      const own = quants.filter((row) => idOf(row.product_id) === count.productId)
      const plain = own.find((row) => idOf(row.location_id) === count.warehouse.stockLocationId && !isSpecial(row))
      // Shelves, lots and packages below the warehouse keep what they hold; the plain place takes the rest.
      const elsewhere = own.filter((row) => row !== plain).reduce((sum, row) => sum.plus(decimalOf(row.quantity) ?? '0'), new Big(0))
      const target = new Big(count.quantity).minus(elsewhere)
      if (target.lt(0)) failures.set(count.key, { error: tooFew(count, elsewhere), uncertain: false })
      else ready.push({ count, quantId: plain?.id, target: numberOf(target.toFixed(), `Stock of ${count.key}`) })
    }
  }
  const isKnown = ready.filter(({ quantId }) => quantId !== undefined)
  for (const [target, some] of Map.groupBy(isKnown, (one) => one.target)) {
    await client.write(
      quant,
      some.flatMap(({ quantId }) => quantId ?? []),
      { inventory_quantity: target },
      { signal },
    )
  }
  const isNew = ready.filter(({ quantId }) => quantId === undefined)
  const made = await client.create(
    quant,
    isNew.map(({ count, target }) => ({
      product_id: count.productId,
      location_id: count.warehouse.stockLocationId,
      inventory_quantity: target,
    })),
    { signal },
  )
  const ids = [...isKnown.flatMap(({ quantId }) => quantId ?? []), ...made]
  if (ids.length === 0) return
  await client.act(quant, 'action_apply_inventory', ids, { signal })
  await verifyCounts(client, { counts: ready.map(({ count }) => count), failures, signal })
}

/** Applying can answer with a dialogue and do nothing, so what is there afterwards decides. */
async function verifyCounts(client: OdooClient, { counts, failures, signal }: Counting): Promise<void> {
  for (const [, some] of Map.groupBy(counts, ({ warehouse }) => warehouse.id)) {
    const quants = await quantsOf(client, some, signal)
    for (const count of some) {
      const own = quants.filter((row) => idOf(row.product_id) === count.productId)
      const sum = own.reduce((total, row) => total.plus(decimalOf(row.quantity) ?? '0'), new Big(0))
      if (sum.eq(count.quantity)) continue
      const error = new VendorError(`Stock of ${count.key}: Odoo was told ${count.quantity} and has ${sum.toFixed()}.`, {
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

function tooFew({ key, quantity, warehouse }: Count, elsewhere: Big): DataError {
  return new DataError(
    `Stock of ${key}: ${quantity} is less than the ${elsewhere.toFixed()} on shelves and in packages of ${warehouse.name}.`,
    {
      code: 'stock-on-shelves',
      hint: 'Count this product in Odoo.',
    },
  )
}

async function quantsOf(client: OdooClient, counts: readonly Count[], signal: AbortSignal): Promise<readonly OdooRecord[]> {
  const [first] = counts
  if (!first) return []
  return client.searchRead(quant, {
    domain: [
      ['product_id', 'in', unique(counts.map(({ productId }) => productId))],
      ['location_id', 'child_of', first.warehouse.stockLocationId],
    ],
    fields: await visible(client, quant, ['product_id', 'location_id', 'lot_id', 'package_id', 'owner_id', 'quantity'], signal),
    order: 'id',
    signal,
  })
}

async function trackingOf(client: OdooClient, ids: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, unknown>> {
  const fields = await visible(client, 'product.product', ['tracking'], signal)
  return new Map((await client.read('product.product', unique(ids), { fields, signal })).map((row) => [row.id, row.tracking]))
}

async function productsBySku(client: OdooClient, skus: readonly string[], signal: AbortSignal): Promise<readonly OdooRecord[]> {
  const wanted = unique(skus)
  if (wanted.length === 0) return []
  return client.searchRead('product.product', { domain: [['default_code', 'in', wanted]], fields: ['default_code'], order: 'id', signal })
}

import type { Existing, FindRequest } from '#core/kit/define-connector.ts'
import { stock as schema } from '#core/model/stock.ts'
import type { OdooClient } from '../client.ts'
import { loadWarehouses } from '../reference-data.ts'
import { given, type OdooRecord, textOf, unique } from '../values.ts'
import { type CountedWarehouse, chosenWarehouse, type Placing, placeQuantities, type StockWriteSettings } from './stock-places.ts'
import { countProducts, stockFromOdoo } from './stock-quantities.ts'
import { quantsIn, quantsOfProduct, sumOf } from './stock-quants.ts'

const quantities = schema.pick({ onHand: true, available: true, locations: true })

/** Finds stock by SKU. Where it is going to be written, in the figures and at the places that can be. */
export async function findStock(
  client: OdooClient,
  { items, settings, signal }: FindRequest<StockWriteSettings>,
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const skus = items.map(({ key }) => key)
  const rows = await productsBySku(client, skus, signal)
  const ids = rows.map(({ id }) => id)
  if (settings === undefined) {
    const counted = await countProducts(client, ids, signal)
    const existing = counted.map((count) => ({ id: String(count.id), label: count.sku, data: stockFromOdoo(count) }))
    return Map.groupBy(existing, ({ label }) => label)
  }
  const placing = { warehouses: await loadWarehouses(client, signal), settings }
  const countIn = await openCounts(client, { placing, productIds: ids, signal })
  const found = items.map(({ key, data }) => {
    const own = rows.filter((row) => textOf(row.default_code) === key)
    return [key, own.map(({ id }) => ({ id: String(id), label: key, ...compared(key, data, { placing, countOf: countIn(id) }) }))] as const
  })
  return new Map(found.filter(([, existing]) => existing.length > 0))
}

export async function productsBySku(client: OdooClient, skus: readonly string[], signal: AbortSignal): Promise<readonly OdooRecord[]> {
  const wanted = unique(skus)
  if (wanted.length === 0) return []
  return client.searchRead('product.product', { domain: [['default_code', 'in', wanted]], fields: ['default_code'], order: 'id', signal })
}

/** What lies in a warehouse and how much of it is free. */
interface PlaceCount {
  readonly onHand: string
  readonly available: string
}

type CountOf = (warehouse: CountedWarehouse) => PlaceCount

/** Counts what writing counts: the warehouse's stock, without what stands at its gates. One call per warehouse. */
async function openCounts(
  client: OdooClient,
  { placing, productIds, signal }: { readonly placing: Placing; readonly productIds: readonly number[]; readonly signal: AbortSignal },
): Promise<(productId: number) => CountOf> {
  const quants = new Map(
    await Promise.all(
      placing.warehouses.map(async ({ id, stockLocationId }) => {
        const rows = stockLocationId === undefined ? [] : await quantsIn(client, { stockLocationId, productIds, signal })
        return [id, rows] as const
      }),
    ),
  )
  return (productId) => (warehouse) => {
    const own = quantsOfProduct(quants.get(warehouse.id) ?? [], productId)
    const onHand = sumOf(own, 'quantity')
    return { onHand: onHand.toFixed(), available: onHand.minus(sumOf(own, 'reserved_quantity')).toFixed() }
  }
}

/**
 * What is there and what is wanted, in the same terms: either the places the record names, or one figure of the chosen warehouse.
 * Places that Odoo has no warehouse for, and figures besides the one that is set, are not compared.
 */
function compared(
  sku: string,
  data: Readonly<Record<string, unknown>> | undefined,
  { placing, countOf }: { readonly placing: Placing; readonly countOf: CountOf },
): Pick<Existing, 'data' | 'wanted'> {
  const chosen = chosenWarehouse(placing)
  const locations = placing.warehouses.flatMap((warehouse) =>
    warehouse.stockLocationId === undefined
      ? []
      : [{ location: warehouse.name, onHand: countOf({ ...warehouse, stockLocationId: warehouse.stockLocationId }).onHand }],
  )
  const there = { sku, ...(chosen && countOf(chosen)), locations }
  const asked = data === undefined ? undefined : quantities.safeParse(data).data
  if (!data || !asked) return { data: there }
  const { isByName, placed } = placeQuantities(asked, placing)
  // Nothing can be set: left as it is, so that writing says what is missing.
  if (placed.length === 0) return { data: there }
  const { onHand: _onHand, available: _available, locations: _locations, ...rest } = data
  if (!isByName) return { data: there, wanted: { ...rest, ...onlyFigure(asked) } }
  const wanted = placed.map(({ warehouse, onHand, available }) => given({ location: warehouse.name, onHand, available }))
  const found = placed.map(({ warehouse, onHand }) => {
    const count = countOf(warehouse)
    return { location: warehouse.name, ...(onHand === undefined ? { available: count.available } : { onHand: count.onHand }) }
  })
  return { data: { ...there, locations: found }, wanted: { ...rest, locations: wanted } }
}

function onlyFigure({ onHand, available }: { readonly onHand?: string; readonly available?: string }) {
  return onHand === undefined ? { available } : { onHand }
}

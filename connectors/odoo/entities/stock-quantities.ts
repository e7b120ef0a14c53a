import Big from 'big.js'
import type { Stock } from '#core/model/stock.ts'
import type { OdooClient } from '../client.ts'
import { loadWarehouses, visible } from '../reference-data.ts'
import { decimalOf, given, type OdooRecord, textOf, unique } from '../values.ts'

/** What Odoo counts of a product that has a SKU: in all, and in each warehouse. */
export interface ProductCount {
  readonly id: number
  readonly sku: string
  readonly total: OdooRecord
  readonly warehouses: readonly { readonly name: string; readonly own: OdooRecord }[]
}

const quantityFields = ['qty_available', 'free_qty', 'incoming_qty', 'outgoing_qty', 'virtual_available'] as const

/** Stock of products: the sum, and each warehouse. One call for the sum and one per warehouse, whatever the number of products. */
export async function countProducts(
  client: OdooClient,
  productIds: readonly number[],
  signal: AbortSignal,
): Promise<readonly ProductCount[]> {
  const ids = unique(productIds)
  if (ids.length === 0) return []
  const [fields, identity, warehouses] = await Promise.all([
    visible(client, 'product.product', quantityFields, signal),
    visible(client, 'product.product', ['default_code', 'barcode', 'name', 'type', 'is_storable'], signal),
    loadWarehouses(client, signal),
  ])
  const [rows, ...perWarehouse] = await Promise.all([
    client.read('product.product', ids, { fields: [...identity, ...fields], signal }),
    ...warehouses.map(({ id }) =>
      // `warehouse_id` is the key of today's versions, `warehouse` that of older ones; each ignores the other.
      client.read('product.product', ids, { fields, context: { warehouse_id: id, warehouse: id }, signal }),
    ),
  ])
  const byWarehouse = perWarehouse.map((some) => new Map(some.map((row) => [row.id, row])))
  return rows.flatMap((row) => {
    const sku = textOf(row.default_code)
    if (sku === undefined) return []
    const counted = warehouses.flatMap(({ name }, index) => {
      const own = byWarehouse[index]?.get(row.id)
      return own ? [{ name, own }] : []
    })
    return [{ id: row.id, sku, total: row, warehouses: counted }]
  })
}

/** @throws DataError for a quantity that is none */
export function stockFromOdoo({ sku, total, warehouses }: ProductCount): Stock {
  return given({
    sku,
    ...amountsOf(total),
    locations: warehouses.map(({ name, own }) => given({ location: name, ...amountsOf(own) })),
    managesStock: total.is_storable === undefined ? total.type === 'product' : total.is_storable === true,
    extra: given({ forecast: decimalOf(total.virtual_available), outgoing: decimalOf(total.outgoing_qty) }),
  })
}

function amountsOf(row: OdooRecord) {
  const onHand = decimalOf(row.qty_available)
  const available = decimalOf(row.free_qty)
  return given({
    onHand,
    available,
    reserved: onHand === undefined || available === undefined ? undefined : new Big(onHand).minus(available).toFixed(),
    incoming: decimalOf(row.incoming_qty),
  })
}

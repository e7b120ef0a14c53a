import Big from 'big.js'
import type { Stock } from '#core/model/stock.ts'
import type { OdooClient } from '../client.ts'
import { loadWarehouses, visible } from '../reference-data.ts'
import { decimalOf, given, type OdooRecord, textOf, unique } from '../values.ts'

export interface CountedProduct {
  readonly id: number
  readonly data: Stock
  readonly raw: OdooRecord
}

const quantityFields = ['qty_available', 'free_qty', 'incoming_qty', 'outgoing_qty', 'virtual_available'] as const

/** Stock of products: the sum, and each warehouse. One call for the sum and one per warehouse, whatever the number of products. */
export async function countProducts(
  client: OdooClient,
  productIds: readonly number[],
  signal: AbortSignal,
): Promise<readonly CountedProduct[]> {
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
    const locations = warehouses.flatMap(({ name }, index) => {
      const own = byWarehouse[index]?.get(row.id)
      return own ? [given({ location: name, ...amountsOf(own) })] : []
    })
    const extra = given({ forecast: decimalOf(row.virtual_available), outgoing: decimalOf(row.outgoing_qty) })
    const managesStock = row.is_storable === undefined ? row.type === 'product' : row.is_storable === true
    return [{ id: row.id, raw: row, data: given({ sku, ...amountsOf(row), locations, managesStock, extra }) }]
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

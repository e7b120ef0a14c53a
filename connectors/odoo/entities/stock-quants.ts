import Big from 'big.js'
import type { OdooClient } from '../client.ts'
import { visible } from '../reference-data.ts'
import { decimalOf, idOf, type OdooRecord, unique } from '../values.ts'

export const quantModel = 'stock.quant'

/** What lies in a warehouse of the products asked for: a row per product, place, lot, package and owner. */
export async function quantsIn(
  client: OdooClient,
  {
    stockLocationId,
    productIds,
    signal,
  }: { readonly stockLocationId: number; readonly productIds: readonly number[]; readonly signal: AbortSignal },
): Promise<readonly OdooRecord[]> {
  if (productIds.length === 0) return []
  const wanted = ['product_id', 'location_id', 'lot_id', 'package_id', 'owner_id', 'quantity', 'reserved_quantity']
  return client.searchRead(quantModel, {
    domain: [
      ['product_id', 'in', unique(productIds)],
      ['location_id', 'child_of', stockLocationId],
    ],
    fields: await visible(client, quantModel, wanted, signal),
    order: 'id',
    signal,
  })
}

export function quantsOfProduct(quants: readonly OdooRecord[], productId: number): readonly OdooRecord[] {
  return quants.filter((row) => idOf(row.product_id) === productId)
}

export function sumOf(quants: readonly OdooRecord[], figure: 'quantity' | 'reserved_quantity'): Big {
  return quants.reduce((sum, row) => sum.plus(decimalOf(row[figure]) ?? '0'), new Big(0))
}

import type { Stock } from '#core/model/stock.ts'
import type { Warehouse } from '../reference-data.ts'

export interface StockWriteSettings {
  readonly warehouse?: string
}

/** The figures of a record that can be set; what is reserved or on its way follows from documents in Odoo. */
export interface Quantities {
  readonly onHand?: string
  readonly available?: string
  readonly locations?: Stock['locations']
}

/** A warehouse stock can be counted in. */
export type CountedWarehouse = Warehouse & { readonly stockLocationId: number }

/** So many pieces in a warehouse: lying there, or else free of what is reserved there. */
export interface PlacedQuantity {
  readonly warehouse: CountedWarehouse
  readonly onHand?: string
  readonly available?: string
}

export interface Placing {
  readonly warehouses: readonly Warehouse[]
  readonly settings: StockWriteSettings
}

/** Where stock goes that names no place: the warehouse of the settings, or the first. */
export function chosenWarehouse({ warehouses, settings }: Placing): CountedWarehouse | undefined {
  const countable = warehouses.filter(isCountable)
  return settings.warehouse ? countable.find(({ name }) => name === settings.warehouse) : countable[0]
}

/** Places named like a warehouse go there, unless the settings say where; else the sum goes to the chosen warehouse. */
export function placeQuantities(
  { onHand, available, locations = [] }: Quantities,
  placing: Placing,
): { readonly isByName: boolean; readonly placed: readonly PlacedQuantity[] } {
  const named = locations.flatMap((location) => {
    const warehouse = placing.warehouses.filter(isCountable).find(({ name }) => name === location.location)
    return warehouse ? place(warehouse, location) : []
  })
  if (named.length > 0 && !placing.settings.warehouse) return { isByName: true, placed: named }
  const chosen = chosenWarehouse(placing)
  return { isByName: false, placed: chosen ? place(chosen, { onHand, available }) : [] }
}

/** What lies there goes before what is free: of the two only one can be set. */
function place(warehouse: CountedWarehouse, { onHand, available }: Quantities): readonly PlacedQuantity[] {
  if (onHand !== undefined) return [{ warehouse, onHand }]
  return available === undefined ? [] : [{ warehouse, available }]
}

function isCountable(warehouse: Warehouse): warehouse is CountedWarehouse {
  return warehouse.stockLocationId !== undefined
}

import { companiesOf, type Environment, linked, rowOf, rowsOf, tableOf } from '../engine/environment.ts'
import type { Row } from '../engine/table.ts'
import { descendants } from '../engine/values.ts'
import { subtract, sum } from './quantities.ts'

export interface Levels {
  readonly onHand: number
  readonly free: number
  readonly incoming: number
  readonly outgoing: number
  readonly forecast: number
}

/** Stock of a product: of one warehouse or place when the context names it, else of all warehouses of the companies asked for. */
export function stockLevels(environment: Environment, productId: number): Levels {
  const places = countedPlaces(environment)
  const quants = rowsOf(environment, 'stock.quant', [...tableOf(environment, 'stock.quant').idsBy('product_id', productId)]).filter(
    (quant) => places.has(Number(quant.location_id)),
  )
  const moves = rowsOf(environment, 'stock.move', [...tableOf(environment, 'stock.move').idsBy('product_id', productId)]).filter(isOpen)
  const onHand = sum(...quants.map((quant) => quant.quantity))
  const reserved = sum(...quants.map((quant) => quant.reserved_quantity))
  const within = (place: Row[string] | undefined) => places.has(Number(place))
  const outgoing = sum(
    ...moves.filter((move) => within(move.location_id) && !within(move.location_dest_id)).map((move) => move.product_uom_qty),
  )
  const incoming = sum(
    ...moves.filter((move) => !within(move.location_id) && within(move.location_dest_id)).map((move) => move.product_uom_qty),
  )
  return { onHand, free: subtract(onHand, reserved), incoming, outgoing, forecast: subtract(sum(onHand, incoming), outgoing) }
}

const isOpen = (move: Row) => move.state !== 'done' && move.state !== 'cancel'

function countedPlaces(environment: Environment): ReadonlySet<number> {
  const { warehouse_id: warehouse, location } = environment.context
  const ids = (value: unknown) => (Array.isArray(value) ? value : [value]).filter((id) => typeof id === 'number')
  if (location) return internalBelow(environment, ids(location))
  const companies = companiesOf(environment)
  const warehouses = warehouse
    ? rowsOf(environment, 'stock.warehouse', ids(warehouse))
    : [...tableOf(environment, 'stock.warehouse').rows.values()].filter((row) => companies.includes(Number(row.company_id)))
  return internalBelow(
    environment,
    warehouses.map((row) => Number(row.view_location_id)),
  )
}

function internalBelow(environment: Environment, roots: readonly number[]): ReadonlySet<number> {
  const found = descendants(environment, 'stock.location', roots)
  return new Set([...found].filter((id) => linked(environment, 'stock.location', id).usage === 'internal'))
}

/** The warehouse a place belongs to. */
export function warehouseOf(environment: Environment, locationId: unknown): number | false {
  for (
    let place = rowOf(environment, 'stock.location', locationId);
    place;
    place = rowOf(environment, 'stock.location', place.location_id)
  ) {
    for (const warehouse of tableOf(environment, 'stock.warehouse').rows.values())
      if (warehouse.view_location_id === place.id) return warehouse.id
  }
  return false
}

import type { SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { orderRefusal } from '../answers.ts'
import type { Company, Item } from '../company.ts'
import { answerPage } from './page.ts'
import type { OrderRequest } from './sales-orders.ts'

/** Items with what each warehouse has. Asked for changes, an item shows the warehouses that changed and no others. */
export function listAvailability(company: Company, { query }: OrderRequest): SandboxResponse {
  const ids = query.getAll('inventoryId')
  const warehouses = query.getAll('warehouseId')
  const since = query.get('modifiedSince')
  const sinceMs = since === null ? undefined : Date.parse(since)
  if (Number.isNaN(sinceMs)) throw orderRefusal('0003-InvalidValue', 'ModifiedSince', 'modifiedSince is no date')
  const values = [...company.items.values()]
    .filter(({ dto }) => ids.length === 0 || ids.includes(dto.inventoryNumber))
    .map((item) => shown(company, item, { warehouses, sinceMs }))
    .filter(({ availability }) => sinceMs === undefined || availability.length > 0)
  return answerPage({ values, query, defaultSize: 10_000, path: '/api/v3/Inventory' })
}

function shown(
  { settings }: Company,
  { dto, stock }: Item,
  { warehouses, sinceMs = 0 }: { readonly warehouses: readonly string[]; readonly sinceMs: number | undefined },
) {
  const places = [...stock].filter(([id, { modifiedMs }]) => (warehouses.length === 0 || warehouses.includes(id)) && modifiedMs >= sinceMs)
  return {
    inventoryId: dto.inventoryNumber,
    internalId: dto.inventoryId,
    description: dto.description,
    baseUnit: dto.baseUnit,
    availability: places.map(([warehouseId, { onHand, available, availableForShipment, onPurchase, modifiedMs }]) => ({
      warehouseId,
      description: settings.warehouses.find(({ id }) => id === warehouseId)?.description,
      quantityOnHand: onHand,
      quantityAvailable: available,
      quantityAvailableForShipment: availableForShipment,
      quantityNotAvailable: 0,
      quantityPurchaseOrders: onPurchase,
      lastModified: new Date(modifiedMs).toISOString(),
    })),
  }
}

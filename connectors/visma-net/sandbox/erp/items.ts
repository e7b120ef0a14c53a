import type { SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { empty, erpRefusal, json } from '../answers.ts'
import { type Company, etagOf, filesOf, type Item, type Row, stamp } from '../company.ts'
import type { ErpRequest } from './erp.ts'
import { answerList, equals } from './list.ts'
import { type Spec, unwrap } from './wrapped.ts'

const statuses = ['Active', 'NoSales', 'NoPurchases', 'NoRequest', 'Inactive', 'MarkedForDeletion', 'Unknown']

const item: Spec = {
  ...{ inventoryNumber: 'text', description: 'text', body: 'text', itemClass: 'text', postingClass: 'text', vatCode: 'text', note: 'text' },
  ...{ baseUnit: 'text', salesUnit: 'text', purchaseUnit: 'text', salesAccount: 'text', defaultWarehouse: 'text', defaultPrice: 'number' },
  status: { oneOf: statuses },
  attributeLines: { rows: { attributeId: 'text', attributeValue: 'text' } },
}

const crossReference: Spec = {
  ...{ alternateID: 'text', description: 'text', uom: 'text', bAccount: 'text' },
  alternateType: { oneOf: ['CPN', 'VPN', 'Global', 'Barcode'] },
}

export function listItems(company: Company, { query }: ErpRequest): SandboxResponse {
  return answerList({
    records: [...company.items.values()].map((one) => shown(company, one, query)),
    query,
    maxPageSize: 100,
    filters: {
      inventoryNumber: equals(({ inventoryNumber }) => inventoryNumber),
      description: equals(({ description }) => description),
      alternateID: ({ inventoryNumber }, wanted) =>
        referencesOf(company.items.get(String(inventoryNumber))).some(({ alternateID }) => alternateID === wanted),
    },
  })
}

export function readItem(company: Company, { id, query }: ErpRequest): SandboxResponse {
  const found = itemOf(company, id)
  const [unknown] = query.keys()
  if (unknown !== undefined) throw erpRefusal(400, `The parameter '${unknown}' is not known.`)
  return json(200, shown(company, found, query), { etag: etagOf(found.version) })
}

/** What a list or an item shows beside its own fields; every switch is on until it is sent as false. */
function shown(company: Company, found: Item, query: URLSearchParams): Row {
  const isOff = (name: string) => query.get(name) === 'false'
  const { crossReferences, salesCategories, attributes, ...dto } = found.dto
  return {
    ...dto,
    ...(!isOff('expandCrossReference') && { crossReferences }),
    ...(!isOff('expandSalesCategories') && { salesCategories }),
    ...(!isOff('expandAttribute') && { attributes }),
    ...(!isOff('expandAttachment') && { attachments: filesOf(company, found.dto.inventoryNumber) }),
    ...(!isOff('expandWarehouseDetail') && { warehouseDetails: warehouseDetails(found) }),
  }
}

function warehouseDetails({ stock, dto }: Item): readonly Row[] {
  return [...stock].map(([warehouse, { onHand, available, availableForShipment, modifiedMs }]) => ({
    warehouse,
    isDefault: (dto.defaultWarehouse as Row | undefined)?.id === warehouse,
    quantityOnHand: onHand,
    available,
    availableForShipment,
    lastModifiedDateTime: stamp(new Date(modifiedMs)),
  }))
}

export function createItem(company: Company, { body, origin }: ErpRequest): SandboxResponse {
  const values = unwrap(body, item)
  const inventoryNumber = String(values.inventoryNumber ?? '')
  if (inventoryNumber === '') throw erpRefusal(400, "'Inventory ID' cannot be empty.")
  if (company.items.has(inventoryNumber)) throw erpRefusal(400, `Inventory item ${inventoryNumber} already exists.`)
  const itemClass = company.settings.itemClasses.find(({ id }) => id === values.itemClass)
  if (!itemClass) throw erpRefusal(400, `Item class '${String(values.itemClass ?? '')}' cannot be found in the system.`)
  const [warehouse] = company.settings.warehouses
  const found: Item = {
    dto: {
      inventoryId: company.next('id'),
      inventoryNumber,
      status: 'Active',
      type: itemClass.isStock ? 'FinishedGoodItem' : 'NonStockItem',
      stockItem: itemClass.isStock,
      itemClass: { id: itemClass.id, description: itemClass.description, type: itemClass.isStock ? 'FinishedGoodItem' : 'NonStockItem' },
      vatCode: taxOf(company, itemClass.tax),
      ...{ baseUnit: 'STK', salesUnit: 'STK', purchaseUnit: 'STK', defaultPrice: 0, currentCost: 0, lastCost: 0 },
      ...(warehouse && { defaultWarehouse: { id: warehouse.id, description: warehouse.description } }),
      ...{ attributes: [], crossReferences: [], salesCategories: [] },
    },
    stock: new Map(),
    version: 0,
  }
  applyItem(company, found, values)
  company.items.set(inventoryNumber, found)
  return empty(201, { location: `${origin}/v1/inventory/${encodeURIComponent(inventoryNumber)}` })
}

export function changeItem(company: Company, { id, body, ifMatch }: ErpRequest): SandboxResponse {
  const found = itemOf(company, id)
  if (ifMatch !== undefined && ifMatch !== etagOf(found.version)) throw erpRefusal(412, 'The item was changed meanwhile.')
  const values = unwrap(body, item)
  if (values.inventoryNumber !== undefined && values.inventoryNumber !== id)
    throw erpRefusal(400, 'The inventory number cannot be changed.')
  applyItem(company, found, values)
  return empty(204)
}

function applyItem(company: Company, found: Item, values: Record<string, unknown>): void {
  const { itemClass, vatCode, attributeLines, postingClass, salesAccount, defaultWarehouse, ...plain } = values
  const tax = vatCode === undefined ? undefined : taxOf(company, String(vatCode))
  Object.assign(found.dto, plain, tax && { vatCode: tax })
  found.dto.lastModifiedDateTime = stamp(company.now())
  found.version = company.next('id')
}

function taxOf({ settings }: Company, category: string): Row {
  const found = settings.taxes.find((one) => one.category === category)
  if (!found) throw erpRefusal(400, `VAT category '${category}' cannot be found in the system.`)
  return { id: category, description: found.description }
}

export function itemOf(company: Company, number: string): Item {
  const found = company.items.get(number)
  if (!found) throw erpRefusal(404, `Inventory item ${number} cannot be found.`)
  return found
}

function referencesOf(found: Item | undefined): Row[] {
  return (found?.dto.crossReferences as Row[] | undefined) ?? []
}

/** The one POST of the ERP that answers 200; nothing says that a code of another item is refused, so it is not. */
export function addCrossReference(company: Company, { id, body }: ErpRequest): SandboxResponse {
  const found = itemOf(company, id)
  const values = unwrap(body, crossReference)
  if (!values.alternateID || !values.alternateType) throw erpRefusal(400, "'Alternate ID' and 'Alternate type' cannot be empty.")
  if (
    referencesOf(found).some(
      ({ alternateID, alternateType }) => alternateID === values.alternateID && alternateType === values.alternateType,
    )
  )
    throw erpRefusal(400, 'This cross reference already exists.')
  referencesOf(found).push(values)
  found.dto.lastModifiedDateTime = stamp(company.now())
  found.version = company.next('id')
  return json(200, {})
}

export function listCrossReferences(company: Company, { id }: ErpRequest): SandboxResponse {
  return json(200, referencesOf(itemOf(company, id)))
}

export function readSummary(company: Company, { id, query }: ErpRequest): SandboxResponse {
  const { dto, stock } = itemOf(company, id)
  const warehouse = query.get('warehouse')
  return json(
    200,
    [...stock]
      .filter(([place]) => warehouse === null || place === warehouse)
      .map(([place, { onHand, available, availableForShipment, onPurchase }]) => ({
        inventory: { number: dto.inventoryNumber, description: dto.description },
        warehouse: { id: place, description: company.settings.warehouses.find(({ id: one }) => one === place)?.description },
        baseUnit: dto.baseUnit,
        ...{ onHand, available, availableForShipment, purchaseOrders: onPurchase, soAllocated: onHand - availableForShipment },
      })),
  )
}

export function listItemClasses({ settings }: Company): SandboxResponse {
  return json(
    200,
    settings.itemClasses.map(({ id, description, isStock }) => ({
      ...{ id, description, attributes: [] },
      type: isStock ? 'FinishedGoodItem' : 'NonStockItem',
    })),
  )
}

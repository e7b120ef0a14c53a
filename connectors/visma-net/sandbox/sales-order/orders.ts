import type { SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { empty, json, orderProblem, orderRefusal } from '../answers.ts'
import { type Company, etagOf, type Item, type Row, type SalesOrder } from '../company.ts'
import { round } from '../round.ts'
import { answerPage } from './page.ts'
import { priceOf } from './prices.ts'
import { changedOrder, newOrder } from './rules.ts'
import type { OrderRequest } from './sales-orders.ts'
import { validate } from './validate.ts'

export function listOrders(company: Company, { query, type }: OrderRequest): SandboxResponse {
  const [customerId, status, filter] = ['customerId', 'status', 'filter'].map((name) => query.get(name))
  const since = Date.parse(query.get('modifiedSince') ?? '1970-01-01T00:00:00Z')
  if (Number.isNaN(since)) throw orderRefusal('0003-InvalidValue', 'ModifiedSince', 'modifiedSince is no date')
  const [, by = 'orderId', direction = 'asc'] =
    /^(created|lastModified|orderId)(?: (asc|desc))?$/.exec(query.get('orderBy') ?? 'orderId') ?? []
  const passing = [...company.orders.values()].filter(
    (order) =>
      (type === undefined || order.type === type) &&
      (customerId === null || (order.dto.customer as Row).id === customerId) &&
      (status === null || (order.dto.status as Row).description === status) &&
      (filter === null || order.orderId.includes(filter ?? '')) &&
      order.modifiedMs >= since,
  )
  const keyOf = ({ createdMs, modifiedMs, orderId }: SalesOrder) =>
    by === 'created' ? createdMs : by === 'lastModified' ? modifiedMs : Number(orderId)
  const sorted = passing.toSorted((left, right) => (keyOf(left) - keyOf(right)) * (direction === 'desc' ? -1 : 1))
  return answerPage({ values: sorted.map(listed), query, defaultSize: 100, path: '/api/v3/SalesOrders' })
}

function listed({ type, orderId, dto, lines, modifiedMs }: SalesOrder): Row {
  const customer = dto.customer as Row
  return {
    type,
    orderId,
    status: (dto.status as Row).description,
    ...{ customerId: customer.id, customerName: customer.name, customerOrder: customer.order, customerRefNo: customer.refNo },
    ...{ currency: dto.currencyId, date: dto.date, description: dto.description },
    lastModified: new Date(modifiedMs).toISOString(),
    orderQty: lines.reduce((sum, line) => sum + Number(line.quantity), 0),
    orderTotal: (dto.totals as Row).orderTotal,
    _links: { self: { href: `/api/v3/SalesOrders/${type}/${orderId}` } },
  }
}

/** Parts that come only when `expand` names them, or `All`. */
const expandable = { billing: 'Billing', shipping: 'Shipping', paymentSettings: 'Payment', freight: 'Freight', note: 'Note' } as const

export function readOrder(company: Company, request: OrderRequest): SandboxResponse {
  const { dto, version, modifiedMs } = orderOf(company, request)
  const expand = request.query.getAll('expand')
  const hidden = Object.entries(expandable).filter(([, name]) => !expand.includes(name) && !expand.includes('All'))
  const shown = Object.fromEntries(Object.entries(dto).filter(([name]) => !hidden.some(([one]) => one === name)))
  return json(
    200,
    { ...shown, lastModified: new Date(modifiedMs).toISOString(), version: etagOf(version).slice(1, -1) },
    { etag: etagOf(version) },
  )
}

export function readLines(company: Company, request: OrderRequest): SandboxResponse {
  const { lines, type, orderId } = orderOf(company, request)
  return answerPage({ values: lines, query: request.query, defaultSize: 1_000, path: `/api/v3/SalesOrders/${type}/${orderId}/lines` })
}

function orderOf({ orders }: Company, { type, orderId }: OrderRequest): SalesOrder {
  const found = orders.get(`${type}/${orderId}`)
  if (!found) throw orderProblem(404, `The sales order ${orderId} cannot be found`)
  return found
}

export function createOrder(company: Company, { body, origin }: OrderRequest): SandboxResponse {
  validate(body, newOrder)
  const command = body as Row
  const type = company.settings.orderTypes.find(({ id, active }) => id === command.type && active)
  if (!type) throw orderRefusal('1704-InvalidOrderType', 'Type', `The order type ${String(command.type)} is not active`)
  if (command.orderId !== undefined)
    throw orderRefusal('0004-ValueNotAllowed', 'OrderId', 'The order number is given out by the number series')
  const asked = (command.customer ?? {}) as Row
  const customer = company.customers.get(String(asked.id))?.dto
  if (!customer) throw orderRefusal('1400-CustomerLookupException', 'Customer.Id', 'The customer cannot be found')
  if (customer.status !== 'Active') throw orderRefusal('1407-InvalidCustomerStatus', 'Customer.Id', 'The customer is not active')
  checkAddresses(command)
  const lines = ((command.orderLines ?? []) as Row[]).map((line, index) => lineOf(company, line, { index, customer }))
  const orderId = String(company.next('order')).padStart(6, '0')
  const nowMs = company.now().getTime()
  const { contactId, termsId, ...customerRest } = asked
  const description = command.status === 'Hold' ? 'Hold' : 'Open'
  const dto: Row = {
    type: type.id,
    orderId,
    status: { description, hold: description === 'Hold', cancelled: false },
    customer: { ...customerRest, name: customer.name, internalId: customer.internalId, ...(contactId !== undefined && { contactId }) },
    billing: partyOf(command.billing, customer),
    shipping: partyOf(command.shipping, customer),
    currencyId: command.currencyId ?? customer.currencyId,
    date: utc(command.date) ?? new Date(nowMs).toISOString(),
    ...(command.branchId !== undefined && { branch: { id: command.branchId } }),
    ...pick(command, ['description', 'note', 'freight', 'paymentSettings']),
    totals: totalsOf(company, lines),
    orderQty: lines.reduce((sum, line) => sum + Number(line.quantity), 0),
  }
  const order: SalesOrder = { type: type.id, orderId, dto, lines, createdMs: nowMs, modifiedMs: nowMs, version: company.next('id') }
  company.orders.set(`${type.id}/${orderId}`, order)
  if (type.behavior === 'SalesOrder') reserve(company, lines, nowMs)
  return empty(201, { location: `${origin}/api/v3/SalesOrders/${type.id}/${orderId}` })
}

/** An address is taken whole or not at all, and not without its country. */
function checkAddresses(command: Row): void {
  for (const party of ['billing', 'shipping']) {
    const address = (command[party] as Row | undefined)?.address as Row | undefined
    if (address && !address.countryId) {
      throw orderRefusal('0001-NullNotAllowed', `${party}.Address.CountryId`, 'CountryId is needed in an address')
    }
  }
}

function partyOf(asked: unknown, customer: Row): Row {
  const { address, contact, shipViaId } = (asked ?? {}) as Row
  const { countryId, stateId, ...lines } = (address ?? {}) as Row
  return {
    address: address ? { ...lines, country: { id: countryId, name: String(countryId) }, overridesDefault: true } : defaultAddress(customer),
    contact: contact ?? { name: customer.name, email: (customer.mainContact as Row | undefined)?.email },
    ...(shipViaId !== undefined && { shipVia: { id: shipViaId } }),
  }
}

function defaultAddress({ mainAddress }: Row): Row {
  const { addressLine1: line1, addressLine2: line2, postalCode, city, country } = (mainAddress ?? {}) as Row
  return { ...{ line1, line2, postalCode, city, country }, overridesDefault: false }
}

function lineOf(company: Company, line: Row, { index, customer }: { readonly index: number; readonly customer: Row }): Row {
  const at = `OrderLines[${index}].`
  const item = company.items.get(String(line.inventoryId))
  if (!item) throw orderRefusal('1804-InventoryIdNotFound', `${at}InventoryId`, 'InventoryId cannot be found or is invalid')
  const { settings } = company
  const taxCategoryId = String(line.taxCategoryId ?? (item.dto.vatCode as Row).id)
  if (!settings.taxes.some(({ category }) => category === taxCategoryId))
    throw orderRefusal('1805-InvalidTaxCategoryId', `${at}TaxCategoryId`, 'Invalid')
  if (line.salesAccountId !== undefined && !settings.accounts.some(({ number }) => number === line.salesAccountId)) {
    throw orderRefusal('1806-InvalidSalesAccountId', `${at}SalesAccountId`, 'The account cannot be found')
  }
  const warehouseId = line.warehouseId ?? (item.dto.defaultWarehouse as Row | undefined)?.id
  if (!settings.warehouses.some(({ id }) => id === warehouseId))
    throw orderRefusal('1802-InvalidWarehouseId', `${at}WarehouseId`, 'Invalid')
  if (line.unitOfMeasure !== undefined && line.unitOfMeasure !== item.dto.baseUnit && line.unitOfMeasure !== item.dto.salesUnit) {
    throw orderRefusal('1808-InvalidUnitOfMeasure', `${at}UnitOfMeasure`, 'The item is not sold in this unit')
  }
  const quantity = Number(line.quantity ?? 0)
  if (quantity < 0 && item.dto.type !== 'ChargeItem')
    throw orderRefusal('1809-InvalidQuantityForType', `${at}Quantity`, 'The quantity is negative')
  const isManual = line.unitPrice !== undefined && line.hasManualPrice !== false
  const unitPrice = isManual ? Number(line.unitPrice) : priceOf(company, { item, customer, quantity })
  const discountPercent = line.hasManualDiscount === false ? 0 : Number(line.discountPercent ?? 0)
  const before = round(quantity * unitPrice, 2)
  const extendedPrice = round(quantity * unitPrice * (1 - discountPercent / 100), 2)
  return {
    lineId: index + 1,
    inventory: { id: item.dto.inventoryNumber, description: item.dto.description, baseUnit: item.dto.baseUnit },
    description: line.description ?? item.dto.description,
    ...{ quantity, openQuantity: quantity, unitPrice, hasManualPrice: isManual, lineTotalBeforeDiscount: before },
    ...{ discountPercent, discountAmount: round(before - extendedPrice, 2), extendedPrice, taxCategoryId, warehouseId },
    unitOfMeasure: line.unitOfMeasure ?? item.dto.salesUnit,
    ...pick(line, ['salesAccountId', 'note', 'reasonCode', 'externalLink']),
  }
}

function totalsOf({ settings }: Company, lines: readonly Row[]): Row {
  const net = lines.reduce((sum, { extendedPrice }) => sum + Number(extendedPrice), 0)
  const tax = lines.reduce((sum, { extendedPrice, taxCategoryId }) => {
    const rate = settings.taxes.find(({ category }) => category === taxCategoryId)?.rate ?? 0
    return sum + (Number(extendedPrice) * rate) / 100
  }, 0)
  const [taxableTotal, taxTotal] = [round(net, 2), round(tax, 2)]
  return { orderTotal: round(taxableTotal + taxTotal, 2), taxTotal, taxableTotal, freightTotal: 0, unbilledAmount: taxableTotal }
}

/** Goods on an open order are no longer available; allocating them for shipment comes later. */
function reserve({ items }: Company, lines: readonly Row[], nowMs: number): void {
  for (const { inventory, warehouseId, quantity } of lines) {
    const item: Item | undefined = items.get(String((inventory as Row).id))
    const place = item?.stock.get(String(warehouseId))
    if (!place) continue
    place.available -= Number(quantity)
    place.modifiedMs = nowMs
  }
}

export function changeOrder(company: Company, request: OrderRequest): SandboxResponse {
  const order = orderOf(company, request)
  checkIfMatch(order, request.ifMatch)
  validate(request.body, changedOrder)
  const { status, ...texts } = request.body as Row
  Object.assign(order.dto, texts)
  if (status !== undefined) order.dto.status = { description: status, hold: status === 'Hold', cancelled: false }
  order.modifiedMs = company.now().getTime()
  order.version = company.next('id')
  return empty(202)
}

function checkIfMatch({ version }: SalesOrder, ifMatch: string | undefined): void {
  if (ifMatch === undefined) throw orderProblem(428, 'If-Match is required')
  if (ifMatch !== etagOf(version)) throw orderProblem(412, 'The sales order was changed meanwhile')
}

/** A moment without an offset is one of UTC. */
function utc(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  return new Date(/(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`).toISOString()
}

function pick(from: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]))
}

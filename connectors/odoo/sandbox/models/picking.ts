import { asServer, type Environment, linked, modelOf, nextNumber, patchRow, rowOf, rowsOf, tableOf } from '../engine/environment.ts'
import { boolean, char, datetime, float, many2one, one2many, selection } from '../engine/fields.ts'
import { action, type Model } from '../engine/model.ts'
import { createRecords, existing } from '../engine/records.ts'
import type { Row } from '../engine/table.ts'
import { descendants } from '../engine/values.ts'
import { userError } from '../errors.ts'
import { isAtLeast } from '../version.ts'
import { defineModel } from './define.ts'
import { subtract, sum } from './quantities.ts'
import { changeQuant } from './stock.ts'

const states = [
  ['draft', 'Draft'],
  ['waiting', 'Waiting Another Operation'],
  ['confirmed', 'Waiting'],
  ['partially_available', 'Partially Available'],
  ['assigned', 'Ready'],
  ['done', 'Done'],
  ['cancel', 'Cancelled'],
] as const

const inventory = { write: ['inventory'], create: ['inventory'], unlink: ['inventory'] }

/** Deliveries and their lines. */
export const pickingModels: readonly Model[] = [
  defineModel({
    name: 'stock.picking',
    label: 'Transfer',
    order: 'scheduled_date asc, id desc',
    access: inventory,
    fields: {
      name: char('Reference', { readonly: true }),
      partner_id: many2one('Contact', 'res.partner'),
      origin: char('Source Document'),
      state: selection('Status', states, { readonly: true, default: () => 'draft' }),
      sale_id: many2one('Sales Order', 'sale.order'),
      move_ids: one2many('Stock Moves', 'stock.move', 'picking_id'),
      location_id: many2one('Source Location', 'stock.location'),
      location_dest_id: many2one('Destination Location', 'stock.location'),
      scheduled_date: datetime('Scheduled Date'),
      date_done: datetime('Date of Transfer'),
      backorder_id: many2one('Back Order of', 'stock.picking'),
      carrier_id: many2one('Carrier', 'delivery.carrier'),
      carrier_tracking_ref: char('Tracking Reference'),
      company_id: many2one('Company', 'res.company'),
    },
    methods: { button_validate: action(validate) },
  }),
  defineModel({
    name: 'stock.move',
    label: 'Stock Move',
    order: 'sequence, id',
    access: inventory,
    nameField: 'state',
    fields: {
      product_id: many2one('Product', 'product.product', { required: true, onDelete: 'restrict' }),
      sequence: float('Sequence', { default: () => 10 }),
      product_uom_qty: float('Demand', { digits: 2 }),
      quantity: float('Quantity', { digits: 2 }),
      picked: boolean('Picked'),
      state: selection('Status', states, { readonly: true, default: () => 'draft' }),
      date: datetime('Date Scheduled', { default: (environment) => environment.startedAt.slice(0, 19) }),
      picking_id: many2one('Transfer', 'stock.picking', { onDelete: 'cascade' }),
      sale_line_id: many2one('Sale Line', 'sale.order.line'),
      location_id: many2one('Source Location', 'stock.location'),
      location_dest_id: many2one('Destination Location', 'stock.location'),
      company_id: many2one('Company', 'res.company'),
    },
  }),
]

/** Makes the delivery of order lines with goods and reserves what is there; nothing for services and notes. */
export function makeDelivery(caller: Environment, orderId: number, lines: readonly Row[]): void {
  const environment = asServer(caller)
  const order = linked(environment, 'sale.order', orderId)
  const goods = lines.filter((line) => typeof line.product_id === 'number' && templateOf(environment, line.product_id).type !== 'service')
  if (goods.length === 0) return
  const warehouse = linked(environment, 'stock.warehouse', order.warehouse_id)
  const pickingId = makePicking(environment, {
    order,
    from: Number(warehouse.lot_stock_id),
    code: String(warehouse.code),
    backorderOf: false,
  })
  for (const line of goods)
    makeMove(environment, pickingId, { productId: Number(line.product_id), quantity: Number(line.product_uom_qty), saleLineId: line.id })
  keepPickingState(environment, pickingId)
}

function makePicking(
  environment: Environment,
  {
    order,
    from,
    code,
    backorderOf,
  }: { readonly order: Row; readonly from: number; readonly code: string; readonly backorderOf: number | false },
): number {
  const customers = [...tableOf(environment, 'stock.location').rows.values()].find((place) => place.usage === 'customer')
  const [id = 0] = createRecords(environment, modelOf(environment, 'stock.picking'), [
    {
      name: `${code}/OUT/${String(nextNumber(environment, `${code}/OUT`)).padStart(5, '0')}`,
      partner_id: order.partner_shipping_id,
      origin: order.name,
      sale_id: order.id,
      location_id: from,
      location_dest_id: customers?.id ?? false,
      scheduled_date: environment.startedAt.slice(0, 19),
      carrier_id: order.carrier_id ?? false,
      backorder_id: backorderOf,
      company_id: order.company_id,
    },
  ])
  return id
}

function makeMove(
  environment: Environment,
  pickingId: number,
  { productId, quantity, saleLineId }: { readonly productId: number; readonly quantity: number; readonly saleLineId: number },
): void {
  const picking = linked(environment, 'stock.picking', pickingId)
  const [id = 0] = createRecords(environment, modelOf(environment, 'stock.move'), [
    {
      product_id: productId,
      product_uom_qty: quantity,
      picking_id: pickingId,
      sale_line_id: saleLineId,
      state: 'confirmed',
      location_id: picking.location_id,
      location_dest_id: picking.location_dest_id,
      company_id: picking.company_id,
    },
  ])
  reserve(environment, id)
}

/** Which quants a move holds, and how much of each; kept beside its fields. */
const heldKey = '@held'

function heldBy(move: Row): Readonly<Record<string, number>> {
  return JSON.parse(String(move[heldKey] || '{}')) as Record<string, number>
}

function reserve(environment: Environment, moveId: number): void {
  const move = linked(environment, 'stock.move', moveId)
  let missing = Number(move.product_uom_qty ?? 0)
  const held: Record<string, number> = {}
  if (!keepsStock(environment, Number(move.product_id))) missing = 0
  const places = descendants(environment, 'stock.location', [Number(move.location_id)])
  for (const quant of rowsOf(environment, 'stock.quant', [...tableOf(environment, 'stock.quant').idsBy('product_id', move.product_id)])) {
    const taken = Math.min(missing, Math.max(0, subtract(quant.quantity, quant.reserved_quantity)))
    if (taken <= 0 || !places.has(Number(quant.location_id))) continue
    held[quant.id] = taken
    missing = subtract(missing, taken)
    patchRow(environment, 'stock.quant', quant.id, { reserved_quantity: sum(quant.reserved_quantity, taken) })
  }
  const quantity = subtract(move.product_uom_qty, missing)
  const state = missing <= 0 ? 'assigned' : quantity > 0 ? 'partially_available' : 'confirmed'
  patchRow(environment, 'stock.move', moveId, { quantity, state, [heldKey]: JSON.stringify(held) })
}

function release(environment: Environment, move: Row): void {
  for (const [id, taken] of Object.entries(heldBy(move))) {
    const quant = rowOf(environment, 'stock.quant', Number(id))
    if (quant) patchRow(environment, 'stock.quant', quant.id, { reserved_quantity: subtract(quant.reserved_quantity, taken) })
  }
}

function keepsStock(environment: Environment, productId: number): boolean {
  const template = templateOf(environment, productId)
  return isAtLeast(environment.database.version, 18) ? template.is_storable === true : template.type === 'product'
}

function templateOf(environment: Environment, productId: number): Row {
  return linked(environment, 'product.template', linked(environment, 'product.product', productId).product_tmpl_id)
}

function movesOf(environment: Environment, pickingId: number): readonly Row[] {
  return rowsOf(environment, 'stock.move', [...tableOf(environment, 'stock.move').idsBy('picking_id', pickingId)])
}

function keepPickingState(environment: Environment, pickingId: number): void {
  const moves = movesOf(environment, pickingId)
  patchRow(environment, 'stock.picking', pickingId, { state: moves.some((move) => move.state !== 'confirmed') ? 'assigned' : 'confirmed' })
}

/** Takes back the deliveries of an order that have not left; a new one is made when it is confirmed again. */
export function cancelDeliveries(caller: Environment, orderId: number): void {
  const environment = asServer(caller)
  for (const picking of rowsOf(environment, 'stock.picking', [...tableOf(environment, 'stock.picking').idsBy('sale_id', orderId)])) {
    if (picking.state === 'done' || picking.state === 'cancel') continue
    for (const move of movesOf(environment, picking.id)) {
      release(environment, move)
      patchRow(environment, 'stock.move', move.id, { state: 'cancel', quantity: 0, [heldKey]: '{}' })
    }
    patchRow(environment, 'stock.picking', picking.id, { state: 'cancel' })
  }
}

/** Delivers. Answers a dialogue instead, and does nothing, when not all is there and nobody said what to do with the rest. */
function validate(ids: readonly number[], caller: Environment): unknown {
  const environment = asServer(caller)
  for (const picking of existing(environment, modelOf(environment, 'stock.picking'), ids)) {
    const moves = movesOf(environment, picking.id).filter((move) => move.state !== 'done' && move.state !== 'cancel')
    if (moves.every((move) => Number(move.quantity ?? 0) === 0)) {
      throw userError('You cannot validate a transfer if no quantities are reserved. To force the transfer, encode quantities.')
    }
    const isShort = moves.some((move) => Number(move.quantity ?? 0) < Number(move.product_uom_qty ?? 0))
    if (isShort && !caller.context.skip_backorder) return backorderDialogue(ids)
    deliver(environment, picking, moves)
  }
  return true
}

function backorderDialogue(ids: readonly number[]) {
  return {
    name: 'Create Backorder?',
    type: 'ir.actions.act_window',
    res_model: 'stock.backorder.confirmation',
    target: 'new',
    context: { button_validate_picking_ids: ids, default_show_transfers: false, default_pick_ids: ids.map((id) => [4, id]) },
  }
}

function deliver(environment: Environment, picking: Row, moves: readonly Row[]): void {
  const rest = moves.flatMap((move) => {
    const left = subtract(move.product_uom_qty, move.quantity)
    return left > 0 ? [{ productId: Number(move.product_id), quantity: left, saleLineId: Number(move.sale_line_id) }] : []
  })
  for (const move of moves) {
    const quantity = Number(move.quantity ?? 0)
    release(environment, move)
    if (keepsStock(environment, Number(move.product_id))) {
      const [heldQuant] = Object.keys(heldBy(move))
      const from = rowOf(environment, 'stock.quant', Number(heldQuant))?.location_id ?? move.location_id
      changeQuant(environment, { productId: Number(move.product_id), locationId: Number(from), by: -quantity })
      changeQuant(environment, { productId: Number(move.product_id), locationId: Number(move.location_dest_id), by: quantity })
    }
    patchRow(environment, 'stock.move', move.id, { state: 'done', product_uom_qty: quantity, picked: true, [heldKey]: '{}' })
    const line = rowOf(environment, 'sale.order.line', move.sale_line_id)
    if (line) patchRow(environment, 'sale.order.line', line.id, { qty_delivered: sum(line.qty_delivered, quantity) })
  }
  patchRow(environment, 'stock.picking', picking.id, { state: 'done', date_done: environment.startedAt.slice(0, 19) })
  if (rest.length === 0) return
  const order = linked(environment, 'sale.order', picking.sale_id)
  const backorder = makePicking(environment, {
    order,
    from: Number(picking.location_id),
    code: String(picking.name).split('/')[0] ?? 'WH',
    backorderOf: picking.id,
  })
  for (const line of rest) makeMove(environment, backorder, line)
  keepPickingState(environment, backorder)
}

/** `pending`, `partial`, `full`, or false when there is nothing to deliver. */
export function deliveryStatus(environment: Environment, orderId: number): string | false {
  const pickings = rowsOf(environment, 'stock.picking', [...tableOf(environment, 'stock.picking').idsBy('sale_id', orderId)])
  const open = pickings.filter((picking) => picking.state !== 'cancel')
  if (open.length === 0) return false
  const done = open.filter((picking) => picking.state === 'done').length
  return done === open.length ? 'full' : done > 0 ? 'partial' : 'pending'
}

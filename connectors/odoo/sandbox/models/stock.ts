import { isIn } from '../engine/access.ts'
import { companyOf, type Environment, linked, modelOf, patchRow, rowOf, rowsOf, tableOf } from '../engine/environment.ts'
import { boolean, char, datetime, float, many2one, selection } from '../engine/fields.ts'
import { action, type Model } from '../engine/model.ts'
import { createRecords } from '../engine/records.ts'
import type { Row } from '../engine/table.ts'
import { userError } from '../errors.ts'
import { none } from '../python.ts'
import { defineModel } from './define.ts'
import { subtract, sum } from './quantities.ts'
import { warehouseOf } from './stock-levels.ts'

const inventory = { write: ['inventory'], create: ['inventory'], unlink: ['inventory'] }

/** Warehouses, places, and what lies where. */
export const stockModels: readonly Model[] = [
  defineModel({
    name: 'stock.warehouse',
    label: 'Warehouse',
    order: 'sequence, id',
    access: inventory,
    fields: {
      name: char('Warehouse', { required: true }),
      code: char('Short Name', { required: true }),
      active: boolean('Active', { default: () => true }),
      sequence: float('Sequence', { default: () => 10 }),
      company_id: many2one('Company', 'res.company', { required: true, default: companyOf }),
      view_location_id: many2one('View Location', 'stock.location'),
      lot_stock_id: many2one('Location Stock', 'stock.location'),
    },
    complete: (values, environment) => {
      // A warehouse brings its own places: a view named by its code and the stock below it.
      const location = modelOf(environment, 'stock.location')
      const company = (values.company_id ?? companyOf(environment)) as number
      if (values.view_location_id) return
      const [view = 0] = createRecords(environment, location, [{ name: values.code, usage: 'view', company_id: company }])
      const [stock = 0] = createRecords(environment, location, [
        { name: 'Stock', usage: 'internal', location_id: view, company_id: company },
      ])
      Object.assign(values, { view_location_id: view, lot_stock_id: stock })
    },
  }),
  defineModel({
    name: 'stock.location',
    label: 'Inventory Locations',
    order: 'complete_name, id',
    parent: 'location_id',
    access: inventory,
    displayName: (row) => String(row.complete_name),
    searchFields: ['complete_name', 'barcode'],
    fields: {
      name: char('Location Name', { required: true }),
      complete_name: char('Full Location Name', { readonly: true }),
      usage: selection(
        'Location Type',
        [
          ['supplier', 'Vendor'],
          ['view', 'Virtual'],
          ['internal', 'Internal'],
          ['customer', 'Customer'],
          ['inventory', 'Inventory Loss'],
          ['production', 'Production'],
          ['transit', 'Transit'],
        ],
        { required: true, default: () => 'internal' },
      ),
      location_id: many2one('Parent Location', 'stock.location', { onDelete: 'cascade' }),
      barcode: char('Barcode'),
      active: boolean('Active', { default: () => true }),
      company_id: many2one('Company', 'res.company', { default: companyOf }),
      warehouse_id: many2one('Warehouse', 'stock.warehouse', {
        readonly: true,
        searchable: true,
        compute: (row, environment) => warehouseOf(environment, row.id),
      }),
    },
    changed: ({ ids, environment }) => {
      for (const id of ids) {
        const row = linked(environment, 'stock.location', id)
        const parent = rowOf(environment, 'stock.location', row.location_id)
        const complete = parent ? `${parent.complete_name}/${row.name}` : String(row.name)
        if (row.complete_name !== complete) patchRow(environment, 'stock.location', id, { complete_name: complete })
      }
    },
  }),
  defineModel({
    name: 'stock.lot',
    label: 'Lot/Serial',
    access: inventory,
    fields: { name: char('Lot/Serial Number', { required: true }), product_id: many2one('Product', 'product.product', { required: true }) },
  }),
  defineModel({
    name: 'stock.package',
    label: 'Package',
    access: inventory,
    fields: { name: char('Package Reference', { required: true }) },
  }),
  defineModel({
    name: 'stock.quant',
    label: 'Quants',
    access: inventory,
    nameField: 'product_id',
    displayName: (row, environment) => String(linked(environment, 'stock.location', row.location_id).complete_name),
    fields: {
      product_id: many2one('Product', 'product.product', { required: true, onDelete: 'restrict' }),
      product_tmpl_id: many2one('Product Template', 'product.template', {
        readonly: true,
        searchable: true,
        compute: (row, environment) => linked(environment, 'product.product', row.product_id).product_tmpl_id ?? false,
      }),
      location_id: many2one('Location', 'stock.location', { required: true, onDelete: 'restrict' }),
      warehouse_id: many2one('Warehouse', 'stock.warehouse', {
        readonly: true,
        searchable: true,
        compute: (row, environment) => warehouseOf(environment, row.location_id),
      }),
      company_id: many2one('Company', 'res.company', {
        readonly: true,
        searchable: true,
        compute: (row, environment) => linked(environment, 'stock.location', row.location_id).company_id ?? false,
      }),
      quantity: float('Quantity', { readonly: true, digits: 2 }),
      reserved_quantity: float('Reserved Quantity', { readonly: true, required: true, digits: 2 }),
      available_quantity: float('Available Quantity', {
        readonly: true,
        compute: (row) => subtract(row.quantity, row.reserved_quantity),
      }),
      inventory_quantity: float('Counted', { digits: 2 }),
      inventory_quantity_set: boolean('Inventory Quantity Set'),
      // Kept from the moment of counting: stock that moved since shows as a count that is out of date.
      inventory_diff_quantity: float('Difference', { readonly: true, digits: 2 }),
      is_outdated: boolean('Quantity has been moved since last count', { readonly: true, searchable: true, compute: isOutdated }),
      lot_id: many2one('Lot/Serial Number', 'stock.lot'),
      package_id: many2one('Package', 'stock.package'),
      owner_id: many2one('Owner', 'res.partner'),
      inventory_quantity_auto_apply: float('Inventoried Quantity', {
        compute: (row) => row.quantity ?? 0,
        set: (row, value, environment) => {
          if (environment.context.inventory_mode) moveTo(environment, row, Number(value))
        },
      }),
      in_date: datetime('Incoming Date', { readonly: true, required: true, default: (environment) => environment.startedAt.slice(0, 19) }),
      user_id: many2one('Assigned To', 'res.users'),
    },
    changed: ({ ids, fields, environment }) => {
      if (!fields.has('inventory_quantity')) return
      for (const id of ids) keepCount(environment, id)
    },
    methods: {
      // Counting in inventory mode goes to the quant that is there; without it every create makes a quant of its own.
      create: {
        level: 'model',
        parameters: [{ name: 'vals_list' }],
        run: ({ environment, model, arguments: given }) => {
          const list = (Array.isArray(given.vals_list) ? given.vals_list : [given.vals_list]) as readonly Record<string, unknown>[]
          return list.map((values) => {
            const there = environment.context.inventory_mode && isIn(environment, ['inventory']) ? quantAt(environment, values) : undefined
            if (!there) return createRecords(environment, model, [values])[0]
            patchRow(environment, 'stock.quant', there.id, {
              inventory_quantity: Number(values.inventory_quantity ?? 0),
            })
            keepCount(environment, there.id)
            return there.id
          })
        },
      },
      action_apply_inventory: action((ids, environment) => {
        if (!isIn(environment, ['inventory'])) throw userError('Only a stock manager can validate an inventory adjustment.')
        const quants = rowsOf(environment, 'stock.quant', ids)
        if (quants.some(isOutdated)) {
          return {
            name: 'Conflict in Inventory Adjustment',
            type: 'ir.actions.act_window',
            res_model: 'stock.inventory.conflict',
            target: 'new',
          }
        }
        for (const row of quants) {
          if (row.inventory_quantity_set) moveTo(environment, row, Number(row.inventory_quantity ?? 0))
        }
        return none
      }),
    },
  }),
]

function keepCount(environment: Environment, id: number): void {
  const quant = linked(environment, 'stock.quant', id)
  const difference = subtract(quant.inventory_quantity, quant.quantity)
  patchRow(environment, 'stock.quant', id, { inventory_quantity_set: true, inventory_diff_quantity: difference })
}

function isOutdated(quant: Row): boolean {
  return (
    Boolean(quant.inventory_quantity_set) &&
    subtract(quant.inventory_quantity, quant.inventory_diff_quantity) !== Number(quant.quantity ?? 0)
  )
}

/** Brings a quant to a counted quantity; the difference goes to or comes from the place for inventory adjustments. */
function moveTo(environment: Environment, quant: Row, counted: number): void {
  const difference = subtract(counted, quant.quantity)
  patchRow(environment, 'stock.quant', quant.id, {
    quantity: counted,
    inventory_quantity: 0,
    inventory_diff_quantity: 0,
    inventory_quantity_set: false,
  })
  const loss = [...tableOf(environment, 'stock.location').rows.values()].find((place) => place.usage === 'inventory')
  if (difference !== 0 && loss) changeQuant(environment, { productId: Number(quant.product_id), locationId: loss.id, by: -difference })
}

function quantAt(
  environment: Environment,
  { product_id: productId, location_id: locationId }: Readonly<Record<string, unknown>>,
): Row | undefined {
  const ids = [...tableOf(environment, 'stock.quant').idsBy('product_id', Number(productId))]
  return rowsOf(environment, 'stock.quant', ids).find((quant) => quant.location_id === locationId)
}

/** Adds to what lies at a place, making the quant when there is none. */
export function changeQuant(
  environment: Environment,
  { productId, locationId, by }: { readonly productId: number; readonly locationId: number; readonly by: number },
): void {
  const there = quantAt(environment, { product_id: productId, location_id: locationId })
  if (there) patchRow(environment, 'stock.quant', there.id, { quantity: sum(there.quantity, by) })
  else {
    const model = modelOf(environment, 'stock.quant')
    createRecords({ ...environment, isServer: true }, model, [{ product_id: productId, location_id: locationId, quantity: by }])
  }
}

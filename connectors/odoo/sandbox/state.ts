import type { Environment } from './engine/environment.ts'
import { tableOf } from './engine/environment.ts'
import { isStored } from './engine/fields.ts'
import type { Model } from './engine/model.ts'
import type { Row, Value } from './engine/table.ts'

/** Models whose records are business, with the field that names a record across two runs. */
const named: Readonly<Record<string, readonly string[]>> = {
  'res.partner': ['name', 'email', 'ref', 'type', 'street'],
  'product.template': ['name'],
  'product.product': ['default_code', 'barcode', 'product_tmpl_id', 'product_template_attribute_value_ids'],
  'product.category': ['complete_name'],
  'product.attribute': ['name'],
  'product.attribute.value': ['attribute_id', 'name'],
  'product.template.attribute.line': ['product_tmpl_id', 'attribute_id'],
  'product.template.attribute.value': ['product_attribute_value_id'],
  'product.pricelist': ['name'],
  'product.pricelist.item': ['pricelist_id', 'applied_on', 'min_quantity'],
  'sale.order': ['client_order_ref', 'origin', 'partner_id'],
  'sale.order.line': ['order_id', 'product_id', 'name'],
  'stock.quant': ['product_id', 'location_id'],
  'stock.picking': ['sale_id'],
  'stock.move': ['picking_id', 'product_id'],
  'account.move': ['ref', 'partner_id'],
  'account.move.line': ['move_id', 'product_id'],
  'ir.model.data': ['module', 'name'],
}

/** Numbers from counters, moments and whatever else differs between two runs that did the same business. */
const volatile = new Set([
  'create_date',
  'write_date',
  'create_uid',
  'write_uid',
  'date_order',
  'in_date',
  'date',
  'scheduled_date',
  'date_done',
  'parent_path',
])
const counted: Readonly<Record<string, readonly string[]>> = {
  'sale.order': ['name'],
  'stock.picking': ['name', 'origin'],
  'account.move': ['name', 'invoice_origin', 'payment_reference', 'invoice_date'],
}

/** The business records by model: links as names, no ids, sorted by content. */
export function describeState(environment: Environment): Readonly<Record<string, readonly unknown[]>> {
  return Object.fromEntries(
    Object.keys(named).map((name) => {
      const model = environment.database.models.get(name)
      const rows = model ? [...tableOf(environment, name).rows.values()].map((row) => describeRow(environment, model, row)) : []
      return [
        name,
        rows
          .map((row) => [JSON.stringify(row), row] as const)
          .toSorted(byText)
          .map(([, row]) => row),
      ]
    }),
  )
}

function byText([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : left > right ? 1 : 0
}

function describeRow(environment: Environment, model: Model, row: Row): Readonly<Record<string, unknown>> {
  const skipped = counted[model.name] ?? []
  const fields = Object.entries(model.fields).filter(
    ([name, field]) => isStored(field) && name !== 'id' && !name.startsWith('@') && !volatile.has(name) && !skipped.includes(name),
  )
  const values = fields
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([name, field]) => {
      const value = row[name]
      if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) return []
      return [[name, field.relation ? links(environment, field.relation, value) : value] as const]
    })
  if (model.name !== 'ir.model.data') return Object.fromEntries(values)
  return { ...Object.fromEntries(values), res_id: linkText(environment, String(row.model), Number(row.res_id)) }
}

function links(environment: Environment, model: string, value: Value): unknown {
  return typeof value === 'object'
    ? value.map((id) => linkText(environment, model, id)).toSorted()
    : linkText(environment, model, Number(value))
}

/** A record by what it is called, links inside it followed. */
function linkText(environment: Environment, modelName: string, id: number): string {
  const model = environment.database.models.get(modelName)
  const row = environment.database.tables.get(modelName)?.get(id)
  if (!model || !row) return '(gone)'
  return (named[modelName] ?? ['name'])
    .map((field) => {
      const value = row[field] ?? false
      const relation = model.fields[field]?.relation
      return relation && value !== false ? String(links(environment, relation, value)) : String(value || '')
    })
    .join(' | ')
}

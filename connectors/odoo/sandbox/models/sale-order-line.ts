import { type Environment, linked, modelOf, patchRow, rowOf, rowsOf, tableOf } from '../engine/environment.ts'
import { boolean, char, float, integer, many2many, many2one, monetary, selection, text } from '../engine/fields.ts'
import type { Model, Values } from '../engine/model.ts'
import type { Row } from '../engine/table.ts'
import { displayName, fieldValue } from '../engine/values.ts'
import { userError, validationError } from '../errors.ts'
import { isAtLeast, type OdooVersion } from '../version.ts'
import { defineModel } from './define.ts'
import { lineAmounts } from './money.ts'
import { makeDelivery } from './picking.ts'
import { priceOf } from './pricing.ts'
import { subtract, sum } from './quantities.ts'

/** `tax_ids` and `product_uom_id` were called `tax_id` and `product_uom` up to 18. */
function namesIn(version: OdooVersion) {
  return isAtLeast(version, 19) ? { taxes: 'tax_ids', unit: 'product_uom_id' } : { taxes: 'tax_id', unit: 'product_uom' }
}

/** Lines of quotations and orders. */
export function saleOrderLineModel(version: OdooVersion): Model {
  const names = namesIn(version)
  const sales = ['sales', 'sales-own']
  const ofOrder = (field: string) => (row: Row, environment: Environment) => linked(environment, 'sale.order', row.order_id)[field] ?? false
  return defineModel({
    name: 'sale.order.line',
    label: 'Sales Order Line',
    order: 'order_id, sequence, id',
    access: { write: sales, create: sales, unlink: sales },
    displayName: (row, environment) => `${linked(environment, 'sale.order', row.order_id).name} - ${row.name}`,
    fields: {
      order_id: many2one('Order Reference', 'sale.order', { required: true, onDelete: 'cascade' }),
      product_id: many2one('Product', 'product.product', { onDelete: 'restrict' }),
      product_template_id: many2one('Product Template', 'product.template', {
        compute: (row, environment) => rowOf(environment, 'product.product', row.product_id)?.product_tmpl_id ?? false,
        searchable: true,
        set: () => undefined,
      }),
      name: text('Description', { required: true }),
      product_uom_qty: float('Quantity', { required: true, digits: 2 }),
      [names.unit]: many2one('Unit', 'uom.uom'),
      [names.taxes]: many2many('Taxes', 'account.tax'),
      price_unit: float('Unit Price', { required: true }),
      discount: float('Discount (%)', { digits: 2 }),
      price_subtotal: monetary('Amount', { readonly: true }),
      price_tax: float('Total Tax', { readonly: true }),
      price_total: monetary('Total', { readonly: true }),
      display_type: selection('Display Type', [
        ['line_section', 'Section'],
        ...(isAtLeast(version, 19) ? ([['line_subsection', 'Subsection']] as const) : []),
        ['line_note', 'Note'],
      ]),
      sequence: integer('Sequence', { default: () => 10 }),
      customer_lead: float('Lead Time', { required: true }),
      qty_delivered: float('Delivery Quantity', { notCopied: true }),
      qty_invoiced: float('Invoiced Quantity', { readonly: true, notCopied: true }),
      qty_to_invoice: float('Quantity To Invoice', {
        readonly: true,
        compute: (row, environment) =>
          linked(environment, 'sale.order', row.order_id).state === 'sale' ? subtract(row.product_uom_qty, row.qty_invoiced) : 0,
      }),
      is_downpayment: boolean('Is a down payment'),
      is_delivery: boolean('Is a Delivery'),
      state: selection(
        'Order Status',
        [
          ['draft', 'Quotation'],
          ['sent', 'Quotation Sent'],
          ['sale', 'Sales Order'],
          ['cancel', 'Cancelled'],
        ],
        { readonly: true, searchable: true, compute: ofOrder('state') },
      ),
      order_partner_id: many2one('Customer', 'res.partner', { readonly: true, searchable: true, compute: ofOrder('partner_id') }),
      company_id: many2one('Company', 'res.company', { readonly: true, searchable: true, compute: ofOrder('company_id') }),
      currency_id: many2one('Currency', 'res.currency', { readonly: true, compute: ofOrder('currency_id') }),
      linked_virtual_id: char('Linked Virtual', { notCopied: true }),
    },
    complete: (values, environment) => completeLine(values, environment, names),
    changed: ({ ids, isNew, environment }) => {
      for (const id of ids) {
        keepLineAmounts(environment, linked(environment, 'sale.order.line', id), names.taxes)
        const line = linked(environment, 'sale.order.line', id)
        const order = linked(environment, 'sale.order', line.order_id)
        refuseForeignProduct(environment, line, order)
        if (isNew && order.state === 'sale') makeDelivery(environment, order.id, [line])
        keepOrderAmounts(environment, order.id)
      }
    },
    beforeUnlink: (rows, environment) => {
      const isConfirmed = rows.some((row) => linked(environment, 'sale.order', row.order_id).state === 'sale')
      if (isConfirmed && rows.some((row) => !row.display_type)) {
        throw userError(
          "Once a sales order is confirmed, you can't remove one of its lines (we need to track if something gets invoiced or delivered).\nSet the quantity to 0 instead.",
        )
      }
    },
    afterUnlink: (rows, environment) => {
      for (const row of rows) if (rowOf(environment, 'sale.order', row.order_id)) keepOrderAmounts(environment, Number(row.order_id))
    },
  })
}

function completeLine(values: Values, environment: Environment, names: { readonly taxes: string; readonly unit: string }): void {
  if (values.display_type) {
    if (values.product_id || Number(values.price_unit ?? 0) !== 0 || Number(values.product_uom_qty ?? 0) !== 0) {
      throw validationError('The operation cannot be completed: Forbidden values on non-accountable sale order line')
    }
    Object.assign(values, { product_uom_qty: 0, price_unit: 0, customer_lead: 0 })
    return
  }
  values.product_uom_qty ??= 1
  values.customer_lead ??= 0
  const product = rowOf(environment, 'product.product', values.product_id)
  if (!product) {
    if (values.is_downpayment || values.product_id) return
    throw validationError('The operation cannot be completed: Missing required fields on accountable sale order line.')
  }
  const template = linked(environment, 'product.template', product.product_tmpl_id)
  const order = rowOf(environment, 'sale.order', values.order_id)
  values.name ||= descriptionOf(environment, product)
  values[names.unit] ??= template.uom_id
  values[names.taxes] ??= [[6, 0, taxesOf(environment, template, order)]]
  values.price_unit ??= priceOf(environment, order?.pricelist_id, {
    productId: product.id,
    quantity: Number(values.product_uom_qty),
    moment: String(order?.date_order ?? environment.startedAt.slice(0, 19)),
  })
}

function descriptionOf(environment: Environment, product: Row): string {
  const name = displayName(environment, 'product.product', product.id)
  const sales = fieldValue(environment, modelOf(environment, 'product.product'), product, 'description_sale')
  return sales ? `${name}\n${sales}` : name
}

function taxesOf(environment: Environment, template: Row, order: Row | undefined): readonly number[] {
  const taxes = rowsOf(environment, 'account.tax', (template.taxes_id ?? []) as readonly number[])
  return taxes.filter((tax) => !order || tax.company_id === order.company_id).map((tax) => tax.id)
}

function keepLineAmounts(environment: Environment, line: Row, taxes: string): void {
  const amounts = lineAmounts(environment, {
    price: Number(line.price_unit ?? 0),
    quantity: Number(line.product_uom_qty ?? 0),
    discount: Number(line.discount ?? 0),
    taxIds: (line[taxes] ?? []) as readonly number[],
  })
  patchRow(environment, 'sale.order.line', line.id, { price_subtotal: amounts.excl, price_tax: amounts.tax, price_total: amounts.incl })
}

function keepOrderAmounts(environment: Environment, orderId: number): void {
  const lines = rowsOf(environment, 'sale.order.line', [...tableOf(environment, 'sale.order.line').idsBy('order_id', orderId)])
  const untaxed = sum(...lines.map((line) => line.price_subtotal))
  const tax = sum(...lines.map((line) => line.price_tax))
  const before = linked(environment, 'sale.order', orderId)
  if (before.amount_untaxed === untaxed && before.amount_tax === tax) return
  patchRow(environment, 'sale.order', orderId, { amount_untaxed: untaxed, amount_tax: tax, amount_total: sum(untaxed, tax) })
}

function refuseForeignProduct(environment: Environment, line: Row, order: Row): void {
  const variant = rowOf(environment, 'product.product', line.product_id)
  const template = rowOf(environment, 'product.template', variant?.product_tmpl_id)
  if (!template?.company_id || template.company_id === order.company_id) return
  throw userError(
    `Uh-oh! You’ve got some company inconsistencies here:\n- “${line.name}” belongs to company “${linked(environment, 'res.company', order.company_id).name}” and “Product” (product_id: “${template.name}”) belongs to another company.`,
  )
}

import { companyOf, type Environment, linked, modelOf, nextNumber, patchRow, rowOf, rowsOf, tableOf } from '../engine/environment.ts'
import { char, date, float, many2many, many2one, monetary, one2many, selection } from '../engine/fields.ts'
import { action, type Model } from '../engine/model.ts'
import { createRecords, existing } from '../engine/records.ts'
import type { Row } from '../engine/table.ts'
import { userError } from '../errors.ts'
import { isAtLeast, type OdooVersion } from '../version.ts'
import { defineModel } from './define.ts'
import { sum } from './quantities.ts'

const invoicing = { write: ['invoicing'], create: ['invoicing', 'sales'], unlink: ['invoicing'] }

/** Invoices made from orders: draft, then posted with a number. Journals and ledgers are not imitated. */
export function invoiceModels(version: OdooVersion): readonly Model[] {
  const orderTaxes = isAtLeast(version, 19) ? 'tax_ids' : 'tax_id'
  return [
    defineModel({
      name: 'account.move',
      label: 'Journal Entry',
      order: 'date desc, name desc, invoice_date desc, id desc',
      access: invoicing,
      displayName: (row) => String(row.name || `Draft Invoice (* ${row.id})`),
      fields: {
        name: char('Number', { notCopied: true }),
        move_type: selection(
          'Type',
          ['entry', 'out_invoice', 'out_refund', 'in_invoice', 'in_refund', 'out_receipt', 'in_receipt'].map(
            (type) => [type, type] as const,
          ),
          { required: true, readonly: true, default: () => 'entry' },
        ),
        state: selection(
          'Status',
          [
            ['draft', 'Draft'],
            ['posted', 'Posted'],
            ['cancel', 'Cancelled'],
          ],
          { required: true, readonly: true, notCopied: true, default: () => 'draft' },
        ),
        payment_state: selection(
          'Payment Status',
          ['not_paid', 'in_payment', 'paid', 'partial', 'reversed', 'blocked', 'invoicing_legacy'].map((state) => [state, state] as const),
          { readonly: true, notCopied: true, default: () => 'not_paid' },
        ),
        partner_id: many2one('Partner', 'res.partner', { onDelete: 'restrict' }),
        partner_shipping_id: many2one('Delivery Address', 'res.partner'),
        invoice_date: date('Invoice/Bill Date', { notCopied: true }),
        invoice_date_due: date('Due Date', { notCopied: true }),
        date: date('Date', { required: true, default: (environment) => environment.startedAt.slice(0, 10) }),
        invoice_payment_term_id: many2one('Payment Terms', 'account.payment.term'),
        invoice_line_ids: one2many('Invoice lines', 'account.move.line', 'move_id'),
        invoice_origin: char('Origin', { readonly: true }),
        ref: char('Reference', { notCopied: true }),
        payment_reference: char('Payment Reference', { notCopied: true }),
        company_id: many2one('Company', 'res.company', { default: companyOf }),
        currency_id: many2one('Currency', 'res.currency', {
          required: true,
          default: (environment) => linked(environment, 'res.company', companyOf(environment)).currency_id ?? false,
        }),
        amount_untaxed: monetary('Untaxed Amount', { readonly: true }),
        amount_tax: monetary('Tax', { readonly: true }),
        amount_total: monetary('Total', { readonly: true }),
        amount_residual: monetary('Amount Due', { readonly: true }),
        '@order_id': many2one('Sales Order', 'sale.order'),
      },
      methods: { action_post: action(post) },
    }),
    defineModel({
      name: 'account.move.line',
      label: 'Journal Item',
      access: invoicing,
      fields: {
        move_id: many2one('Journal Entry', 'account.move', { required: true, onDelete: 'cascade' }),
        product_id: many2one('Product', 'product.product', { onDelete: 'restrict' }),
        name: char('Label'),
        quantity: float('Quantity'),
        price_unit: float('Unit Price'),
        discount: float('Discount (%)'),
        tax_ids: many2many('Taxes', 'account.tax'),
        price_subtotal: monetary('Subtotal', { readonly: true }),
        price_total: monetary('Total', { readonly: true }),
      },
    }),
    defineModel({
      name: 'sale.advance.payment.inv',
      label: 'Sales Advance Payment Invoice',
      access: { create: ['sales', 'invoicing', 'sales-own'] },
      nameField: 'advance_payment_method',
      fields: {
        advance_payment_method: selection(
          'Create Invoice',
          [
            ['delivered', 'Regular invoice'],
            ['percentage', 'Down payment (percentage)'],
            ['fixed', 'Down payment (fixed amount)'],
          ],
          { required: true, default: () => 'delivered' },
        ),
        sale_order_ids: many2many('Sales Orders', 'sale.order', {
          default: (environment) =>
            Array.isArray(environment.context.active_ids) ? (environment.context.active_ids as readonly number[]) : [],
        }),
      },
      methods: {
        create_invoices: action((ids, environment) => {
          const wizards = existing(environment, modelOf(environment, 'sale.advance.payment.inv'), ids)
          const orders = wizards.flatMap((wizard) => rowsOf(environment, 'sale.order', (wizard.sale_order_ids ?? []) as readonly number[]))
          const made = orders.map((order) => invoiceOf(environment, order, orderTaxes))
          return { type: 'ir.actions.act_window', res_model: 'account.move', res_id: made[0] ?? false }
        }),
      },
    }),
  ]
}

function invoiceOf(caller: Environment, order: Row, taxes: string): number {
  const environment = { ...caller, isServer: true }
  const lines = rowsOf(environment, 'sale.order.line', [...tableOf(environment, 'sale.order.line').idsBy('order_id', order.id)])
  const due = lines.flatMap((line) => {
    const variant = rowOf(environment, 'product.product', line.product_id)
    const byDelivery = rowOf(environment, 'product.template', variant?.product_tmpl_id)?.invoice_policy === 'delivery'
    const quantity = sum(byDelivery ? line.qty_delivered : line.product_uom_qty, -Number(line.qty_invoiced ?? 0))
    return quantity > 0 && order.state === 'sale' ? [{ line, quantity }] : []
  })
  if (due.length === 0) throw userError('Cannot create an invoice. No items are available to invoice.')
  const [id = 0] = createRecords(environment, modelOf(environment, 'account.move'), [
    {
      move_type: 'out_invoice',
      partner_id: order.partner_invoice_id,
      partner_shipping_id: order.partner_shipping_id,
      invoice_origin: order.name,
      ref: order.client_order_ref,
      invoice_payment_term_id: order.payment_term_id,
      company_id: order.company_id,
      currency_id: order.currency_id,
      '@order_id': order.id,
      invoice_line_ids: due.map(({ line, quantity }) => [
        0,
        0,
        {
          product_id: line.product_id,
          name: line.name,
          quantity,
          price_unit: line.price_unit,
          discount: line.discount ?? 0,
          tax_ids: [[6, 0, line[taxes] ?? []]],
          price_subtotal: line.price_subtotal,
          price_total: line.price_total,
        },
      ]),
      amount_untaxed: sum(...due.map(({ line }) => line.price_subtotal)),
      amount_tax: sum(...due.map(({ line }) => line.price_tax)),
      amount_total: sum(...due.map(({ line }) => line.price_total)),
      amount_residual: sum(...due.map(({ line }) => line.price_total)),
    },
  ])
  for (const { line, quantity } of due)
    patchRow(environment, 'sale.order.line', line.id, { qty_invoiced: sum(line.qty_invoiced, quantity) })
  return id
}

/** Answers false on success, and on an empty list of ids too (observed on Odoo 19.0). */
function post(ids: readonly number[], environment: Environment): false {
  for (const move of existing(environment, modelOf(environment, 'account.move'), ids)) {
    if (move.state !== 'draft') throw userError(`The entry ${move.name} (id ${move.id}) must be in draft.`)
    const day = String(move.invoice_date || environment.startedAt.slice(0, 10))
    const name = `INV/${day.slice(0, 4)}/${String(nextNumber(environment, `INV/${day.slice(0, 4)}`)).padStart(5, '0')}`
    patchRow(environment, 'account.move', move.id, { state: 'posted', name, invoice_date: day, payment_reference: name })
  }
  return false
}

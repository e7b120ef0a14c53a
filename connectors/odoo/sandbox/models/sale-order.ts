import {
  companyOf,
  type Environment,
  languageOf,
  linked,
  modelOf,
  nextNumber,
  patchRow,
  rowOf,
  rowsOf,
  tableOf,
} from '../engine/environment.ts'
import { boolean, char, date, datetime, type Field, html, many2many, many2one, monetary, one2many, selection } from '../engine/fields.ts'
import { action, type Model, type Values } from '../engine/model.ts'
import { existing } from '../engine/records.ts'
import type { Row } from '../engine/table.ts'
import { userError } from '../errors.ts'
import { none } from '../python.ts'
import { isAtLeast } from '../version.ts'
import { defineModel } from './define.ts'
import { addressOf } from './partner.ts'
import { cancelDeliveries, deliveryStatus, makeDelivery } from './picking.ts'
import { sum } from './quantities.ts'

const sales = ['sales', 'sales-own']

/** Quotations and orders: one model, told apart by their state. */
export function saleOrderModel(): Model {
  return defineModel({
    name: 'sale.order',
    label: 'Sales Order',
    order: 'date_order desc, id desc',
    access: { read: [...sales, 'inventory', 'invoicing'], write: sales, create: sales, unlink: sales },
    isVisible: (row, { user }) =>
      user.groups.includes('admin') ||
      user.groups.includes('sales') ||
      !user.groups.includes('sales-own') ||
      !row.user_id ||
      row.user_id === user.id,
    fields: {
      name: char('Order Reference', { required: true, notCopied: true, indexed: true }),
      partner_id: many2one('Customer', 'res.partner', { required: true, onDelete: 'restrict' }),
      partner_invoice_id: many2one('Invoice Address', 'res.partner', { required: true }),
      partner_shipping_id: many2one('Delivery Address', 'res.partner', { required: true }),
      company_id: many2one('Company', 'res.company', { required: true, default: companyOf }),
      state: selection(
        'Status',
        [
          ['draft', 'Quotation'],
          ['sent', 'Quotation Sent'],
          ['sale', 'Sales Order'],
          ['cancel', 'Cancelled'],
        ],
        { readonly: true, notCopied: true, default: () => 'draft' },
      ),
      locked: boolean('Locked', { notCopied: true }),
      client_order_ref: char('Customer Reference', { notCopied: true, indexed: true }),
      origin: char('Source Document', { indexed: true }),
      reference: char('Payment Ref.', { notCopied: true }),
      date_order: datetime('Order Date', { required: true, notCopied: true, default: (environment) => environment.startedAt.slice(0, 19) }),
      commitment_date: datetime('Delivery Date', { notCopied: true }),
      validity_date: date('Expiration', { notCopied: true }),
      order_line: one2many('Order Lines', 'sale.order.line', 'order_id'),
      pricelist_id: many2one('Pricelist', 'product.pricelist'),
      payment_term_id: many2one('Payment Terms', 'account.payment.term'),
      currency_id: many2one('Currency', 'res.currency', { readonly: true }),
      user_id: many2one('Salesperson', 'res.users', { default: (environment) => environment.user.id }),
      note: html('Terms and conditions'),
      require_signature: boolean('Online signature', { default: () => true }),
      require_payment: boolean('Online payment'),
      warehouse_id: many2one('Warehouse', 'stock.warehouse'),
      picking_policy: selection(
        'Shipping Policy',
        [
          ['direct', 'As soon as possible'],
          ['one', 'When all products are ready'],
        ],
        { required: true, default: () => 'direct' },
      ),
      carrier_id: many2one('Delivery Method', 'delivery.carrier'),
      picking_ids: one2many('Transfers', 'stock.picking', 'sale_id', { notCopied: true }),
      delivery_status: deliveryStatusField,
      amount_untaxed: monetary('Untaxed Amount', { readonly: true, notCopied: true }),
      amount_tax: monetary('Taxes', { readonly: true, notCopied: true }),
      amount_total: monetary('Total', { readonly: true, notCopied: true }),
      invoice_ids: many2many('Invoices', 'account.move', {
        readonly: true,
        compute: (row, environment) => [...tableOf(environment, 'account.move').idsBy('@order_id', row.id)],
      }),
      invoice_status: selection(
        'Invoice Status',
        [
          ['upselling', 'Upselling Opportunity'],
          ['invoiced', 'Fully Invoiced'],
          ['to invoice', 'To Invoice'],
          ['no', 'Nothing to Invoice'],
        ],
        { readonly: true, searchable: true, compute: invoiceStatus },
      ),
    },
    complete: (values, environment) => completeOrder(values, environment),
    beforeWrite: (rows, values, environment) => {
      if ('pricelist_id' in values && rows.some((row) => row.state === 'sale')) {
        throw userError('You cannot change the pricelist of a confirmed order !')
      }
      // A new customer brings its own addresses and terms, unless they are given with it.
      if (typeof values.partner_id === 'number') fillFromPartner(values, environment)
    },
    changed: ({ ids, environment }) => {
      for (const id of ids) refuseForeignCompany(environment, linked(environment, 'sale.order', id))
    },
    beforeUnlink: (rows, environment) => {
      if (rows.every((row) => row.state === 'draft' || row.state === 'cancel')) return
      throw userError(translated(environment, 'You can not delete a sent quotation or a confirmed sales order. You must first cancel it.'))
    },
    methods: {
      action_confirm: action(confirm),
      action_cancel: action(cancel),
      action_draft: action((ids, environment) => {
        for (const order of ordersOf(environment, ids)) {
          if (order.state === 'cancel' || order.state === 'sent') patchRow(environment, 'sale.order', order.id, { state: 'draft' })
        }
        return true
      }),
      action_quotation_sent: action((ids, environment) => {
        const orders = ordersOf(environment, ids)
        if (orders.some((order) => order.state !== 'draft')) {
          throw userError(translated(environment, 'Only draft orders can be marked as sent directly.'))
        }
        for (const order of orders) patchRow(environment, 'sale.order', order.id, { state: 'sent' })
        return none
      }),
      action_lock: action((ids, environment) => setLocked(environment, ids, true)),
      action_unlock: action((ids, environment) => setLocked(environment, ids, false)),
    },
  })
}

const deliveryStatusField: Field = selection(
  'Delivery Status',
  [
    ['pending', 'Not Delivered'],
    ['started', 'Started'],
    ['partial', 'Partially Delivered'],
    ['full', 'Fully Delivered'],
  ],
  { readonly: true, searchable: true, compute: (row, environment) => deliveryStatus(environment, row.id) },
)

function ordersOf(environment: Environment, ids: readonly number[]): readonly Row[] {
  return existing(environment, modelOf(environment, 'sale.order'), ids)
}

function linesOf(environment: Environment, orderId: number): readonly Row[] {
  return rowsOf(environment, 'sale.order.line', [...tableOf(environment, 'sale.order.line').idsBy('order_id', orderId)])
}

function completeOrder(values: Values, environment: Environment): void {
  if (!values.name || values.name === 'New') values.name = `S${String(nextNumber(environment, 'sale.order')).padStart(5, '0')}`
  if (typeof values.partner_id === 'number' && rowOf(environment, 'res.partner', values.partner_id)) fillFromPartner(values, environment)
  const company = linked(environment, 'res.company', (values.company_id as number | undefined) ?? companyOf(environment))
  const pricelist = rowOf(environment, 'product.pricelist', values.pricelist_id)
  values.currency_id = pricelist?.currency_id ?? company.currency_id
  values.warehouse_id ??=
    [...tableOf(environment, 'stock.warehouse').rows.values()].find((row) => row.company_id === company.id)?.id ?? false
}

function fillFromPartner(values: Values, environment: Environment): void {
  const partner = rowOf(environment, 'res.partner', values.partner_id)
  if (!partner) return
  values.partner_invoice_id ??= addressOf(environment, partner.id, 'invoice')
  values.partner_shipping_id ??= addressOf(environment, partner.id, 'delivery')
  values.payment_term_id ??= partner.property_payment_term_id || false
  if (partner.property_product_pricelist) values.pricelist_id ??= partner.property_product_pricelist
  if (partner.property_delivery_carrier_id) values.carrier_id ??= partner.property_delivery_carrier_id
}

function refuseForeignCompany(environment: Environment, order: Row): void {
  const partner = rowOf(environment, 'res.partner', order.partner_id)
  if (!partner?.company_id || partner.company_id === order.company_id) return
  const names = [order.company_id, partner.company_id].map((id) => linked(environment, 'res.company', id).name)
  throw userError(
    'Uh-oh! You’ve got some company inconsistencies here:\n' +
      `- Record is company “${names[0]}” and “Customer” (partner_id: “${partner.complete_name}”) belongs to another company (${names[1]}).`,
  )
}

function confirm(ids: readonly number[], environment: Environment): true {
  for (const order of ordersOf(environment, ids)) {
    if (order.state !== 'draft' && order.state !== 'sent') {
      throw userError(translated(environment, 'Some orders are not in a state requiring confirmation.'))
    }
    const lines = linesOf(environment, order.id)
    if (lines.some((line) => !line.display_type && !line.is_downpayment && !line.product_id)) {
      throw userError(translated(environment, 'Some order lines are missing a product, you need to correct them before going further.'))
    }
    patchRow(environment, 'sale.order', order.id, { state: 'sale', date_order: environment.startedAt.slice(0, 19) })
    makeDelivery(environment, order.id, lines)
  }
  return true
}

function cancel(ids: readonly number[], environment: Environment): unknown {
  const orders = ordersOf(environment, ids)
  if (orders.some((order) => order.locked)) {
    throw userError(translated(environment, 'You cannot cancel a locked order. Please unlock it first.'))
  }
  const asks = !isAtLeast(environment.database.version, 19) && !environment.context.disable_cancel_warning
  if (asks && orders.some((order) => order.state !== 'draft')) {
    return {
      name: 'Cancel Sales Order',
      type: 'ir.actions.act_window',
      res_model: 'sale.order.cancel',
      target: 'new',
      context: { default_order_id: ids[0] },
    }
  }
  for (const order of orders) {
    cancelDeliveries(environment, order.id)
    patchRow(environment, 'sale.order', order.id, { state: 'cancel' })
  }
  return true
}

function setLocked(environment: Environment, ids: readonly number[], locked: boolean) {
  for (const order of ordersOf(environment, ids)) patchRow(environment, 'sale.order', order.id, { locked })
  return none
}

function invoiceStatus(order: Row, environment: Environment): string {
  if (order.state !== 'sale') return 'no'
  const lines = linesOf(environment, order.id).filter((line) => !line.display_type)
  const left = lines.map((line) => {
    const variant = rowOf(environment, 'product.product', line.product_id)
    const byDelivery = rowOf(environment, 'product.template', variant?.product_tmpl_id)?.invoice_policy === 'delivery'
    return sum(byDelivery ? line.qty_delivered : line.product_uom_qty, -Number(line.qty_invoiced ?? 0))
  })
  if (left.some((quantity) => quantity > 0)) return 'to invoice'
  return lines.length > 0 && lines.every((line) => Number(line.qty_invoiced ?? 0) >= Number(line.product_uom_qty ?? 0)) ? 'invoiced' : 'no'
}

/** Business texts follow the language of the call; whoever decides on them instead of on the class of error is caught here. */
function translated(environment: Environment, message: string): string {
  return languageOf(environment) === 'nl_NL' ? (dutch[message] ?? message) : message
}

const dutch: Readonly<Record<string, string>> = {
  'Some orders are not in a state requiring confirmation.': 'Sommige orders kunnen in hun huidige status niet bevestigd worden.',
  'You can not delete a sent quotation or a confirmed sales order. You must first cancel it.':
    'Een verzonden offerte of bevestigde order kan niet verwijderd worden. Annuleer deze eerst.',
  'Only draft orders can be marked as sent directly.': 'Alleen conceptorders kunnen als verzonden gemarkeerd worden.',
  'You cannot cancel a locked order. Please unlock it first.': 'Een vergrendelde order kan niet geannuleerd worden. Ontgrendel deze eerst.',
}

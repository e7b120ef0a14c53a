import { defineRead } from '#core/kit/define-connector.ts'
import { AppError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'
import { type TranslatedPage, translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import type { Order } from '#core/model/order.ts'
import type { OdooClient } from '../client.ts'
import { originOf } from '../origin.ts'
import { loadPriceLists, loadTaxes, visible, visibleWithCustom } from '../reference-data.ts'
import { describeSweep } from '../sweep.ts'
import { byId, idOf, idsOf, type OdooRecord, unique } from '../values.ts'
import { addressFields, openCountries } from './address.ts'
import { lineFields, type OrderSurroundings, orderFields, orderFromOdoo, orderNumber } from './order-from-odoo.ts'
import { pagesByChange } from './pages-by-change.ts'
import { changesFields } from './read-settings.ts'

const model = 'sale.order'

const fields = {
  states: field.choices({
    label: 'States',
    default: ['sale'],
    options: { draft: 'Quotation', sent: 'Quotation sent', sale: 'Sales order', cancel: 'Cancelled' },
  }),
  ...changesFields,
}

export const orderRead = defineRead<OdooClient, typeof fields>({
  fields,
  describePosition: describeSweep,
  pages: async function* (client, request) {
    const { settings, signal } = request
    const { version } = await client.transport(signal)
    // `done` is what Odoo 16 and earlier call a locked sales order.
    const states = settings.states.includes('sale') && version.major <= 16 ? [...settings.states, 'done'] : settings.states
    const wanted = await visibleWithCustom(client, model, orderFields, signal)
    yield* pagesByChange(client, request, {
      model,
      fields: wanted,
      where: [['state', 'in', states]],
      translate: (rows) => translateOrders(client, rows, signal),
    })
  },
})

/** Orders with what they point to, in one call per kind whatever their number. */
async function translateOrders(client: OdooClient, rows: readonly OdooRecord[], signal: AbortSignal): Promise<TranslatedPage<Order>> {
  const around = await readSurroundings(client, rows, signal)
  const nameOf = (row: OdooRecord): Untranslated => {
    const lines = idsOf(row.order_line).flatMap((id) => around.lines.get(id) ?? [])
    const partner = around.partners.get(idOf(row.partner_id) ?? 0) ?? null
    return { entity: 'order', key: orderNumber(row), raw: { ...row, lines, partner }, origin: originOf(client.settings, row.id) }
  }
  return translatePage(rows, { name: nameOf, translate: (row) => ({ ...nameOf(row), data: orderFromOdoo(row, around) }) })
}

async function readSurroundings(client: OdooClient, rows: readonly OdooRecord[], signal: AbortSignal): Promise<OrderSurroundings> {
  const partnerFields = [...addressFields, 'is_company', 'commercial_company_name', 'email', 'ref', 'vat']
  const partnerIds = rows.flatMap((row) => [idOf(row.partner_id), idOf(row.partner_invoice_id), idOf(row.partner_shipping_id)])
  const [lines, partners, invoices, taxes, priceLists, countries, session] = await Promise.all([
    readAll(client, 'sale.order.line', { ids: rows.flatMap((row) => idsOf(row.order_line)), fields: lineFields, signal }),
    readAll(client, 'res.partner', { ids: partnerIds, fields: partnerFields, signal }),
    readInvoices(client, unique(rows.flatMap((row) => idsOf(row.invoice_ids))), signal),
    loadTaxes(client, signal),
    loadPriceLists(client, signal),
    openCountries(client, signal),
    client.session(signal),
  ])
  const productIds = [...lines.values()].map((line) => idOf(line.product_id))
  const products = await readAll(client, 'product.product', { ids: productIds, fields: ['default_code', 'barcode'], signal })
  return { lines, partners, products, invoices, taxes, priceLists, countries, currency: session.currency }
}

async function readAll(
  client: OdooClient,
  from: string,
  {
    ids,
    fields,
    signal,
  }: { readonly ids: readonly (number | undefined)[]; readonly fields: readonly string[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<number, OdooRecord>> {
  const known = await visibleWithCustom(client, from, fields, signal)
  return byId(await client.read(from, unique(ids), { fields: known, signal }))
}

/** Invoices tell whether an order is paid. A user without rights on accounting reads orders all the same, as unpaid. */
async function readInvoices(client: OdooClient, ids: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, OdooRecord>> {
  if (ids.length === 0) return new Map()
  try {
    const fields = await visible(client, 'account.move', ['state', 'move_type', 'payment_state'], signal)
    return byId(await client.read('account.move', ids, { fields, signal }))
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'rights')) throw error
    client.log({ level: 'warn', message: 'This Odoo user may not read invoices, so every order counts as unpaid.' })
    return new Map()
  }
}

import type { HttpClient, HttpRequest, HttpResponse, LogEntry } from '#core/kit/ports.ts'
import { createOdooClient, type OdooClient, type OdooSettings } from '../client.ts'

/** One call as it left, whichever door it went through. */
export interface SentCall {
  readonly call: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Answers a call; throw `FakeFailure` for a refusal of Odoo, any other error for what the HTTP client throws. */
export type Answers = Readonly<Record<string, (body: never, sent: SentCall) => unknown>>

export class FakeFailure extends Error {
  readonly failureName: string
  readonly status: number
  constructor(failureName: string, message: string, status = 422) {
    super(message)
    this.failureName = failureName
    this.status = status
  }
}

export function response(status: number, body: unknown, contentType = 'application/json; charset=utf-8'): HttpResponse {
  const text = typeof body === 'string' && !contentType.includes('json') ? body : JSON.stringify(body)
  return { status, headers: { 'content-type': contentType }, text: () => text, json: () => JSON.parse(text) }
}

/** An HTTP client that answers from a list and keeps what was sent. */
export function fakeHttp(answer: (request: HttpRequest) => HttpResponse): HttpClient & { readonly sent: readonly HttpRequest[] } {
  const sent: HttpRequest[] = []
  return {
    sent,
    send: async (request) => {
      sent.push(request)
      return answer(request)
    },
  }
}

export const settings: OdooSettings = {
  url: 'https://demo.odoo.com',
  database: 'demo',
  apiKey: 'key-of-the-test',
  language: 'en_US',
}

/** Fields that this Odoo 19 has, as far as the tests touch them; a model that is not here is not installed. */
const installed: Readonly<Record<string, string>> = {
  'sale.order':
    'name write_date state date_order client_order_ref origin partner_id partner_invoice_id partner_shipping_id currency_id order_line amount_untaxed amount_tax amount_total payment_term_id pricelist_id carrier_id warehouse_id note delivery_status invoice_status invoice_ids x_branch',
  'sale.order.line':
    'order_id display_type name product_id product_uom_qty product_uom_id price_unit discount tax_ids price_subtotal price_total is_delivery',
  'res.partner':
    'name write_date is_company parent_id commercial_partner_id commercial_company_name type ref email email_normalized phone website vat company_registry lang street street2 zip city state_id country_id function property_payment_term_id property_product_pricelist category_id comment active customer_rank',
  'product.template':
    'name list_price categ_id taxes_id description description_sale type is_storable uom_id currency_id active product_variant_ids default_code barcode standard_price weight attribute_line_ids',
  'product.product':
    'product_tmpl_id default_code barcode lst_price standard_price weight active product_template_attribute_value_ids write_date taxes_id name type is_storable tracking qty_available free_qty incoming_qty outgoing_qty virtual_available',
  'product.category': 'name complete_name parent_id write_date',
  'account.tax': 'name amount amount_type price_include type_tax_use active company_id',
  'account.payment.term': 'name',
  'delivery.carrier': 'name product_id',
  'product.pricelist': 'name currency_id',
  'product.pricelist.item':
    'pricelist_id applied_on categ_id product_tmpl_id product_id min_quantity date_start date_end compute_price fixed_price percent_price base price_discount currency_id write_date',
  'stock.warehouse': 'name lot_stock_id',
  'stock.quant': 'product_id location_id lot_id package_id owner_id quantity reserved_quantity inventory_quantity',
  'res.country': 'name code',
  'account.move': 'state move_type payment_state',
  'res.lang': 'code',
  'res.company': 'name currency_id account_sale_tax_id',
  'res.partner.category': 'name',
  'ir.model.data': 'module name model res_id',
  'product.template.attribute.value': 'name attribute_id product_attribute_value_id price_extra',
}

const usual: Answers = {
  'res.users.context_get': () => ({ lang: 'en_US', tz: 'Europe/Amsterdam', uid: 2 }),
  'res.users.read': () => [{ id: 2, name: 'Sluice', login: 'sluice@demo.example', company_id: [1, 'Demo BV'], company_ids: [1] }],
  'res.company.read': () => [{ id: 1, name: 'Demo BV', currency_id: [1, 'EUR'], account_sale_tax_id: [21, '21% G'] }],
  'ir.model.data.has_access': () => true,
  'ir.model.data.search_read': () => [],
  'account.tax.search_read': () => [
    {
      id: 21,
      name: '21% G',
      amount: 21,
      amount_type: 'percent',
      price_include: false,
      type_tax_use: 'sale',
      active: true,
      company_id: [1, 'Demo BV'],
    },
    {
      id: 22,
      name: '21% incl',
      amount: 21,
      amount_type: 'percent',
      price_include: true,
      type_tax_use: 'sale',
      active: true,
      company_id: [1, 'Demo BV'],
    },
    {
      id: 23,
      name: '21% inkoop',
      amount: 21,
      amount_type: 'percent',
      price_include: false,
      type_tax_use: 'purchase',
      active: true,
      company_id: [1, 'Demo BV'],
    },
  ],
  'account.payment.term.search_read': () => [{ id: 4, name: '30 days' }],
  'delivery.carrier.search_read': () => [{ id: 6, name: 'PostNL', product_id: [60, 'Shipping'] }],
  'product.pricelist.search_read': () => [{ id: 8, name: 'Default', currency_id: [1, 'EUR'] }],
  'stock.warehouse.search_read': () => [{ id: 1, name: 'Amsterdam', lot_stock_id: [8, 'WH/Stock'] }],
  'res.country.search_read': () => [
    { id: 165, name: 'Netherlands', code: 'NL' },
    { id: 20, name: 'Belgium', code: 'BE' },
  ],
  'res.lang.search_read': () => [
    { id: 1, code: 'en_US' },
    { id: 2, code: 'nl_NL' },
  ],
  'res.partner.category.search_read': () => [],
}

/** A client on a fake Odoo 19 (JSON-2). `calls` leaves out questions for fields, so that tests see what matters. */
export function fakeOdoo(answers: Answers, own: Partial<OdooSettings> = {}) {
  const calls: SentCall[] = []
  const logged: LogEntry[] = []
  const all: Answers = { ...usual, ...answers }
  const http = fakeHttp((request) => {
    if (request.path === '/web/version') return response(200, { version_info: [19, 0, 0, 'final', 0, ''], version: '19.0' })
    const [, , , model = '', method = ''] = request.path.split('/')
    const body = JSON.parse(request.body ?? '{}') as Record<string, unknown>
    if (method === 'fields_get') return fieldsAnswer(model)
    const sent = { call: `${model}.${method}`, body }
    calls.push(sent)
    const answer = all[sent.call]
    if (!answer) return response(404, { name: 'werkzeug.exceptions.NotFound', message: `not faked: ${sent.call}` })
    try {
      return response(200, answer(body as never, sent) ?? null)
    } catch (error) {
      if (!(error instanceof FakeFailure)) throw error
      return response(error.status, { name: error.failureName, message: error.message, debug: 'Traceback (most recent call last)' })
    }
  })
  const client: OdooClient = createOdooClient({
    settings: { ...settings, ...own },
    http,
    clock: { now: () => new Date('2026-11-22T09:00:00Z'), sleep: async () => {} },
    log: (entry) => logged.push(entry),
  })
  return { client, calls, logged, http, bodiesOf: (call: string) => calls.filter((one) => one.call === call).map(({ body }) => body) }
}

function fieldsAnswer(model: string): HttpResponse {
  const names = installed[model]
  if (names === undefined) return response(404, { name: 'werkzeug.exceptions.NotFound', message: `the model '${model}' does not exist` })
  return response(200, Object.fromEntries(names.split(' ').map((name) => [name, { type: 'char' }])))
}

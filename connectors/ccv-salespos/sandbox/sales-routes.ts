import { fieldsIn, orderRowFields } from './accepted.ts'
import { ApiError, type Body, type Call, checkFields, collection, done, found, isTrue, matching, ok, type Routes } from './api.ts'
import { cents, momentOf, money, type Row, type Shop } from './shop.ts'
import { extraPriceOf } from './variants.ts'

const orderFilters = [
  'ordernumber',
  'status',
  'is_paid',
  'min_create_date',
  'max_create_date',
  'is_completed',
  'paymethod_id',
  'transaction_id',
]

export const salesRoutes: Routes = {
  'GET orders': (call) => collection(call, filtered(call), (row) => representOrder(call.shop, row), orderFilters),
  'POST orders': ({ shop, body }) => ({ status: 201, body: representOrder(shop, placeOrder(shop, body)) }),
  'GET orders/:id': ({ shop, id }) => ok(representOrder(shop, found(shop, 'orders', id))),
  'PATCH orders/:id': ({ shop, id, body }) => {
    const { orderrows, note, mail, ...changes } = body
    const order = found(shop, 'orders', id)
    Object.assign(order, changes)
    if (orderrows) replaceRows(shop, order, orderrows as readonly Body[])
    reckon(shop, order)
    return done
  },
  'GET orders/:id/orderrows': (call) => {
    found(call.shop, 'orders', call.id)
    return collection(call, rowsOf(call.shop, call.id), (row) => representRow(call.shop, row))
  },
  'POST orders/:id/invoices': ({ shop, id }) => {
    const order = found(shop, 'orders', id)
    if (order.invoicenumber !== null) throw new ApiError(500, '500.40', 'the order has an invoice')
    const invoicenumber = 2001 + shop.rows('invoices').length
    order.invoicenumber = invoicenumber
    const status = order.paid === true ? '1' : '2'
    return { status: 201, body: shop.add('invoices', { order_id: id, invoicenumber, invoicenumber_full: String(invoicenumber), status }) }
  },
  'GET invoices': (call) => collection(call, call.shop.rows('invoices'), (row) => row),
  'GET paymethods': (call) => collection(call, call.shop.rows('paymethods'), (row) => row),
  'GET cashups': (call) => collection(call, call.shop.rows('cashups'), (row) => row),
}

/** Newest first: no order is published, and this one moves pages under a reader when orders come in. */
function filtered(call: Call): readonly Row[] {
  let rows: readonly Row[] = call.shop.rows('orders').toReversed()
  const wantsCompleted = isTrue(call.request.query.get('is_completed') ?? 'true')
  rows = rows.filter((row) => row.is_completed === wantsCompleted)
  rows = matching(rows, call, 'is_paid', (row, wanted) => row.paid === isTrue(wanted))
  rows = matching(rows, call, 'min_create_date', (row, wanted) => Date.parse(String(row.create_date)) >= dateOf(wanted))
  rows = matching(rows, call, 'max_create_date', (row, wanted) => Date.parse(String(row.create_date)) <= dateOf(wanted))
  for (const name of ['status', 'ordernumber', 'paymethod_id', 'transaction_id']) {
    rows = matching(rows, call, name, (row, wanted) => String(row[name]) === wanted)
  }
  return rows
}

function dateOf(text: string): number {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) throw new ApiError(400, '400.10', `${text} is no date`)
  return Date.parse(text)
}

/** Places an order as the API does, or as the till itself (with a date, a payment method). */
export function placeOrder(shop: Shop, body: Body, own: Body = {}): Row {
  const { orderrows, user_id, customer, ...values } = body
  const rows = orderrows as readonly Body[]
  for (const row of rows) checkRow(shop, row)
  const user = user_id === undefined ? undefined : found(shop, 'users', Number(user_id))
  const isCompleted = body.is_completed === true
  const number = isCompleted ? 1001 + shop.rows('orders').filter((row) => row.is_completed === true).length : null
  const order = shop.add('orders', {
    ...orderDefaults,
    ...values,
    is_completed: isCompleted,
    ordernumber: number,
    ordernumber_full: number === null ? null : String(number),
    create_date: momentOf(shop.now()),
    user_id: user?.id ?? null,
    customer: { ...(user?.userinfo as object | undefined), ...(customer as object) },
    ...own,
  })
  replaceRows(shop, order, rows)
  reckon(shop, order)
  return order
}

const orderDefaults = {
  ordernumber_prefix: null,
  invoicenumber: null,
  transaction_id: null,
  deliver_method: 'shipping',
  status: 1,
  paid: false,
  paymethod_id: 0,
  paymethod: '',
  paymethod_label: '',
  taxes_included: true,
  order_row_taxes_included: true,
  shipping_taxes_included: true,
  shipping_tax_percentage: 21,
  total_discounts: 0,
  total_shipping: 0,
  paymethod_costs: 0,
  extra_costs: 0,
  extra_costs_description: '',
  currency: 'EUR',
  reservationnumber: null,
  delivery_option: null,
}

function checkRow(shop: Shop, row: Body): void {
  checkFields(fieldsIn(orderRowFields), row)
  const { product_id: productId, attribute_combination_id: combinationId } = row
  if (productId !== undefined) {
    found(shop, 'products', Number(productId))
    if (row.product_name !== undefined || row.product_number !== undefined) {
      throw new ApiError(400, '400.10', 'product_name and product_number go without product_id only')
    }
  } else if (row.product_name === undefined || row.price === undefined || row.package_id === undefined) {
    throw new ApiError(400, '400.10', 'a row without product_id needs product_name, price and package_id')
  }
  if (row.package_id !== undefined) found(shop, 'packages', Number(row.package_id))
  if (combinationId !== undefined && found(shop, 'attributecombinations', Number(combinationId)).product_id !== productId) {
    throw new ApiError(400, '400.10', 'the combination is of another product')
  }
}

function replaceRows(shop: Shop, order: Row, rows: readonly Body[]): void {
  for (const row of rowsOf(shop, order.id)) shop.remove('orderrows', row.id)
  for (const row of rows) addRow(shop, order, row)
}

const rates: Readonly<Record<string, number>> = { normal: 21, 'low a': 9, 'low b': 9, 'extra low': 0, zero: 0 }

function addRow(shop: Shop, order: Row, row: Body): void {
  const product = row.product_id === undefined ? undefined : found(shop, 'products', Number(row.product_id))
  const combination =
    row.attribute_combination_id === undefined ? undefined : found(shop, 'attributecombinations', Number(row.attribute_combination_id))
  const stocked = combination ?? product
  if (stocked) stocked.stock = money(Number(stocked.stock ?? 0) - Number(row.count))
  shop.add('orderrows', {
    order_id: order.id,
    product_id: product?.id ?? null,
    combination_id: combination?.id ?? null,
    product_name: product?.name ?? row.product_name,
    product_number: product?.productnumber ?? row.product_number ?? '',
    sub_sku_number: combination?.sku_number ?? null,
    sub_product_number: combination?.product_number ?? null,
    sub_ean_number: combination?.ean_number ?? null,
    count: row.count,
    price: row.price ?? product?.price,
    custom_price: row.price !== undefined,
    discount: row.discount ?? product?.discount ?? 0,
    tax: row.tax ?? rates[String(product?.taxtariff)] ?? 0,
    unit: row.unit ?? product?.unit ?? null,
    memo: row.memo ?? null,
  })
}

function rowsOf(shop: Shop, orderId: number): readonly Row[] {
  return shop.rows('orderrows').filter(({ order_id }) => order_id === orderId)
}

/** A price given with the order is the whole price; only the shop's own gets the extra price of a variant on top. */
function unitPrice(shop: Shop, row: Row): number {
  const combination =
    row.custom_price !== true && typeof row.combination_id === 'number' ? shop.find('attributecombinations', row.combination_id) : undefined
  return Number(row.price) + (combination ? extraPriceOf(shop, combination) : 0)
}

function reckon(shop: Shop, order: Row): void {
  const rows = rowsOf(shop, order.id).map((row) => ({
    total: (unitPrice(shop, row) - Number(row.discount)) * Number(row.count),
    rate: Number(row.tax),
  }))
  const shipping = { total: Number(order.total_shipping), rate: Number(order.shipping_tax_percentage) }
  const taxOf = (total: number, rate: number, isIncluded: boolean) => (isIncluded ? total - total / (1 + rate / 100) : (total * rate) / 100)
  const rowsIncluded = order.order_row_taxes_included === true
  const shippingIncluded = order.shipping_taxes_included === true
  const rowTax = rows.reduce((sum, { total, rate }) => sum + taxOf(total, rate, rowsIncluded), 0)
  const shippingTax = taxOf(shipping.total, shipping.rate, shippingIncluded)
  const rowTotal = rows.reduce((sum, { total }) => sum + total, 0)
  const incl = rowTotal + (rowsIncluded ? 0 : rowTax) + shipping.total + (shippingIncluded ? 0 : shippingTax)
  order.total_orderrow_price = cents(rowTotal)
  order.total_tax = cents(rowTax + shippingTax)
  order.total_price = cents(incl + Number(order.paymethod_costs) + Number(order.extra_costs) - Number(order.total_discounts))
}

function representOrder(shop: Shop, { user_id, ...order }: Row): unknown {
  const link = (name: string) => ({ href: shop.href(`orders/${order.id}/${name}`) })
  return {
    href: shop.href(`orders/${order.id}`),
    ...order,
    user: { id: user_id, discount_percentage: 0, href: user_id === null ? null : shop.href(`users/${user_id}`) },
    orderrows: link('orderrows'),
    ordernotes: link('ordernotes'),
    invoices: link('invoices'),
  }
}

function representRow(shop: Shop, { combination_id, ...row }: Row): unknown {
  const before = unitPrice(shop, { ...row, combination_id, id: row.id })
  const after = money(before - Number(row.discount))
  return {
    href: shop.href(`orderrows/${row.id}`),
    product_type: 'normal',
    ...row,
    selling_price: money(Number(row.price) - Number(row.discount)),
    price_without_discount_with_attributes: money(before),
    price_with_attributes: after,
    total_price: money((Number(row.price) - Number(row.discount)) * Number(row.count)),
    total_price_with_attributes: money(after * Number(row.count)),
  }
}

import type { CreateItem } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import type { Order } from '#core/model/order.ts'
import type { OdooClient, Values } from '../client.ts'
import { ownFields } from '../own-fields.ts'
import {
  byName,
  type Carrier,
  loadCarriers,
  loadPaymentTerms,
  loadPriceLists,
  loadSalesTaxes,
  loadTaxes,
  loadWarehouses,
  type Named,
  type PriceList,
  type Tax,
  taxesOf,
} from '../reference-data.ts'
import { given, htmlOf, idOf, type OdooRecord, odooTime, textOf, unique } from '../values.ts'
import { originText } from './order-find.ts'
import { type LineContext, lineCommands } from './order-lines.ts'
import type { OrderPartners } from './order-partners.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

/** Everything orders are translated with, looked up once per batch or less. */
export interface OrderContext {
  readonly taxes: readonly Tax[]
  readonly taxesOfProducts: ReadonlyMap<number, readonly Tax[]>
  readonly paymentTerms: readonly Named[]
  readonly carriers: readonly Carrier[]
  readonly priceLists: readonly PriceList[]
  /** Price list each customer has, by partner id. */
  readonly priceListOfCustomers: ReadonlyMap<number, number>
  readonly companyCurrency: string | undefined
  readonly warehouseId: number | undefined
  readonly shippingProductId: number | undefined
  readonly discountProductId: number | undefined
  readonly orderFields: ReadonlyMap<string, string>
  readonly lineFields: ReadonlyMap<string, string>
}

export async function openOrderContext(
  client: OdooClient,
  {
    items,
    settings,
    signal,
  }: { readonly items: readonly CreateItem<Order>[]; readonly settings: OrderWriteSettings; readonly signal: AbortSignal },
): Promise<OrderContext> {
  const customerIds = unique(items.map((item) => Number(item.links?.customerId)).filter((id) => Number.isSafeInteger(id)))
  const [orderFields, lineFields, partnerFields] = await Promise.all([
    client.fieldsOf('sale.order', signal),
    client.fieldsOf('sale.order.line', signal),
    client.fieldsOf('res.partner', signal),
  ])
  const skus = unique([settings.shippingSku || undefined, settings.discountSku || undefined])
  const [taxes, allTaxes, paymentTerms, carriers, priceLists, warehouses, session, special, customers] = await Promise.all([
    loadSalesTaxes(client, signal),
    loadTaxes(client, signal),
    loadPaymentTerms(client, signal),
    loadCarriers(client, signal),
    loadPriceLists(client, signal),
    settings.warehouse ? loadWarehouses(client, signal) : [],
    client.session(signal),
    productsBySku(client, skus, signal),
    partnerFields?.has('property_product_pricelist')
      ? client.read('res.partner', customerIds, { fields: ['property_product_pricelist'], signal })
      : [],
  ])
  const shippingProductId = special.get(settings.shippingSku ?? '')
  const discountProductId = special.get(settings.discountSku ?? '')
  const productIds = unique([
    ...items.flatMap((item) => Object.values(item.links?.productIds ?? {}).map(Number)),
    ...carriers.map(({ productId }) => productId),
    shippingProductId,
    discountProductId,
  ]).filter((id) => Number.isSafeInteger(id) && id > 0)
  return {
    taxes,
    taxesOfProducts: await taxesOfProducts(client, { productIds, allTaxes, usable: taxes, signal }),
    paymentTerms,
    carriers,
    priceLists,
    priceListOfCustomers: new Map(
      customers.flatMap((row) => {
        const id = idOf(row.property_product_pricelist)
        return id === undefined ? [] : [[row.id, id]]
      }),
    ),
    companyCurrency: session.currency,
    warehouseId: settings.warehouse
      ? byName(warehouses, settings.warehouse, { what: 'warehouse', owner: 'The upsert node', code: 'warehouse' }).id
      : undefined,
    shippingProductId,
    discountProductId,
    orderFields: orderFields ?? new Map(),
    lineFields: lineFields ?? new Map(),
  }
}

/**
 * The values of a new draft.
 * @throws DataError that names the order and what Odoo lacks.
 */
export function orderValues(item: CreateItem<Order>, { context, partners }: { context: OrderContext; partners: OrderPartners }): Values {
  const order = item.data
  const owner = `Order ${order.number}`
  const carrier = order.shippingMethod
    ? byName(context.carriers, order.shippingMethod, { what: 'delivery method', owner, code: 'carrier' })
    : undefined
  const term = order.paymentTerms
    ? byName(context.paymentTerms, order.paymentTerms, { what: 'payment term', owner, code: 'payment-term' })
    : undefined
  const values = given({
    ...partners,
    client_order_ref: order.number,
    origin: originText(item.externalId),
    date_order: orderTime(order),
    pricelist_id: priceListOf(order, { owner, context, customerId: partners.partner_id })?.id,
    payment_term_id: term?.id,
    carrier_id: carrier?.id,
    warehouse_id: context.warehouseId,
    note: order.note === undefined || order.note === '' ? undefined : htmlOf(order.note),
    order_line: lineCommands(order, lineContext(item, { context, carrier })),
  })
  return { ...values, ...ownFields(order.extra, { owner, known: context.orderFields }) }
}

/** When the order was placed, in Odoo's time; noon for a day without a time, so that no zone moves it to another day. */
export function orderTime(order: Order): string | undefined {
  if (order.placedAt !== undefined) return odooTime(order.placedAt)
  return order.date === undefined ? undefined : `${order.date} 12:00:00`
}

function lineContext(item: CreateItem<Order>, { context, carrier }: { context: OrderContext; carrier: Carrier | undefined }): LineContext {
  return { ...context, carrier, productIds: item.links?.productIds ?? {} }
}

/** Odoo takes an order's currency from its price list, so the list must be one in the order's currency. */
function priceListOf(
  order: Order,
  { owner, context, customerId }: { readonly owner: string; readonly context: OrderContext; readonly customerId: number },
): PriceList | undefined {
  const named = order.priceList ? byName(context.priceLists, order.priceList, { what: 'price list', owner, code: 'price-list' }) : undefined
  const usual = context.priceLists.find(({ id }) => id === context.priceListOfCustomers.get(customerId))
  const currency = (named ?? usual)?.currency ?? context.companyCurrency
  if (currency === undefined || currency === order.currency) return named
  const other = named ? undefined : context.priceLists.find((list) => list.currency === order.currency)
  if (other) return other
  throw new DataError(`${owner} is in ${order.currency}, and Odoo would book it in ${currency}.`, {
    code: 'currency-unavailable',
    hint: `Make a price list in ${order.currency} in Odoo (Sales → Products → Price lists) and map it.`,
    facts: { currency: order.currency },
  })
}

async function productsBySku(client: OdooClient, skus: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
  if (skus.length === 0) return new Map()
  return client.memory.recall(`special products ${skus.join(' ')}`, async () => {
    const rows = await client.searchRead('product.product', {
      domain: [['default_code', 'in', skus]],
      fields: ['default_code'],
      order: 'id desc',
      signal,
    })
    return new Map(rows.map((row) => [textOf(row.default_code) ?? '', row.id]))
  })
}

async function taxesOfProducts(
  client: OdooClient,
  {
    productIds,
    allTaxes,
    usable,
    signal,
  }: { productIds: readonly number[]; allTaxes: readonly Tax[]; usable: readonly Tax[]; signal: AbortSignal },
): Promise<ReadonlyMap<number, readonly Tax[]>> {
  const rows: readonly OdooRecord[] = await client.read('product.product', productIds, { fields: ['taxes_id'], signal })
  // A product shared by companies carries the taxes of each; Odoo puts on the line only those of the order's company.
  const isUsable = new Set(usable.map(({ id }) => id))
  return new Map(rows.map((row) => [row.id, taxesOf(row.taxes_id, allTaxes).filter(({ id }) => isUsable.has(id))]))
}

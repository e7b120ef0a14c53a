import type { CreateItem, WriteRequest, WriteResult } from '#core/kit/define-connector.ts'
import { DataError, VendorError } from '#core/kit/errors.ts'
import type { Order } from '#core/model/order.ts'
import { attemptAll, type Leave } from '../attempt.ts'
import type { CcvClient } from '../client.ts'
import { once } from '../once.ts'
import { idOf, objectOf, type Raw, textOf } from '../values.ts'
import { type CatalogueProduct, catalogueOf } from './catalogue.ts'
import { markerOf, writeMarker } from './marker.ts'
import { earliest } from './order-find.ts'
import { orderNumber } from './order-from-ccv.ts'
import { orderIndexOf } from './order-index.ts'
import { orderToCreate } from './order-to-ccv.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'
import { firstPackage } from './product-write.ts'

type OrderItem = CreateItem<Order>

/** Places orders; for items of that document type an invoice is made of each. `again` looks for our mark first. */
export function createOrders(
  client: CcvClient,
  { items, settings, signal }: WriteRequest<OrderItem, OrderWriteSettings>,
): Promise<readonly WriteResult[]> {
  const index = orderIndexOf(client)
  const again = items.filter(({ attempt }) => attempt === 'again').map(({ data }) => data)
  const looked = once(() => index.refresh(earliest(again), signal))
  const loading = new Map<string, Promise<CatalogueProduct>>()
  const load = (id: string) => {
    const product = loading.get(id) ?? catalogueOf(client).load(id, signal)
    loading.set(id, product)
    return product
  }
  return attemptAll(items, {
    what: ({ data }) => `Order ${data.number}`,
    write: async (item, leave) => {
      if (item.attempt === 'again') await looked()
      const made = item.attempt === 'again' ? index.byMarker(markerOf(item.externalId)) : undefined
      const order = made ?? (await place(client, item, { settings, load, leave, signal }))
      const invoice = item.documentType === 'invoice' ? await ensureInvoice(client, order, { leave, signal }) : undefined
      const label = invoice === undefined ? orderNumber(order) : `${orderNumber(order)} · invoice ${invoice}`
      return { ok: true, id: idOf(order.id) ?? '', label, ...(made && { existed: true }) }
    },
  })
}

interface Placing {
  readonly settings: OrderWriteSettings
  readonly load: (id: string) => Promise<CatalogueProduct>
  readonly leave: Leave
  readonly signal: AbortSignal
}

async function place(client: CcvClient, { data, links, externalId }: OrderItem, { settings, load, leave, signal }: Placing): Promise<Raw> {
  const linked = Object.entries(links?.productIds ?? {})
  const products = new Map(await Promise.all(linked.map(async ([sku, id]) => [sku, await load(id)] as const)))
  const hasFreeLines = data.lines.some(({ sku, kind }) => kind !== 'shipping' && (sku === undefined || !products.has(sku)))
  const packageId = settings.package ? Number(settings.package) : hasFreeLines ? await firstPackage(client, signal) : 0
  const reservationnumber = writeMarker(externalId, [data.number, data.customerReference])
  const body = orderToCreate(data, { settings, customerId: links?.customerId, products, packageId, reservationnumber })
  leave()
  const made = objectOf(await client.post('orders', body, signal))
  if (made !== undefined) return made
  const index = orderIndexOf(client)
  await index.refresh(client.clock.now().getTime() + client.skewMs() - 3_600_000, signal)
  const order = index.byMarker(markerOf(externalId))
  if (order === undefined) throw new VendorError('CCV took the order and does not show it.')
  return order
}

/** An order has one invoice; its number tells that it is there. */
async function ensureInvoice(
  client: CcvClient,
  order: Raw,
  { leave, signal }: { readonly leave: Leave; readonly signal: AbortSignal },
): Promise<string> {
  const path = `orders/${idOf(order.id) ?? ''}`
  const numberNow = async () => textOf(objectOf(await client.get(path, {}, signal))?.invoicenumber)
  const known = textOf(order.invoicenumber) ?? (await numberNow())
  if (known !== undefined) return known
  leave()
  const made = await client.post(`${path}/invoices`, {}, signal).catch((error: unknown) => {
    if (error instanceof DataError && error.code === 'already-there') return undefined
    throw error
  })
  return textOf(objectOf(made)?.invoicenumber_full) ?? (await numberNow()) ?? 'without a number'
}

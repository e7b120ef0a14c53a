import type { Order } from '#core/model/order.ts'
import type { Address } from '#core/model/shared.ts'
import type { OdooClient, Values } from '../client.ts'
import { visible } from '../reference-data.ts'
import { byId, given, idOf, type OdooRecord, textOf, unique } from '../values.ts'
import { addressFields, addressKey, addressOf, addressValues, type Countries, isPostal } from './address.ts'

/** Which partners stand on an order. */
export interface OrderPartners {
  readonly partner_id: number
  readonly partner_invoice_id: number
  readonly partner_shipping_id: number
}

export interface AddressedOrder {
  readonly order: Order
  readonly customerId: number
}

interface Wanted {
  readonly customerId: number
  readonly type: 'invoice' | 'delivery'
  readonly address: Address
  readonly key: string
}

/**
 * Finds or makes the addresses of orders: the customer itself where the address is the customer's own, else a child of type
 * invoice or delivery with this name and address. One search and at most one create for all orders together.
 */
export async function placeAddresses(
  client: OdooClient,
  {
    orders,
    countries,
    signal,
  }: { readonly orders: readonly AddressedOrder[]; readonly countries: Countries; readonly signal: AbortSignal },
): Promise<readonly OrderPartners[]> {
  const customerIds = unique(orders.map(({ customerId }) => customerId))
  const fields = await visible(client, 'res.partner', addressFields, signal)
  const rows = await client.searchRead('res.partner', {
    domain: ['|', ['id', 'in', customerIds], ['parent_id', 'in', customerIds]],
    fields,
    order: 'id',
    signal,
  })
  const customers = byId(rows)
  const placed = new Map(rows.toReversed().flatMap((row) => childKey(row, countries)))
  const wanted = orders.map(({ order, customerId }) => ({
    invoice: wantedAddress({ type: 'invoice', customerId, address: order.billing, customers, countries }),
    delivery: wantedAddress({ type: 'delivery', customerId, address: order.shipping, customers, countries }),
  }))
  const missing = new Map(
    wanted.flatMap(({ invoice, delivery }) =>
      [invoice, delivery].flatMap((one) => (one && !placed.has(one.key) ? [[one.key, one] as const] : [])),
    ),
  )
  const values = [...missing.values()].map((one) => childValues(one, { countries, fields }))
  const ids = await client.create('res.partner', values, { signal })
  for (const [index, key] of [...missing.keys()].entries()) placed.set(key, ids[index])

  return orders.map(({ customerId }, index) => {
    const { invoice, delivery } = wanted[index] ?? {}
    return {
      partner_id: customerId,
      partner_invoice_id: (invoice && placed.get(invoice.key)) ?? customerId,
      partner_shipping_id: (delivery && placed.get(delivery.key)) ?? customerId,
    }
  })
}

function childKey(row: OdooRecord, countries: Countries): readonly (readonly [string, number | undefined])[] {
  const parentId = idOf(row.parent_id)
  if (parentId === undefined || (row.type !== 'invoice' && row.type !== 'delivery')) return []
  return [[keyFor({ customerId: parentId, type: row.type, name: textOf(row.name), address: addressOf(row, countries), countries }), row.id]]
}

function keyFor(parts: {
  readonly customerId: number
  readonly type: string
  readonly name: string | undefined
  readonly address: Address | undefined
  readonly countries: Countries
}): string {
  return [parts.customerId, parts.type, (parts.name ?? '').trim().toLowerCase(), addressKey(parts.address, parts.countries)].join(' ')
}

/** Nothing when the order tells no address, or the customer's own. */
function wantedAddress({
  type,
  customerId,
  address,
  customers,
  countries,
}: {
  readonly type: Wanted['type']
  readonly customerId: number
  readonly address: Address | undefined
  readonly customers: ReadonlyMap<number, OdooRecord>
  readonly countries: Countries
}): Wanted | undefined {
  if (!isPostal(address)) return undefined
  const customer = customers.get(customerId)
  if (customer && addressKey(addressOf(customer, countries), countries) === addressKey(address, countries)) return undefined
  return { customerId, type, address, key: keyFor({ customerId, type, name: nameOf(address), address, countries }) }
}

function nameOf(address: Address): string | undefined {
  return address.name || address.company || undefined
}

function childValues(
  { customerId, type, address }: Wanted,
  { countries, fields }: { readonly countries: Countries; readonly fields: readonly string[] },
): Values {
  const values = given({
    parent_id: customerId,
    type,
    name: nameOf(address) ?? false,
    phone: address.phone,
    ...addressValues(address, countries),
  })
  return Object.fromEntries(Object.entries(values).filter(([name]) => fields.includes(name)))
}

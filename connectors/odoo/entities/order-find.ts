import type { Existing, FindItem } from '#core/kit/define-connector.ts'
import type { OdooClient } from '../client.ts'
import { openMarkers } from '../markers.ts'
import { decimalOf, given, labelOf, momentOf, type OdooRecord, textOf, unique } from '../values.ts'

export const orderModel = 'sale.order'

const ourOrigin = /^Sluice (?<externalId>\S+)$/

/** What the order's "Source Document" says; recognises our own order before it has a marker. */
export function originText(externalId: string): string {
  return `Sluice ${externalId}`
}

const matchFields = ['name', 'state', 'client_order_ref', 'origin', 'partner_id', 'currency_id', 'amount_total', 'date_order']

/**
 * Finds orders by marker, source document and customer reference. An order with the same reference that was made for another
 * source record does not count: two tills may both have an order 1042.
 */
export async function matchOrders(
  client: OdooClient,
  {
    items,
    onlyOurs = false,
    signal,
  }: {
    readonly items: readonly FindItem[]
    /** Leaves out orders that a person typed in with the same customer reference. */
    readonly onlyOurs?: boolean
    readonly signal: AbortSignal
  },
): Promise<ReadonlyMap<string, readonly OdooRecord[]>> {
  const markers = await openMarkers(client, orderModel, signal)
  const externalIds = unique(items.map((item) => item.externalId))
  const keys = unique(items.map((item) => item.key))
  const [byReference, byMarker] = await Promise.all([
    client.searchRead(orderModel, {
      domain: ['|', ['client_order_ref', 'in', keys], ['origin', 'in', externalIds.map(originText)]],
      fields: matchFields,
      order: 'id',
      signal,
    }),
    markers.byExternalId(externalIds),
  ])
  const markedFor = await markers.byRecord(byReference.map(({ id }) => id))
  const known = new Map(byReference.map((row) => [row.id, row]))
  const others = [...byMarker.values()].map(({ recordId }) => recordId).filter((id) => !known.has(id))
  for (const row of others.length === 0 ? [] : await client.read(orderModel, others, { fields: matchFields, signal }))
    known.set(row.id, row)

  return new Map(
    items.map((item) => {
      const marked = known.get(byMarker.get(item.externalId ?? '')?.recordId ?? 0)
      if (marked) return [item.key, [marked]]
      const own = byReference.filter((row) => item.externalId !== undefined && row.origin === originText(item.externalId))
      if (own.length > 0 || onlyOurs) return [item.key, own]
      return [item.key, byReference.filter((row) => row.client_order_ref === item.key && !isOfAnother(row, item.externalId, markedFor))]
    }),
  )
}

function isOfAnother(row: OdooRecord, externalId: string | undefined, markedFor: ReadonlyMap<number, string>): boolean {
  const madeFor = markedFor.get(row.id) ?? ourOrigin.exec(textOf(row.origin) ?? '')?.groups?.externalId
  return madeFor !== undefined && externalId !== undefined && madeFor !== externalId
}

export async function findOrders(
  client: OdooClient,
  { items, signal }: { readonly items: readonly FindItem[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const matches = await matchOrders(client, { items, signal })
  return new Map([...matches].flatMap(([key, rows]) => (rows.length === 0 ? [] : [[key, rows.map(toExisting)]])))
}

function toExisting(row: OdooRecord): Existing {
  const status = row.state === 'cancel' ? 'cancelled' : row.state === 'draft' || row.state === 'sent' ? 'quotation' : 'open'
  return {
    id: String(row.id),
    label: textOf(row.name),
    data: given({
      number: textOf(row.client_order_ref),
      status,
      placedAt: momentOf(row.date_order),
      currency: labelOf(row.currency_id),
      customer: given({ name: labelOf(row.partner_id) }),
      totals: given({ incl: decimalOf(row.amount_total) }),
    }),
  }
}

import { z } from 'zod'
import type { Page, ReadRequest } from '#core/kit/define-connector.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { Json } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import type { VismaNetClient } from '../client.ts'
import { type OrderType, orderTypes } from '../order-types.ts'
import { type ListedOrder, orderPage } from '../sales-orders.ts'
import { orderIdOf } from './order-find.ts'
import { orderFrom, orderLineRow, orderRow } from './order-from-visma-net.ts'

export const orderReadFields = {
  type: field.liveChoice({ label: 'Order type', help: 'Empty: orders of every type.', list: 'order-types', optional: true }),
  status: field.text({
    label: 'Status',
    help: 'As Visma.net names it: Open, Hold, BackOrder, Shipping, Completed, Invoiced, Cancelled. Empty: all.',
    optional: true,
    maxLength: 30,
  }),
  pageSize: field.number({
    label: 'Orders per request',
    help: 'Each order costs two more calls of the hour, for the order itself and for its lines.',
    default: 50,
    min: 1,
    max: 100,
    rare: true,
  }),
} as const

const positionSchema = z.object({
  since: z.string().refine((moment) => !Number.isNaN(Date.parse(moment))),
  /** What was read of the last second before it. */
  versions: z.array(z.string()),
})

/** Nothing says whether `modifiedSince` includes its moment, so a little before it is asked for and what was read then is left out. */
const overlapMs = 1_000

/** Oldest change first. Each page is asked for anew from where the last one ended, so that orders which change meanwhile come later. */
export async function* orderPages(
  client: VismaNetClient,
  { position, settings, signal }: ReadRequest<ValuesOf<typeof orderReadFields>>,
): AsyncIterable<Page> {
  signal.throwIfAborted()
  const known = positionSchema.safeParse(position).data
  let since = known?.since
  let versions: readonly string[] = known?.versions ?? []
  const types = await orderTypes(client, signal)
  for (let pageIndex = 0; ; ) {
    const { orders, isLast } = await orderPage(client, {
      ...{ type: settings.type || undefined, status: settings.status || undefined },
      ...{ modifiedSince: before(since), orderBy: 'lastModified asc', pageIndex, pageSize: settings.pageSize, signal },
    })
    const fresh = orders.filter((order) => !versions.includes(versionOf(order)))
    if (fresh.length > 0) {
      since = orders.at(-1)?.lastModified ?? since
      versions = [...versions, ...fresh.map(versionOf)].filter((version) => momentOf(version) >= Date.parse(utc(before(since) ?? '')))
      pageIndex = 0
      const answer = await translated(client, { orders: fresh, types, signal })
      yield { ...answer, position: since === undefined ? position : { since, versions: [...versions] } }
    } else pageIndex++
    if (isLast) return
  }
}

/** An order in the state it was read in: its id and when it had changed. */
const versionOf = (order: ListedOrder) => `${orderIdOf(order)} ${order.lastModified ?? ''}`
const momentOf = (version: string) => Date.parse(utc(version.slice(version.lastIndexOf(' ') + 1)))

function before(moment: string | undefined): string | undefined {
  return moment === undefined ? undefined : new Date(Date.parse(utc(moment)) - overlapMs).toISOString()
}

/** The sales order service speaks UTC where it names no offset. */
function utc(moment: string): string {
  return /(Z|[+-]\d\d:\d\d)$/.test(moment) ? moment : `${moment}Z`
}

async function translated(
  client: VismaNetClient,
  {
    orders,
    types,
    signal,
  }: { readonly orders: readonly ListedOrder[]; readonly types: readonly OrderType[]; readonly signal: AbortSignal },
) {
  const whole = await Promise.all(orders.map((order) => wholeOrder(client, order, signal)))
  return translatePage(whole, {
    name: ({ listed, order, lines }): Untranslated => ({
      entity: 'order',
      key: listed.orderId,
      raw: { ...(order ?? listed), lines },
      origin: { connector: 'visma-net', account: client.account, id: orderIdOf(listed) },
    }),
    // Deleted since it was listed: there is nothing to tell of it.
    translate: ({ listed, order, lines }) =>
      order
        ? {
            entity: 'order',
            key: listed.orderId,
            raw: { ...order, lines },
            origin: { connector: 'visma-net', account: client.account, id: orderIdOf(listed) },
            data: orderFrom(order, lines, types),
          }
        : [],
  })
}

const linePage = z.looseObject({ value: z.array(orderLineRow), nextPage: z.string().nullish() })

async function wholeOrder(client: VismaNetClient, listed: ListedOrder, signal: AbortSignal) {
  const path = `/SalesOrders/${encodeURIComponent(listed.type)}/${encodeURIComponent(listed.orderId)}`
  const order = await client.find({ service: 'salesOrder', path, query: { expand: 'All' }, label: 'order.read', schema: orderRow, signal })
  const lines: z.infer<typeof orderLineRow>[] = []
  for (let pageIndex = 0; order !== undefined; pageIndex++) {
    const query = { pageSize: '1000', pageIndex: String(pageIndex) }
    const page = await client.find({ service: 'salesOrder', path: `${path}/lines`, query, label: 'order.lines', schema: linePage, signal })
    lines.push(...(page?.found.value ?? []))
    if (!page?.found.nextPage) break
  }
  return { listed, order: order?.found, lines }
}

export function describeOrderPosition(position: Json): string {
  const { since } = positionSchema.safeParse(position).data ?? {}
  return since === undefined || Number.isNaN(Date.parse(since))
    ? 'from the beginning'
    : `changes until ${since.slice(0, 19).replace('T', ' ')} UTC`
}

import { z } from 'zod'
import type { Page, ReadRequest } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import type { Order } from '#core/model/order.ts'
import type { CcvClient, Query } from '../client.ts'
import { printOf } from '../print.ts'
import { orderStatusNames } from '../status.ts'
import { ccvMoment, idOf, type Raw, rawsOf, textOf } from '../values.ts'
import { orderNumber, toOrder } from './order-from-ccv.ts'
import { pageSizeField, startField } from './start-field.ts'

const allButCancelled = Object.keys(orderStatusNames).filter((status) => status !== '8') as readonly (keyof typeof orderStatusNames)[]

export const orderReadFields = {
  start: startField,
  statuses: field.choices({
    label: 'Statuses',
    help: 'Only orders with one of these statuses are read. None chosen: all.',
    options: orderStatusNames,
    default: allButCancelled,
  }),
  paid: field.choice({
    label: 'Payment',
    options: { any: 'Paid and unpaid orders', paid: 'Paid orders only', unpaid: 'Unpaid orders only' },
    default: 'any',
  }),
  fromDate: field.text({
    label: 'Placed on or after',
    help: 'Leaves out orders placed earlier, for example 2026-01-01.',
    optional: true,
    pattern: { expression: '^(\\d{4}-\\d\\d-\\d\\d)?$', says: 'is no date such as 2026-01-01' },
  }),
  lookBackDays: field.number({
    label: 'Days to look back for changes',
    help: 'CCV can be asked for new orders only, not for changed ones. Orders this young are read again each time, so that one paid today is noticed.',
    default: 14,
    min: 1,
    max: 90,
  }),
  pageSize: pageSizeField,
} as const

type Settings = ValuesOf<typeof orderReadFields>

/**
 * `since`: orders up to this moment were read; a reading begins the days to look back before it. `start`: place in a reading that is
 * under way. `seen`: how the orders of those days looked when they were read, so that only new and changed ones travel on.
 */
const positionShape = z.object({
  since: z.string().nullable(),
  start: z.number(),
  newest: z.string().nullable(),
  seen: z.record(z.string(), z.tuple([z.string(), z.string()])),
})
type Position = z.infer<typeof positionShape>

/** Orders are listed in no published order: a reading that was broken off goes on a little before its place. */
const overlap = 50

/** Orders by the moment they were placed, each with its rows, which take a request of their own. */
export async function* orderPages(client: CcvClient, { position, settings, signal }: ReadRequest<Settings>): AsyncIterable<Page<Order>> {
  const settled = positionShape.safeParse(position).data
  const beginsNow = settled === undefined && settings.start === 'now'
  const now = ccvMoment(client.clock.now().getTime() + client.skewMs())
  const begun: Position = settled ?? { since: beginsNow ? now : null, start: 0, newest: beginsNow ? now : null, seen: {} }
  if (beginsNow) {
    yield { records: [], position: begun }
    return
  }
  const delivered = new Map(Object.entries(begun.seen).map(([id, [print]]) => [id, print]))
  let { newest, seen } = begun
  const query = queryOf(begun, settings)
  const start = begun.start === 0 ? 0 : Math.max(0, begun.start - overlap)
  for await (const page of client.pages('orders', { query, start, size: settings.pageSize, signal })) {
    const raws = rawsOf(page.items)
    newest = raws.reduce<string | null>((latest, { create_date }) => later(latest, textOf(create_date)), newest)
    const fresh = raws.filter((raw) => isChosen(raw, settings) && delivered.get(idOf(raw.id) ?? '') !== printOf(raw))
    for (const raw of fresh) delivered.set(idOf(raw.id) ?? '', printOf(raw))
    const added = fresh.map((raw) => [idOf(raw.id) ?? '', [printOf(raw), textOf(raw.create_date) ?? '']] as const)
    seen = youngOf({ ...seen, ...Object.fromEntries(added) } as Position['seen'], newest, settings)
    if (fresh.length === 0 && !(page.isLast && newest !== begun.since)) continue
    const next: Position = page.isLast
      ? { since: newest, start: 0, newest, seen }
      : { since: begun.since, start: page.start + page.items.length, newest, seen }
    yield { ...(await translated(client, fresh, signal)), position: next }
  }
}

function queryOf({ since }: Position, { fromDate, paid, statuses, lookBackDays }: Settings): Query {
  const from = fromDate ? Date.parse(`${fromDate}T00:00:00Z`) - 14 * 3_600_000 : Number.NEGATIVE_INFINITY
  const again = since === null ? Number.NEGATIVE_INFINITY : Date.parse(since) - lookBackDays * dayMs
  const least = Math.max(from, again)
  return {
    ...(Number.isFinite(least) && { min_create_date: ccvMoment(least) }),
    ...(paid !== 'any' && { is_paid: String(paid === 'paid') }),
    // Whether the filter takes several is not published.
    ...(statuses.length === 1 && { status: statuses[0] }),
  }
}

const dayMs = 24 * 3_600_000

function isChosen(raw: Raw, { statuses, fromDate }: Settings): boolean {
  const isYoung = !fromDate || (textOf(raw.create_date) ?? fromDate) >= fromDate
  return isYoung && (statuses.length === 0 || statuses.some((status) => status === textOf(raw.status)))
}

/** Those that a later reading comes across again. */
function youngOf(seen: Position['seen'], newest: string | null, { lookBackDays }: Settings): Position['seen'] {
  if (newest === null) return seen
  const oldest = Date.parse(newest) - (lookBackDays + 1) * dayMs
  return Object.fromEntries(Object.entries(seen).filter(([, [, placedAt]]) => !(Date.parse(placedAt) < oldest)))
}

function later(left: string | null, right: string | undefined): string | null {
  if (right === undefined || Number.isNaN(Date.parse(right))) return left
  return left === null || Date.parse(right) > Date.parse(left) ? right : left
}

async function translated(client: CcvClient, orders: readonly Raw[], signal: AbortSignal) {
  const withRows = await Promise.all(orders.map(async (order) => ({ order, rows: await rowsOf(client, order, signal) })))
  return translatePage(withRows, {
    name: ({ order }) => nameOf(order, client),
    translate: ({ order, rows }) => recordOf(order, { rows, client }),
  })
}

/** An order that went away between the list and its rows fails alone. */
async function rowsOf(client: CcvClient, order: Raw, signal: AbortSignal): Promise<readonly Raw[] | DataError> {
  const id = idOf(order.id)
  if (id === undefined) return new DataError('CCV sent it without an id.', { code: 'id-missing' })
  try {
    return rawsOf(await client.all(`orders/${id}/orderrows`, {}, signal))
  } catch (error) {
    if (error instanceof DataError) return error
    throw error
  }
}

function recordOf(
  order: Raw,
  { rows, client }: { readonly rows: readonly Raw[] | DataError; readonly client: CcvClient },
): FlowRecord<Order> {
  if (rows instanceof DataError) throw rows
  return { ...nameOf(order, client), raw: { ...order, orderrows: rows }, data: toOrder(order, rows, client) }
}

function nameOf(order: Raw, { account }: CcvClient): Untranslated {
  const id = idOf(order.id)
  return {
    entity: 'order',
    key: orderNumber(order) || 'without a number',
    raw: order,
    origin: { connector: 'ccv-salespos', account, ...(id !== undefined && { id }) },
  }
}

export function describeOrderPosition(position: Json): string {
  const settled = positionShape.safeParse(position).data
  if (settled === undefined) return 'from the beginning'
  if (settled.start > 0) return `the first ${settled.start} orders of a reading under way`
  return settled.since === null
    ? 'from the beginning'
    : `orders placed until ${settled.since.replace('T', ' ').replace('Z', ' UTC')}, and changes of younger ones`
}

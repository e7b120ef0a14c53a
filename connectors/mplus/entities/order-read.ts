import type { Page, ReadRequest } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import type { Order } from '#core/model/order.ts'
import type { MplusClient } from '../client.ts'
import type { MplusOrder } from '../soap/order-shapes.ts'
import type { MplusRelation } from '../soap/relation-shapes.ts'
import { toSoapDate } from '../values/time.ts'
import { relationsByNumber } from './find-relation.ts'
import { orderNumber, toOrder } from './order-from-mplus.ts'
import { pagesByMarker } from './pages-by-marker.ts'
import { startField } from './start-field.ts'

export const orderReadFields = {
  start: startField,
  fromDate: field.text({
    label: 'Booked on or after',
    help: 'Leaves out orders with an earlier booking date, for example 2026-01-01.',
    optional: true,
    pattern: { expression: '^(\\d{4}-\\d\\d-\\d\\d)?$', says: 'is no date such as 2026-01-01' },
  }),
  orderTypes: field.choices({
    label: 'Kinds of order',
    options: {
      'ORDER-TYPE-SALES-ORDER': 'Sales orders',
      'ORDER-TYPE-REPEAT-SALES-ORDER': 'Repeating sales orders',
      'ORDER-TYPE-EXTERNAL-SALES-ORDER': 'Orders from outside (web shop)',
      'ORDER-TYPE-TABLE-ORDER': 'Table orders',
      'ORDER-TYPE-CAFETERIA-ORDER': 'Cafeteria orders',
    },
    default: ['ORDER-TYPE-SALES-ORDER', 'ORDER-TYPE-REPEAT-SALES-ORDER', 'ORDER-TYPE-EXTERNAL-SALES-ORDER'],
  }),
  includeLines: field.toggle({
    label: 'With lines',
    help: 'Without lines reading is much faster, but such orders cannot be booked elsewhere.',
    default: true,
    rare: true,
  }),
  pageSize: field.number({ label: 'Orders per request', default: 100, min: 1, max: 1_000, rare: true }),
} as const

/** Orders by their sync marker, each with what its relation knows of the customer. */
export function orderPages(
  client: MplusClient,
  { position, settings, signal }: ReadRequest<ValuesOf<typeof orderReadFields>>,
): AsyncIterable<Page> {
  const relations = new Map<string, MplusRelation>()
  return pagesByMarker<MplusOrder>({
    what: 'orders',
    position,
    beginsNow: settings.start === 'now',
    current: async () =>
      (await client.call('getCurrentSyncMarkersV2', { request: { includeOrderSyncMarker: true } }, signal)).orderSyncMarker,
    fetch: async (syncMarker) => {
      const request = {
        syncMarker,
        syncMarkerLimit: String(settings.pageSize),
        fromFinancialDate: settings.fromDate ? toSoapDate(settings.fromDate) : undefined,
        articlePluNumbers: [],
        articleBarcodes: [],
        orderTypeList: settings.orderTypes.length === 0 ? undefined : settings.orderTypes,
        includeLineList: settings.includeLines,
      }
      return (await client.call('getOrders', { request }, signal)).orderList
    },
    markerOf: ({ syncMarker }) => syncMarker,
    translate: async (page) => {
      await loadRelations(client, page, relations, signal)
      return translatePage(page, {
        name: (order) => nameOf(order, client),
        translate: (order) => orderRecord(order, relations.get(order.relationNumber ?? ''), client),
      })
    },
  })
}

/** So many relations are remembered within one run; a till's regulars fit, a whole customer base need not. */
const mostRemembered = 5_000

/** Asks for the relations of a page in one call where possible; `known` grows by them. */
async function loadRelations(
  client: MplusClient,
  page: readonly MplusOrder[],
  known: Map<string, MplusRelation>,
  signal: AbortSignal,
): Promise<void> {
  if (known.size > mostRemembered) known.clear()
  const numbers = new Set(
    page.flatMap(({ relationNumber }) => (isRelationNumber(relationNumber) && !known.has(relationNumber) ? [relationNumber] : [])),
  )
  for (const [number, relation] of await relationsByNumber(client, [...numbers], signal)) known.set(number, relation)
}

/** 0 is an order without a relation. Asking for what is no number would make the service refuse the whole page. */
function isRelationNumber(relationNumber: string | undefined): relationNumber is string {
  return relationNumber !== undefined && /^[1-9]\d*$/.test(relationNumber)
}

function orderRecord(order: MplusOrder, relation: MplusRelation | undefined, client: MplusClient): FlowRecord<Order> {
  const { relationNumber } = order
  if (orderNumber(order) === '') {
    throw new DataError('MplusKASSA sent it with neither a number nor an id.', { code: 'number-missing' })
  }
  if (relationNumber !== undefined && relationNumber !== '0' && !isRelationNumber(relationNumber)) {
    throw new DataError(`MplusKASSA sent "${relationNumber}" where a relation number belongs.`, { code: 'relation-unreadable' })
  }
  return { ...nameOf(order, client), data: toOrder(order, relation, client.currency) }
}

function nameOf(order: MplusOrder, { account }: MplusClient): Untranslated {
  const key = orderNumber(order) || `marker ${order.syncMarker ?? '?'}`
  return { entity: 'order', key, raw: order, origin: { connector: 'mplus', account, id: order.orderId } }
}

import type { Page, ReadRequest } from '#core/kit/define-connector.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
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
  }),
  pageSize: field.number({ label: 'Orders per request', default: 100, min: 1, max: 1_000 }),
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
    records: async (page) => {
      await loadRelations(client, page, relations, signal)
      return page.map((order) => orderRecord(order, relations.get(order.relationNumber ?? ''), client))
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
    page.flatMap(({ relationNumber }) => (isSet(relationNumber) && !known.has(relationNumber) ? [relationNumber] : [])),
  )
  for (const [number, relation] of await relationsByNumber(client, [...numbers], signal)) known.set(number, relation)
}

function isSet(relationNumber: string | undefined): relationNumber is string {
  return relationNumber !== undefined && relationNumber !== '0'
}

function orderRecord(order: MplusOrder, relation: MplusRelation | undefined, { account, currency }: MplusClient): FlowRecord<Order> {
  return {
    entity: 'order',
    key: orderNumber(order),
    data: toOrder(order, relation, currency),
    raw: order,
    origin: { connector: 'mplus', account, id: order.orderId },
  }
}

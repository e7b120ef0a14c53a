import type { Answer, Taken } from '../schema/operations.ts'
import type { Value } from '../schema/shapes.ts'
import { takeFromMarker } from '../shop/marker-page.ts'
import { dayNumber } from '../shop/moments.ts'
import { findArticle, type Order, type Shop } from '../shop/shop.ts'

/** Order types answered when the request names none. */
const usualTypes: readonly Value<'Order'>['orderType'][] = [
  'ORDER-TYPE-SALES-ORDER',
  'ORDER-TYPE-REPEAT-SALES-ORDER',
  'ORDER-TYPE-EXTERNAL-SALES-ORDER',
]

export function getOrders(shop: Shop, { request }: Taken<'getOrders'>): Answer<'getOrders'> {
  const types = request.orderTypeList?.orderType ?? usualTypes
  const matching = [...shop.orders.values()]
    .filter(({ orderType }) => types.includes(orderType ?? 'ORDER-TYPE-SALES-ORDER'))
    .filter(({ orderId }) => chosen(request.orderIds, orderId))
    .filter((order) => saleMatches(shop, order, request))
    .filter(
      ({ orderNumber }) =>
        !request.orderNumbers ||
        request.orderNumbers.some(({ year, number }) => year === orderNumber?.year && number === orderNumber.number),
    )
  const page =
    request.syncMarker === undefined ? matching : takeFromMarker(matching, { from: request.syncMarker, limit: request.syncMarkerLimit })
  const written = request.includeLineList === false ? page.map(withoutLines) : page
  return { orderList: { order: shop.shuffle(written) } }
}

/** Headers only: lines and references to invoices are not loaded. */
function withoutLines({ lineList: _lines, invoiceIds: _ids, extInvoiceIds: _extIds, ...order }: Order): Order {
  return order
}

type SaleFilter = Omit<Taken<'getOrders'>['request'], 'orderTypeList' | 'orderIds' | 'orderNumbers'>

/** The filters that orders and invoices share. */
export function saleMatches(
  shop: Shop,
  sale: Pick<Value<'Order'>, 'financialDate' | 'financialBranchNumber' | 'employeeNumber' | 'relationNumber' | 'activityId' | 'lineList'>,
  filter: SaleFilter,
): boolean {
  const day = sale.financialDate && dayNumber(sale.financialDate)
  const pluNumbers = (filter.articlePluNumbers.text ?? []).map(({ text }) => text)
  const barcodes = (filter.articleBarcodes.text ?? []).map(({ text }) => text)
  const anyLine = (test: (line: Value<'Line'>) => boolean) => (sale.lineList?.line ?? []).some(test)
  return (
    (filter.fromFinancialDate === undefined || (day !== undefined && day >= dayNumber(filter.fromFinancialDate))) &&
    (filter.throughFinancialDate === undefined || (day !== undefined && day <= dayNumber(filter.throughFinancialDate))) &&
    chosen(filter.branchNumbers, sale.financialBranchNumber) &&
    chosen(filter.employeeNumbers, sale.employeeNumber) &&
    chosen(filter.relationNumbers, sale.relationNumber) &&
    (filter.activityId === undefined || filter.activityId === sale.activityId) &&
    (!filter.articleNumbers?.length || anyLine(({ articleNumber }) => chosen(filter.articleNumbers, articleNumber))) &&
    (!filter.articleTurnoverGroups?.length || anyLine(({ data }) => chosen(filter.articleTurnoverGroups, data?.turnoverGroup))) &&
    (pluNumbers.length === 0 || anyLine(({ pluNumber }) => chosen(pluNumbers, pluNumber))) &&
    (barcodes.length === 0 || anyLine(({ articleNumber }) => chosen(barcodes, findArticle(shop, articleNumber)?.article.barcode)))
  )
}

/** An empty list chooses everything. */
export function chosen<Item>(list: readonly Item[] | undefined, item: Item | undefined): boolean {
  return !list?.length || (item !== undefined && list.includes(item))
}

export function getOrder(shop: Shop, { orderId }: Taken<'getOrder'>): Answer<'getOrder'> {
  const order = shop.orders.get(orderId)
  return order ? { result: 'GET-ORDER-RESULT-OK', order } : { result: 'GET-ORDER-RESULT-NOT-FOUND' }
}

export function findOrder(shop: Shop, { extOrderId }: Taken<'findOrder'>): Answer<'findOrder'> {
  const order = orderByExtId(shop, extOrderId)
  return order ? { result: 'GET-ORDER-RESULT-OK', order } : { result: 'GET-ORDER-RESULT-NOT-FOUND' }
}

export function getOrdersByExtOrderIds(shop: Shop, { request }: Taken<'getOrdersByExtOrderIds'>): Answer<'getOrdersByExtOrderIds'> {
  const matching = (request.extOrderIds?.id ?? []).flatMap((id) => orderByExtId(shop, id) ?? [])
  const page =
    request.syncMarker === undefined ? matching : takeFromMarker(matching, { from: request.syncMarker, limit: request.syncMarkerLimit })
  return { orderList: { order: shop.shuffle(page) } }
}

/** Compared exactly, as text; an empty id is no id. */
export function orderByExtId(shop: Shop, extOrderId: string | undefined): Order | undefined {
  return extOrderId ? shop.orders.get(shop.orderIdsByExtId.get(extOrderId) ?? '') : undefined
}

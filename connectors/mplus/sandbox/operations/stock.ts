import type { Answer, Taken } from '../schema/operations.ts'
import { addScaled, nothing, type Scaled } from '../shop/amounts.ts'
import { hasBranch } from '../shop/configuration.ts'
import { toMoment } from '../shop/moments.ts'
import { findArticle, nextMarker, type Shop, type StockLevel, type StockMovement } from '../shop/shop.ts'

/** Levels that were ever set or moved; with `stockId` those changed after it (the vendor: pass the last one you saw). */
export function getStock(shop: Shop, { request }: Taken<'getStock'>): Answer<'getStock'> {
  const branchNumbers = request.branchNumbers?.branchNumber?.length ? request.branchNumbers.branchNumber : [request.branchNumber]
  const articleNumbers = request.articleNumbers.articleNumbers ?? []
  const levels = [...shop.stock.values()]
    .filter(({ branchNumber }) => branchNumbers.includes(branchNumber))
    .filter(({ articleNumber }) => articleNumbers.length === 0 || articleNumbers.includes(articleNumber))
    .filter(({ stockId }) => request.stockId === undefined || stockId > request.stockId)
    // The sandbox sells no day-stock articles.
    .filter(() => request.dayStockOnlyFilter !== true)
  return { articleStocks: shop.shuffle(levels).map(writeLevel) }
}

function writeLevel({ branchNumber, articleNumber, free, reserved, incoming, stockId, changedAt }: StockLevel) {
  return {
    branchNumber,
    articleNumber,
    changeTimestamp: toMoment(changedAt),
    stockId,
    amountFree: free.amount,
    decimalPlacesFree: free.places,
    amountReserved: reserved.amount,
    decimalPlacesReserved: reserved.places,
    amountIncoming: incoming.amount,
    decimalPlacesIncoming: incoming.places,
    isDayStockArticle: false,
  }
}

/** Absolute. */
export function setStock(shop: Shop, { request }: Taken<'setStock'>): Answer<'setStock'> {
  const refusal = refuse(shop, request)
  if (refusal) return { result: `SET-STOCK-RESULT-${refusal}` }
  const free = { amount: request.amount, places: request.decimalPlaces ?? 0 }
  const before = levelOf(shop, request).free
  const change = addScaled(free, { ...before, amount: -before.amount })
  return { result: 'SET-STOCK-RESULT-OK', stockId: moveStock(shop, { ...request, change, free, type: 'STOCK-HISTORY-TYPE-API' }) }
}

/** Relative. */
export function updateStock(shop: Shop, { request }: Taken<'updateStock'>): Answer<'updateStock'> {
  const refusal = refuse(shop, request)
  if (refusal) return { result: `UPDATE-STOCK-RESULT-${refusal}` }
  const change = { amount: request.amountChanged, places: request.decimalPlaces ?? 0 }
  return { result: 'UPDATE-STOCK-RESULT-OK', stockId: moveStock(shop, { ...request, change, type: 'STOCK-HISTORY-TYPE-API' }) }
}

interface Place {
  readonly branchNumber: number
  readonly articleNumber: number
}

function refuse(
  shop: Shop,
  { branchNumber, articleNumber, decimalPlaces = 0 }: Place & { readonly decimalPlaces?: number },
): 'BRANCH-NOT-FOUND' | 'ARTICLE-NOT-FOUND' | 'NO-STOCK-ARTICLE' | 'FAILED' | undefined {
  if (!hasBranch(branchNumber)) return 'BRANCH-NOT-FOUND'
  const found = findArticle(shop, articleNumber)
  if (!found) return 'ARTICLE-NOT-FOUND'
  if (found.article.stockArticle !== true) return 'NO-STOCK-ARTICLE'
  return decimalPlaces < 0 || decimalPlaces > 6 ? 'FAILED' : undefined
}

export function levelOf(shop: Shop, { branchNumber, articleNumber }: Place): StockLevel {
  const empty = { branchNumber, articleNumber, free: nothing, reserved: nothing, incoming: nothing, stockId: 0, changedAt: shop.now() }
  return shop.stock.get(`${branchNumber}/${articleNumber}`) ?? empty
}

/** Moves free stock and writes the movement down; returns its stock id. `free` sets the new level in its own scale. */
export function moveStock(
  shop: Shop,
  { branchNumber, articleNumber, change, free, type, orderId, invoiceId }: Omit<StockMovement, 'stockId'> & { readonly free?: Scaled },
): number {
  const level = levelOf(shop, { branchNumber, articleNumber })
  const stockId = saveLevel(shop, { ...level, free: free ?? addScaled(level.free, change) })
  shop.movements.push({ stockId, branchNumber, articleNumber, change, type, orderId, invoiceId })
  return stockId
}

/** Reserves (or, with a negative quantity, frees) stock for an order; articles without stock are left alone. */
export function reserveStock(shop: Shop, { quantity, ...place }: Place & { readonly quantity: Scaled }): void {
  if (findArticle(shop, place.articleNumber)?.article.stockArticle !== true) return
  const level = levelOf(shop, place)
  saveLevel(shop, { ...level, reserved: addScaled(level.reserved, quantity) })
}

function saveLevel(shop: Shop, level: StockLevel): number {
  const stockId = nextMarker(shop, 'stock')
  shop.stock.set(`${level.branchNumber}/${level.articleNumber}`, { ...level, stockId, changedAt: shop.now() })
  return stockId
}

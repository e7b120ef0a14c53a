import { createOrderV2 } from '../operations/create-orders.ts'
import { saveInvoice } from '../operations/invoices.ts'
import { applyPayment, saveChange } from '../operations/pay-orders.ts'
import { createProduct, updateProduct } from '../operations/products.ts'
import { createRelation, updateRelation } from '../operations/relations.ts'
import { reserveStock, setStock } from '../operations/stock.ts'
import type { Value } from '../schema/shapes.ts'
import { negateScaled } from './amounts.ts'
import { defaultBranch } from './configuration.ts'
import { completeLines, quantityOf, totalsOf } from './sale-lines.ts'
import { type Article, findArticle, type Group, type Invoice, nextMarker, type Order, type Relation, type Shop } from './shop.ts'

export type NewOrder = Omit<Value<'Order'>, 'orderId'>

/**
 * What people at the till do while somebody reads or writes through the API; every action takes the next sync marker.
 * Each throws an Error with the till's own words when the till refuses, or the thing is not there.
 */
export interface Till {
  addGroup(group: { readonly groupNumber: number; readonly parent: number; readonly name: string }): Group
  addProduct(product: Value<'Product'>): Value<'Product'>
  /** Changes these fields of one article and keeps the others. */
  changeArticle(articleNumber: number, change: Partial<Value<'Article'>>): Article
  addRelation(relation: Value<'Relation'>): Relation
  /** Changes these fields and keeps the others. */
  changeRelation(relationNumber: number, change: Partial<Value<'Relation'>>): Relation
  setStock(request: Value<'SetStockRequest'>): void
  addOrder(order: NewOrder): Order
  /** Changes these fields just as given, right or wrong; new lines get their amounts and the order its totals, unless given too. */
  changeOrder(orderId: string, change: Partial<Value<'Order'>>): Order
  /** `deposit` books a prepayment; `invoice` pays in full, delivers and invoices. */
  payOrder(orderId: string, payments: readonly Value<'Payment'>[], kind: 'deposit' | 'invoice'): Order
  cancelOrder(orderId: string): Order
  addInvoice(invoice: Value<'Invoice'>): Invoice
}

export function createTill(shop: Shop): Till {
  const order = (orderId: string) => found(shop.orders.get(orderId), `order ${orderId}`)
  const relation = (relationNumber: number) => found(shop.relations.get(relationNumber), `relation ${relationNumber}`)
  return {
    addGroup: (given) => {
      const group = { ...given, text: given.name, sortOrder: given.groupNumber, syncMarker: nextMarker(shop, 'articleGroup') }
      shop.groups.set(group.groupNumber, group)
      return group
    },
    addProduct: (product) => {
      const answer = accepted(createProduct(shop, { product }))
      return found(shop.products.get(answer.productNumber), `product ${answer.productNumber}`)
    },
    changeArticle: (articleNumber, change) => {
      const { product, article } = found(findArticle(shop, articleNumber), `article ${articleNumber}`)
      // The price that is not given follows from the one that is.
      const { priceIncl: _incl, priceExcl: _excl, ...unpriced } = article
      const kept = change.priceIncl === undefined && change.priceExcl === undefined ? article : unpriced
      accepted(updateProduct(shop, { product: { ...product, articleList: { article: [{ ...kept, ...change, articleNumber }] } } }))
      return found(findArticle(shop, articleNumber), `article ${articleNumber}`).article
    },
    addRelation: (given) => relation(accepted(createRelation(shop, { relation: given })).relationNumber),
    changeRelation: (relationNumber, change) => {
      accepted(updateRelation(shop, { relation: { ...relation(relationNumber), ...change, relationNumber } }))
      return relation(relationNumber)
    },
    setStock: (request) => void accepted(setStock(shop, { request })),
    addOrder: (given) => order(accepted(createOrderV2(shop, { request: { order: { ...given, orderId: '' } } })).info.orderId),
    changeOrder: (orderId, change) => {
      const kept = order(orderId)
      const vatMethod = change.vatMethod ?? kept.vatMethod
      const line = change.lineList && completeLines(shop, change.lineList.line ?? [], vatMethod)
      const lines = line && { ...totalsOf(line, vatMethod), lineList: { line } }
      const { lineList: _lines, ...fields } = change
      saveChange(shop, { ...kept, ...lines, ...fields, orderId, syncMarker: kept.syncMarker })
      return order(orderId)
    },
    payOrder: (orderId, payments, kind) => {
      accepted(applyPayment(shop, { orderId, prepay: kind === 'deposit', payments }))
      return order(orderId)
    },
    cancelOrder: (orderId) => {
      const kept = order(orderId)
      const line = (kept.lineList?.line ?? []).map((one) => {
        const quantity = quantityOf(one)
        const branchNumber = kept.financialBranchNumber ?? defaultBranch
        reserveStock(shop, { branchNumber, articleNumber: one.articleNumber, quantity: negateScaled(quantity) })
        return { ...one, data: one.data && { ...one.data, cancelledQuantity: quantity.amount, cancelledDecimalPlaces: quantity.places } }
      })
      saveChange(shop, {
        ...kept,
        lineList: { line },
        cancelState: 'ORDER-CANCEL-STATE-COMPLETE',
        completeState: 'ORDER-COMPLETE-STATE-COMPLETE',
      })
      return order(orderId)
    },
    addInvoice: (invoice) => {
      const { invoiceId } = accepted(saveInvoice(shop, { invoice })).info
      return found(shop.invoices.get(invoiceId), `invoice ${invoiceId}`)
    },
  }
}

function accepted<Answer extends { readonly result: string; readonly errorMessage?: string }>(answer: Answer): Answer {
  if (!answer.result.endsWith('-RESULT-OK')) throw new Error(`The till refused (${answer.result}). ${answer.errorMessage ?? ''}`.trim())
  return answer
}

function found<Thing>(thing: Thing | undefined, name: string): Thing {
  if (thing === undefined) throw new Error(`The till has no ${name}.`)
  return thing
}

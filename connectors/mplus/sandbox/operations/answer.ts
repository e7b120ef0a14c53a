import { type Answer, type OperationName, operations, type Taken } from '../schema/operations.ts'
import type { Shop } from '../shop/shop.ts'
import { SoapFault } from '../soap/soap-fault.ts'
import { getArticleGroups, newArticleGroup, updateArticleGroup } from './article-groups.ts'
import {
  getApiVersion,
  getBranches,
  getCurrentSyncMarkersV2,
  getDeliveryMethodsV2,
  getPaymentMethodsV2,
  getPriceGroupList,
  getTurnoverGroups,
  getVatGroupList,
} from './configuration.ts'
import { createOrder, createOrderV2, createOrderV3 } from './create-orders.ts'
import { findInvoice, getInvoice, getInvoices, saveInvoice } from './invoices.ts'
import { payOrderV2 } from './pay-orders.ts'
import { createProduct, getProducts, updateProduct } from './products.ts'
import { findOrder, getOrder, getOrders, getOrdersByExtOrderIds } from './read-orders.ts'
import { createRelation, findRelation, findRelationV2, getRelation, getRelations, updateRelation } from './relations.ts'
import { getStock, setStock, updateStock } from './stock.ts'

const handlers: { readonly [Name in OperationName]: (shop: Shop, taken: Taken<Name>) => Answer<Name> } = {
  getApiVersion,
  getBranches,
  getVatGroupList,
  getPriceGroupList,
  getTurnoverGroups,
  getPaymentMethodsV2,
  getDeliveryMethodsV2,
  getCurrentSyncMarkersV2,
  getProducts,
  createProduct,
  updateProduct,
  getArticleGroups,
  newArticleGroup,
  updateArticleGroup,
  getRelations,
  getRelation,
  findRelation,
  findRelationV2,
  createRelation,
  updateRelation,
  getStock,
  setStock,
  updateStock,
  getOrders,
  getOrder,
  findOrder,
  getOrdersByExtOrderIds,
  createOrder,
  createOrderV2,
  createOrderV3: onceForKey('createOrderV3', createOrderV3),
  payOrderV2: onceForKey('payOrderV2', payOrderV2),
  saveInvoice,
  findInvoice,
  getInvoice,
  getInvoices,
}

/** Carries an operation out; `taken` was read against the operation's own table. */
export function answerOperation<Name extends OperationName>(
  shop: Shop,
  name: Name,
  taken: Taken<Name>,
): { readonly element: (typeof operations)[Name]['answers']; readonly value: Answer<Name> } {
  return { element: operations[name].answers, value: handlers[name](shop, taken) }
}

interface Keyed {
  readonly request: { readonly idempotencyKey: string }
}

/** A repeated key gets the first answer again, a refusal included, marked as a replay. Keys are shared by all operations. */
function onceForKey<Request extends Keyed, Result extends { readonly idempotencyResult: string }>(
  operation: OperationName,
  handle: (shop: Shop, taken: Request) => Result,
): (shop: Shop, taken: Request) => Result {
  return (shop, taken) => {
    const key = taken.request.idempotencyKey
    if (key === '') throw new SoapFault('Client', `${operation}: the idempotency key is empty.`)
    const first = shop.answered.get(key)
    if (first && first.operation !== operation) {
      throw new SoapFault('Client', `Idempotency key "${key}" was used for ${first.operation} before.`)
    }
    // The answer was kept by this very operation, so it has this operation's type.
    if (first) return { ...(first.answer as Result), idempotencyResult: 'IDEMPOTENCY-RESULT-REPLAY-RESPONSE' }
    const answer = handle(shop, taken)
    shop.answered.set(key, { operation, answer })
    return answer
  }
}

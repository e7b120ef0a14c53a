import type { Value, ValueOf } from './shapes.ts'

/** What each operation takes (children of its body element) and the element and type it answers with; they share one name. */
export const operations = {
  getApiVersion: { takes: {}, answers: 'getApiVersionResponse' },
  getBranches: { takes: {}, answers: 'getBranchesResponse' },
  getVatGroupList: { takes: {}, answers: 'getVatGroupListResponse' },
  getPriceGroupList: { takes: {}, answers: 'getPriceGroupListResponse' },
  getTurnoverGroups: { takes: { request: 'GetTurnoverGroupsRequest' }, answers: 'GetTurnoverGroupsResponse' },
  getPaymentMethodsV2: { takes: { request: 'GetPaymentMethodsRequest' }, answers: 'GetPaymentMethodsResponse' },
  getDeliveryMethodsV2: { takes: { request: 'GetDeliveryMethodsV2Request' }, answers: 'GetDeliveryMethodsV2Response' },
  getCurrentSyncMarkersV2: { takes: { request: 'GetCurrentSyncMarkersV2Request' }, answers: 'GetCurrentSyncMarkersV2Response' },
  getProducts: { takes: { request: 'GetProductsRequest' }, answers: 'GetProductsResponse' },
  createProduct: { takes: { product: 'Product' }, answers: 'CreateProductResponse' },
  updateProduct: { takes: { product: 'Product' }, answers: 'UpdateProductResponse' },
  getArticleGroups: { takes: { request: 'GetArticleGroupsRequest' }, answers: 'GetArticleGroupsResponse' },
  newArticleGroup: { takes: { request: 'NewArticleGroupRequest' }, answers: 'NewArticleGroupResponse' },
  updateArticleGroup: { takes: { request: 'UpdateArticleGroupRequest' }, answers: 'UpdateArticleGroupResponse' },
  getRelations: { takes: { request: 'GetRelationsRequest?' }, answers: 'GetRelationsResponse' },
  getRelation: { takes: { relationNumber: 'long' }, answers: 'GetRelationResponse' },
  findRelation: { takes: { relation: 'Relation?' }, answers: 'FindRelationResponse' },
  findRelationV2: { takes: { request: 'FindRelationV2Request' }, answers: 'FindRelationV2Response' },
  createRelation: { takes: { relation: 'Relation?' }, answers: 'CreateRelationResponse' },
  updateRelation: { takes: { relation: 'Relation?' }, answers: 'UpdateRelationResponse' },
  getStock: { takes: { request: 'GetStockRequest' }, answers: 'GetStockResponse' },
  setStock: { takes: { request: 'SetStockRequest' }, answers: 'SetStockResponse' },
  updateStock: { takes: { request: 'UpdateStockRequest' }, answers: 'UpdateStockResponse' },
  getOrders: { takes: { request: 'GetOrdersRequest' }, answers: 'GetOrdersResponse' },
  getOrder: { takes: { orderId: 'string' }, answers: 'GetOrderResponse' },
  findOrder: { takes: { extOrderId: 'string' }, answers: 'GetOrderResponse' },
  getOrdersByExtOrderIds: { takes: { request: 'GetOrdersByExtOrderIdsRequest' }, answers: 'GetOrdersByExtOrderIdsResponse' },
  createOrder: { takes: { order: 'Order?' }, answers: 'CreateOrderResponse' },
  createOrderV2: { takes: { request: 'CreateOrderV2Request' }, answers: 'CreateOrderV2Response' },
  createOrderV3: { takes: { request: 'CreateOrderV3Request' }, answers: 'CreateOrderV3Response' },
  payOrderV2: { takes: { request: 'PayOrderV2Request' }, answers: 'PayOrderV2Response' },
  saveInvoice: { takes: { invoice: 'Invoice' }, answers: 'SaveInvoiceResponse' },
  findInvoice: { takes: { extInvoiceId: 'string' }, answers: 'GetInvoiceResponse' },
  getInvoice: { takes: { invoiceId: 'string' }, answers: 'GetInvoiceResponse' },
  getInvoices: { takes: { request: 'GetInvoicesRequest' }, answers: 'GetInvoicesResponse' },
} as const

export type OperationName = keyof typeof operations
export type Taken<Name extends OperationName> = ValueOf<(typeof operations)[Name]['takes']>
export type Answer<Name extends OperationName> = Value<(typeof operations)[Name]['answers']>

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name)
}

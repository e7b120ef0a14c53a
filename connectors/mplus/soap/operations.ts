import {
  createOrderRequest,
  createOrderResponse,
  getInvoiceResponse,
  getOrderResponse,
  getOrdersByExtOrderIdsRequest,
  getOrdersRequest,
  invoice,
  ordersResponse,
  saveInvoiceResponse,
} from './order-shapes.ts'
import {
  createProductResponse,
  getArticleGroupsRequest,
  getArticleGroupsResponse,
  getProductsRequest,
  getProductsResponse,
  newArticleGroupRequest,
  newArticleGroupResponse,
  product,
  updateArticleGroupRequest,
  updateArticleGroupResponse,
  updateProductResponse,
} from './product-shapes.ts'
import {
  createRelationResponse,
  findRelationRequest,
  findRelationResponse,
  getRelationsRequest,
  getRelationsResponse,
  relation,
  updateRelationResponse,
} from './relation-shapes.ts'
import {
  getApiVersionResponse,
  getBranchesResponse,
  getCurrentSyncMarkersRequest,
  getCurrentSyncMarkersResponse,
  getDeliveryMethodsRequest,
  getDeliveryMethodsResponse,
  getPaymentMethodsRequest,
  getPaymentMethodsResponse,
  getPriceGroupListResponse,
  getTurnoverGroupsRequest,
  getTurnoverGroupsResponse,
  getVatGroupListResponse,
} from './service-shapes.ts'
import { type Draft, type Members, type Parsed, type Structure, structure, text } from './shape.ts'
import { getStockRequest, getStockResponse, setStockRequest, setStockResponse } from './stock-shapes.ts'

/** One operation of the service: the body element's content and what the answer's element holds. */
interface Operation<Request extends Members, Response extends Structure> {
  readonly request: Structure<Request>
  /** Sending it twice ends the same: it reads, sets an absolute value, or carries an idempotency key. */
  readonly repeatable: boolean
  readonly response: Response
}

function operation<Request extends Members, Response extends Structure>(
  repeatable: boolean,
  request: Request,
  response: Response,
): Operation<Request, Response> {
  return { repeatable, request: structure('', request), response }
}

/** Everything this connector asks of the service, by the operation's own name (WSDL 67.1.3, github.com/MplusKASSA/mplusqapi-php). */
export const operations = {
  getApiVersion: operation(true, {}, getApiVersionResponse),
  getBranches: operation(true, {}, getBranchesResponse),
  getCurrentSyncMarkersV2: operation(true, { request: getCurrentSyncMarkersRequest }, getCurrentSyncMarkersResponse),
  getVatGroupList: operation(true, {}, getVatGroupListResponse),
  getPriceGroupList: operation(true, {}, getPriceGroupListResponse),
  getTurnoverGroups: operation(true, { request: getTurnoverGroupsRequest }, getTurnoverGroupsResponse),
  getPaymentMethodsV2: operation(true, { request: getPaymentMethodsRequest }, getPaymentMethodsResponse),
  getDeliveryMethodsV2: operation(true, { request: getDeliveryMethodsRequest }, getDeliveryMethodsResponse),

  getOrders: operation(true, { request: getOrdersRequest }, structure('GetOrdersResponse', ordersResponse)),
  getOrdersByExtOrderIds: operation(
    true,
    { request: getOrdersByExtOrderIdsRequest },
    structure('GetOrdersByExtOrderIdsResponse', ordersResponse),
  ),
  findOrder: operation(true, { extOrderId: text }, getOrderResponse),
  createOrderV3: operation(true, { request: createOrderRequest }, createOrderResponse),
  findInvoice: operation(true, { extInvoiceId: text }, getInvoiceResponse),
  saveInvoice: operation(false, { invoice }, saveInvoiceResponse),

  getRelations: operation(true, { request: getRelationsRequest }, getRelationsResponse),
  findRelationV2: operation(true, { request: findRelationRequest }, findRelationResponse),
  createRelation: operation(false, { relation }, createRelationResponse),
  updateRelation: operation(true, { relation }, updateRelationResponse),

  getProducts: operation(true, { request: getProductsRequest }, getProductsResponse),
  createProduct: operation(false, { product }, createProductResponse),
  updateProduct: operation(true, { product }, updateProductResponse),

  getArticleGroups: operation(true, { request: getArticleGroupsRequest }, getArticleGroupsResponse),
  newArticleGroup: operation(false, { request: newArticleGroupRequest }, newArticleGroupResponse),
  updateArticleGroup: operation(true, { request: updateArticleGroupRequest }, updateArticleGroupResponse),

  getStock: operation(true, { request: getStockRequest }, getStockResponse),
  setStock: operation(true, { request: setStockRequest }, setStockResponse),
} as const

export type OperationName = keyof typeof operations
export type RequestOf<Name extends OperationName> = Draft<(typeof operations)[Name]['request']>
export type ResponseOf<Name extends OperationName> = Parsed<(typeof operations)[Name]['response']>

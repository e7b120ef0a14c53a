import { idList, soapDate, soapDateTime, textList, vatGroup, yearNumber } from './common-shapes.ts'
import { boolean, integer, list, type Parsed, repeated, structure, text } from './shape.ts'

export const address = structure('Address', {
  addressId: text,
  name: text,
  contact: text,
  address: text,
  zipcode: text,
  city: text,
  country: text,
  label: text,
  companyName: text,
})

/** Money is in whole cents, quantities are whole numbers scaled by their `…ecimalPlaces`. */
export const lineData = structure('LineData', {
  quantity: integer,
  decimalPlaces: integer,
  deliveredQuantity: integer,
  deliveredDecimalPlaces: integer,
  cancelledQuantity: integer,
  cancelledDecimalPlaces: integer,
  price: integer,
  priceExcl: integer,
  vatCode: integer,
  siUnit: text,
  discountType: text,
  discountPercentage: integer,
  discountAmount: integer,
  totalInclAmount: integer,
  totalExclAmount: integer,
})

const lineStart = { lineId: text, articleNumber: integer, pluNumber: text, text, data: lineData, lineType: text }

/** A line below a line: a preparation or a component of a menu. */
const nestedLine = structure('Line', { ...lineStart, lineKind: text })

export const line = structure('Line', { ...lineStart, preparationList: list('line', () => nestedLine), lineKind: text })

export const payment = structure('Payment', {
  paymentId: text,
  financialDate: soapDate,
  method: text,
  description: text,
  amount: integer,
  externalPaymentId: text,
  externalReference: text,
})

export const order = structure('Order', {
  orderId: text,
  extOrderId: text,
  invoiceIds: idList,
  syncMarker: integer,
  orderType: text,
  entryBranchNumber: integer,
  employeeNumber: integer,
  entryTimestamp: soapDateTime,
  relationNumber: integer,
  relationName: text,
  relationVatNumber: text,
  deliveryAddress: address,
  invoiceAddress: address,
  financialDate: soapDate,
  financialBranchNumber: integer,
  workplaceNumber: integer,
  reference: text,
  totalInclAmount: integer,
  totalExclAmount: integer,
  vatMethod: text,
  vatGroupList: list('vatGroup', () => vatGroup),
  deliveryMethod: text,
  deliveryDate: soapDate,
  paymentMethod: text,
  prepaidAmount: integer,
  fullyPaid: boolean,
  deliveryState: text,
  cancelState: text,
  completeState: text,
  orderNumber: yearNumber,
  orderCategoryNumber: integer,
  lineList: list('line', () => line),
  paymentList: list('payment', () => payment),
})

export type MplusAddress = Parsed<typeof address>
export type MplusLine = Parsed<typeof line>
export type MplusOrder = Parsed<typeof order>

export const getOrdersRequest = structure('GetOrdersRequest', {
  syncMarker: integer,
  syncMarkerLimit: integer,
  fromFinancialDate: soapDate,
  articlePluNumbers: textList,
  articleBarcodes: textList,
  orderTypeList: list('orderType', () => text),
  orderIds: repeated(text),
  includeLineList: boolean,
})

export const getOrdersByExtOrderIdsRequest = structure('GetOrdersByExtOrderIdsRequest', { extOrderIds: idList })

export const ordersResponse = { orderList: list('order', () => order) }

export const getOrderResponse = structure('GetOrderResponse', { result: text, order })

export const createOrderRequest = structure('CreateOrderV3Request', {
  idempotencyKey: text,
  order,
  prepay: boolean,
  paymentList: list('payment', () => payment),
})

export const createOrderResponse = structure('CreateOrderV3Response', {
  idempotencyResult: text,
  result: text,
  errorMessage: text,
  info: structure('CreateOrderInfo', { orderId: text, orderString: text, orderQueued: boolean }),
  payResult: text,
})

export const invoice = structure('Invoice', {
  invoiceId: text,
  extInvoiceId: text,
  invoiceNumber: yearNumber,
  employeeNumber: integer,
  relationNumber: integer,
  deliveryAddress: address,
  invoiceAddress: address,
  financialDate: soapDate,
  financialBranchNumber: integer,
  workplaceNumber: integer,
  entryBranchNumber: integer,
  reference: text,
  totalInclAmount: integer,
  totalExclAmount: integer,
  vatMethod: text,
  state: text,
  lineList: list('line', () => line),
  paymentList: list('payment', () => payment),
})

export type MplusInvoice = Parsed<typeof invoice>

export const saveInvoiceResponse = structure('SaveInvoiceResponse', {
  result: text,
  info: structure('SaveInvoiceInfo', { invoiceId: text, invoiceString: text, invoiceNumber: yearNumber }),
  errorMessage: text,
})

export const getInvoiceResponse = structure('GetInvoiceResponse', { result: text, invoice })

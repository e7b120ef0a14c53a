import type { Rules } from './validate.ts'

const unlimited = { text: Number.POSITIVE_INFINITY } as const
const amount = { number: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] } as const

const address: Rules = {
  line1: { text: 50 },
  line2: { text: 50 },
  line3: { text: 50 },
  city: { text: 50 },
  postalCode: { text: 20 },
  countryId: { text: 2 },
  stateId: { text: 50 },
}
const contact: Rules = { name: { text: 255 }, attention: { text: 255 }, email: { text: 255 }, phone1: { text: 50 } }

const line: Rules = {
  inventoryId: unlimited,
  branchId: { text: 30 },
  commissionable: { toggle: true },
  description: { text: 256 },
  discountAmount: amount,
  discountCode: { text: 10 },
  discountPercent: { number: [-100, 100] },
  externalLink: { text: 255 },
  hasManualDiscount: { toggle: true },
  hasManualPrice: { toggle: true },
  note: { text: 2048 },
  operation: { oneOf: ['Issue', 'Receipt'] },
  overshipThreshold: { number: [100, 999] },
  projectTaskId: { text: 30 },
  purchaseOrderSource: { oneOf: ['dropShip', 'purchaseToOrder', ''] },
  quantity: amount,
  reasonCode: unlimited,
  requestDate: { moment: true },
  salesAccountId: { text: 10 },
  salesPersonId: { text: 15 },
  shipDate: { moment: true },
  shippingRule: { oneOf: ['CancelRemainder', 'BackOrderAllowed', 'ShipComplete'] },
  supplierId: unlimited,
  supplierPrice: amount,
  taxCategoryId: unlimited,
  undershipThreshold: { number: [0, 100] },
  unitCost: amount,
  unitOfMeasure: { text: 6 },
  unitPrice: amount,
  warehouseId: unlimited,
  warehouseLocationId: unlimited,
}

/** What a new order may say, with the lengths the vendor's schema gives. */
export const newOrder: Rules = {
  type: unlimited,
  orderId: { text: 15 },
  status: { oneOf: ['Open', 'Hold', ''] },
  customer: {
    inside: {
      id: unlimited,
      gln: unlimited,
      contactId: { whole: true },
      locationId: unlimited,
      order: { text: 40 },
      refNo: { text: 40 },
      termsId: unlimited,
    },
  },
  orderLines: { rows: line },
  billing: { inside: { address: { inside: address }, contact: { inside: contact } } },
  shipping: {
    inside: {
      address: { inside: address },
      contact: { inside: contact },
      shipViaId: { text: 15 },
      preferredWarehouseId: { text: 30 },
      scheduledDate: { moment: true },
    },
  },
  freight: { inside: { cost: amount, premiumAmount: amount, taxCategoryId: { text: 10 } } },
  paymentSettings: { inside: { paymentMethodId: unlimited, cashAccountId: { text: 10 }, paymentReference: { text: 40 } } },
  financialInformation: { inside: { invoiceDate: { moment: true }, dueDate: { moment: true } } },
  branchId: { text: 30 },
  cancelBy: { moment: true },
  currencyId: { text: 5 },
  date: { moment: true },
  requestOn: { moment: true },
  description: { text: 255 },
  note: { text: 2048 },
  projectId: { text: 30 },
  salesPersonId: { text: 15 },
  taxZoneId: unlimited,
}

/** What a change of an order may say here: its state and its texts. */
export const changedOrder: Rules = {
  status: { oneOf: ['Open', 'Hold', 'BackOrder'] },
  description: { text: 255 },
  note: { text: 2048 },
  requestOn: { moment: true },
}

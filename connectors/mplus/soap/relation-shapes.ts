import { customField } from './common-shapes.ts'
import { boolean, decimal, integer, list, opaque, type Parsed, repeated, structure, text } from './shape.ts'

/** Every element of a relation, in the schema's order: whether an update clears what it is not sent is not published. */
const members = {
  relationNumber: integer,
  extRelationId: text,
  syncMarker: integer,
  createTimestamp: opaque,
  changeTimestamp: opaque,
  active: boolean,
  name: text,
  address: text,
  zipcode: text,
  city: text,
  country: text,
  deliveryAddress: text,
  deliveryZipcode: text,
  deliveryCity: text,
  deliveryCountry: text,
  contact: text,
  telephone: text,
  mobile: text,
  email: text,
  website: text,
  birthDate: opaque,
  relationCode: text,
  points: integer,
  balance: integer,
  priceGroupNumber: integer,
  discountPercentage: integer,
  categoryId: integer,
  categoryIds: opaque,
  cardNumber: text,
  bankAccountNumber: text,
  creditLimit: integer,
  paymentWithinDays: integer,
  vatNumber: text,
  commerceNumber: text,
  extraText: text,
  defaultVatMethod: text,
  neverPrintOrEmailReceipt: boolean,
  alwaysPrintReceipt: boolean,
  alwaysPrintLargeFormatReceipt: boolean,
  alwaysEmailReceipt: boolean,
  condenseCombinedInvoice: boolean,
  imageList: opaque,
  customFieldList: list('customField', () => customField),
  contactList: opaque,
  relationArticleDiscountList: opaque,
  companyName: text,
  branchesNonPurchasable: repeated(integer),
  cardNumbers: repeated(text),
  invoiceCredit: decimal,
  accountBalance: decimal,
  salePromotionIds: opaque,
  directDebit: boolean,
  reminderEmail: text,
  canEarnPoints: boolean,
  canRedeemPoints: boolean,
  cantRedeemPointsReason: text,
}

/** Contacts of a relation are relations themselves. */
const contactRelation = structure('Relation', members)

export const relation = structure('Relation', { ...members, contactList: list('relation', () => contactRelation) })

export type MplusRelation = Parsed<typeof relation>

export const getRelationsRequest = structure('GetRelationsRequest', {
  relationNumbers: repeated(integer),
  syncMarker: integer,
  syncMarkerLimit: integer,
})

export const getRelationsResponse = structure('GetRelationsResponse', { relationList: list('relation', () => relation) })

export const findRelationRequest = structure('FindRelationV2Request', { relation, exactMatch: boolean })

export const findRelationResponse = structure('FindRelationV2Response', { result: text, relation })

export const createRelationResponse = structure('CreateRelationResponse', {
  result: text,
  relationNumber: integer,
  errorMessage: text,
})

export const updateRelationResponse = structure('UpdateRelationResponse', { result: text, errorMessage: text })

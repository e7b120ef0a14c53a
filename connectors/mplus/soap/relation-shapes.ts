import { customField } from './common-shapes.ts'
import { boolean, integer, list, type Parsed, repeated, structure, text } from './shape.ts'

const relationStart = {
  relationNumber: integer,
  extRelationId: text,
  syncMarker: integer,
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
  relationCode: text,
  priceGroupNumber: integer,
  discountPercentage: integer,
  cardNumber: text,
  bankAccountNumber: text,
  paymentWithinDays: integer,
  vatNumber: text,
  commerceNumber: text,
  extraText: text,
  customFieldList: list('customField', () => customField),
}

/** Contacts of a relation are relations themselves. */
const contactRelation = structure('Relation', { ...relationStart, companyName: text })

export const relation = structure('Relation', {
  ...relationStart,
  contactList: list('relation', () => contactRelation),
  companyName: text,
})

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

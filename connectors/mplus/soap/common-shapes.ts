import { boolean, integer, list, repeated, structure, text } from './shape.ts'

export const soapDate = structure('SoapMplusDate', { day: integer, mon: integer, year: integer })

export const soapDateTime = structure('SoapMplusDateTime', {
  sec: integer,
  min: integer,
  hour: integer,
  day: integer,
  mon: integer,
  year: integer,
  isdst: boolean,
  /** Minutes east of UTC, summer time included: 120 is Dutch summer time. */
  timezone: integer,
})

export const yearNumber = structure('YearNumber', { year: integer, number: integer })

export const idList = list('id', () => text)

/** Doubly nested in XML: `<pluNumbers><text><text>A1</text></text></pluNumbers>`. */
export const textList = list('text', () => structure('Text', { text }))

export const vatGroup = structure('VatGroup', {
  branchNumber: integer,
  extBranchId: text,
  countryCode: integer,
  countryIso3: text,
  vatCode: integer,
  vatPercentage: integer,
  exclAmount: integer,
  vatAmount: integer,
})

export const customField = structure('CustomField', {
  fieldName: text,
  dataType: text,
  isRequired: boolean,
  strValue: text,
  intValue: integer,
  decimalPlaces: integer,
  boolValue: boolean,
  dateValue: soapDate,
  dateTimeValue: soapDateTime,
  multiSelectInt: repeated(integer),
})

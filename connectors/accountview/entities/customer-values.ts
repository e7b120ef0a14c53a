import { type Customer, emailKey } from '#core/model/customer.ts'
import type { Address } from '#core/model/shared.ts'
import { decimalOf, given, type Row, textOf } from '../values.ts'
import type { WriteRow } from '../write-table.ts'

/** Fields of a debtor that are read, as far as the installation has them. */
export const debtorFields = [
  'SUB_NR',
  'ACCT_NAME',
  'SRC_CODE',
  'ACCT_NR',
  'ADDRESS1',
  'ST_STREET',
  'ST_NR',
  'ST_EXTRA',
  'ST_PROP',
  'ST_REGION',
  'POST_CODE',
  'CITY',
  'CNT_CODE',
  'MAIN_CONT',
  'MC_MAILB',
  'TEL_BUS',
  'TEL_MOB',
  'MAIL_BUS',
  'WWW_URL',
  'COC_CODE',
  'VAT_NR',
  'VAT_CODE',
  'LNG_CODE',
  'DISC_CODE',
  'DISC_PCT',
  'QD_CODE',
  'APX_LIST',
  'PCT_LIST',
  'RPL_GRP',
  'DEB_NR',
  'REC_BLK',
  'COMMENT1',
  'CNG_DATE',
] as const

/** A debtor in the neutral model's words. A person is one whose contact person bears the debtor's own name, as we write it. */
export function customerOf(row: Row): Customer {
  const name = textOf(row.ACCT_NAME) ?? textOf(row.MAIL_BUS) ?? `Debtor ${textOf(row.SUB_NR) ?? '?'}`
  const person = textOf(row.MAIN_CONT)
  const isPerson = person !== undefined && person === name && textOf(row.COC_CODE) === undefined
  const discount = decimalOf(row.DISC_PCT)
  const priceLists = { priceList: textOf(row.QD_CODE) ?? textOf(row.APX_LIST) ?? textOf(row.PCT_LIST) }
  const extra = given({ VAT_CODE: textOf(row.VAT_CODE), ACCT_NR: textOf(row.ACCT_NR), DISC_PCT: discount === '0' ? undefined : discount })
  return given({
    kind: isPerson ? ('person' as const) : ('company' as const),
    number: textOf(row.SUB_NR),
    name,
    email: textOf(row.MAIL_BUS),
    phone: textOf(row.TEL_BUS),
    mobile: textOf(row.TEL_MOB),
    website: textOf(row.WWW_URL),
    vatNumber: textOf(row.VAT_NR),
    registrationNumber: textOf(row.COC_CODE),
    language: textOf(row.LNG_CODE),
    billing: addressOf(row),
    contacts: isPerson || person === undefined ? [] : [given({ name: person, email: textOf(row.MC_MAILB) })],
    paymentTerms: textOf(row.DISC_CODE),
    ...priceLists,
    customerGroup: textOf(row.RPL_GRP),
    note: textOf(row.COMMENT1),
    active: row.REC_BLK !== true,
    extra: Object.keys(extra).length > 0 ? extra : undefined,
  })
}

function addressOf(row: Row): Address | undefined {
  const street = textOf(row.ST_STREET)
  const country = textOf(row.CNT_CODE)?.toUpperCase()
  const address = given({
    // Older debtors have their street and number in one line.
    street: street ?? textOf(row.ADDRESS1),
    number: street === undefined ? undefined : textOf(row.ST_NR),
    addition: textOf(row.ST_EXTRA) ?? textOf(row.ST_PROP),
    postalCode: textOf(row.POST_CODE),
    city: textOf(row.CITY),
    region: textOf(row.ST_REGION),
    country: country !== undefined && /^[A-Z]{2}$/.test(country) ? country : undefined,
  })
  return Object.keys(address).length === 0 ? undefined : address
}

/**
 * Paths that a change can carry. A contact person is set when a debtor is added, and its kind stays. An address part by part: the name,
 * company and phone orders put into it have no place in a debtor's address, and would differ for ever.
 */
export const customerPaths = [
  'name',
  'email',
  'phone',
  'mobile',
  'website',
  'vatNumber',
  'registrationNumber',
  'billing.street',
  'billing.number',
  'billing.addition',
  'billing.postalCode',
  'billing.city',
  'billing.country',
  'paymentTerms',
  'note',
  'active',
  'extra',
] as const

/** The fields behind one path of a customer; a value that is absent empties them. */
export function fieldsOfPath(path: string, customer: Customer): WriteRow {
  switch (path) {
    case 'name':
      return { ACCT_NAME: customer.name, ...(customer.kind === 'person' && { MAIN_CONT: customer.name }) }
    case 'email':
      // In the form in which it is looked for: AccountView minds letter case.
      return { MAIL_BUS: customer.email === undefined ? '' : emailKey(customer.email) }
    case 'phone':
      return { TEL_BUS: customer.phone ?? '' }
    case 'mobile':
      return { TEL_MOB: customer.mobile ?? '' }
    case 'website':
      return { WWW_URL: customer.website ?? '' }
    case 'vatNumber':
      return { VAT_NR: customer.vatNumber ?? '' }
    case 'registrationNumber':
      return { COC_CODE: customer.registrationNumber ?? '' }
    case 'language':
      return { LNG_CODE: customer.language ?? '' }
    case 'billing':
      return addressFields(customer.billing ?? {})
    case 'paymentTerms':
      return { DISC_CODE: customer.paymentTerms ?? '' }
    case 'note':
      return { COMMENT1: customer.note ?? '' }
    case 'active':
      return { REC_BLK: !customer.active }
    default:
      return {}
  }
}

/** The room for an addition is ten signs; a longer one goes where buildings are named. */
const additionLength = 10

function addressFields(address: Address): WriteRow {
  const { street = '', number = '', addition = '' } = address
  const isShort = addition.length <= additionLength
  return {
    ADDRESS1: lineOf(address),
    ST_STREET: street,
    ST_NR: number,
    ST_EXTRA: isShort ? addition : '',
    ST_PROP: isShort ? '' : addition,
    ...(address.region !== undefined && { ST_REGION: address.region }),
    POST_CODE: address.postalCode ?? '',
    CITY: address.city ?? '',
    CNT_CODE: address.country ?? '',
  }
}

/** Street, number and addition in one line, as AccountView shows addresses. */
export function lineOf({ street, number, addition }: Address): string {
  return [street, number, addition].filter((part) => part !== undefined && part !== '').join(' ')
}

/** The code people search a debtor by; AccountView demands one. */
export function searchCodeOf(name: string): string {
  const plain = name
    .normalize('NFD')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
  return plain.slice(0, 10) || 'KLANT'
}

/** Fields of AccountView's own under `extra`, by their names. */
export function extraFields(extra: Customer['extra']): WriteRow {
  return Object.fromEntries(
    Object.entries(extra ?? {}).flatMap(([name, value]) => {
      if (typeof value === 'string' || typeof value === 'boolean') return [[name.toUpperCase(), value]]
      return typeof value === 'number' ? [[name.toUpperCase(), String(value)]] : []
    }),
  )
}

/** What AccountView makes of it: these fields are kept in capitals, and texts without spaces around them. */
export function heldCustomer(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { vatNumber, billing } = data
  const address = typeof billing === 'object' && billing !== null ? (billing as Readonly<Record<string, unknown>>) : undefined
  return {
    ...data,
    ...(typeof vatNumber === 'string' && { vatNumber: vatNumber.trim().toUpperCase() }),
    ...(address &&
      typeof address.postalCode === 'string' && { billing: { ...address, postalCode: address.postalCode.trim().toUpperCase() } }),
  }
}

import { z } from 'zod'
import type { Customer } from '#core/model/customer.ts'
import type { Address } from '#core/model/shared.ts'
import { joinStreet, splitStreet } from '#core/model/street.ts'
import { filled, fitted, type LongTexts, withoutAbsent } from '../values/text.ts'

const text = z.string().nullish()

/** The members we use; the others travel on untouched, because a replacement has to say everything. */
export const customerRow = z.looseObject({
  Id: z.string(),
  CustomerNumber: text,
  Name: text,
  EmailAddress: text,
  IsPrivatePerson: z.boolean().nullish(),
  IsActive: z.boolean().nullish(),
  Telephone: text,
  MobilePhone: text,
  WwwAddress: text,
  VatNumber: text,
  CorporateIdentityNumber: text,
  SalesDocumentLanguage: text,
  InvoiceAddress1: text,
  InvoiceAddress2: text,
  InvoicePostalCode: text,
  InvoiceCity: text,
  InvoiceCountryCode: text,
  DeliveryCustomerName: text,
  DeliveryAddress1: text,
  DeliveryAddress2: text,
  DeliveryPostalCode: text,
  DeliveryCity: text,
  DeliveryCountryCode: text,
  ContactPersonName: text,
  ContactPersonEmail: text,
  ContactPersonPhone: text,
  TermsOfPaymentId: text,
  CurrencyCode: text,
  Note: text,
  ChangedUtc: text,
})

export type CustomerRow = z.infer<typeof customerRow>

/** Set by the vendor alone. */
export const customerReadOnly = [
  'Id',
  'ChangedUtc',
  'IsFutureInvoiceDateAllowed',
  'UnpaidInvoicesAmount',
  'TermsOfPayment',
  'PayToAccountId',
  'LastInvoiceDate',
  'MessageThreads',
  'Notes',
]

/** What a customer flow may hold of a customer; an update derived from an order names only some fields. */
export type CustomerData = Partial<Customer>

/** A company with its contact person, or a private person. */
export function toCustomer(row: CustomerRow): Customer {
  const isPerson = row.IsPrivatePerson === true
  const contact = filled(row.ContactPersonName) ?? filled(row.ContactPersonEmail)
  return {
    kind: isPerson ? 'person' : 'company',
    number: filled(row.CustomerNumber),
    name: filled(row.Name) ?? filled(row.EmailAddress) ?? `Customer ${row.CustomerNumber ?? row.Id}`,
    email: filled(row.EmailAddress),
    phone: filled(row.Telephone),
    mobile: filled(row.MobilePhone),
    website: filled(row.WwwAddress),
    vatNumber: filled(row.VatNumber),
    registrationNumber: filled(row.CorporateIdentityNumber),
    language: filled(row.SalesDocumentLanguage),
    billing: addressOf(row.InvoiceAddress1, row.InvoiceAddress2, row.InvoicePostalCode, row.InvoiceCity, row.InvoiceCountryCode),
    shipping: deliveryOf(row),
    contacts:
      isPerson || contact === undefined
        ? []
        : [{ name: contact, email: filled(row.ContactPersonEmail), phone: filled(row.ContactPersonPhone) }],
    paymentTerms: filled(row.TermsOfPaymentId),
    note: filled(row.Note),
    active: row.IsActive ?? true,
  }
}

function deliveryOf(row: CustomerRow): Address | undefined {
  const address = addressOf(row.DeliveryAddress1, row.DeliveryAddress2, row.DeliveryPostalCode, row.DeliveryCity, row.DeliveryCountryCode)
  if (!address) return undefined
  // The delivery country is kept only where it differs from the other one.
  return withoutAbsent({ name: filled(row.DeliveryCustomerName), country: country(row.InvoiceCountryCode), ...address })
}

/** Street and number are one line there, and the second line has a field of its own. */
export function addressOf(
  line1: string | null | undefined,
  line2: string | null | undefined,
  postalCode: string | null | undefined,
  city: string | null | undefined,
  countryCode: string | null | undefined,
): Address | undefined {
  const street = filled(line1)
  const parts = street === undefined ? {} : splitStreet(street)
  const second = [('addition' in parts && parts.addition) || undefined, filled(line2)].filter((part) => part !== undefined).join(', ')
  return withoutAbsent({
    ...parts,
    addition: second === '' ? undefined : second,
    ...withoutAbsent({ postalCode: filled(postalCode), city: filled(city), country: country(countryCode) }),
  })
}

export function country(code: string | null | undefined): string | undefined {
  const upper = filled(code)?.toUpperCase()
  return upper !== undefined && /^[A-Z]{2}$/.test(upper) ? upper : undefined
}

export interface Writing {
  readonly longTexts: LongTexts
  /** "Customer a@b.example", as messages begin. */
  readonly what: string
  readonly termsId: (text: string) => string
}

/** The vendor's members that carry each field of the neutral model. Its keys are what an update can change. */
export const customerMembers: Readonly<Record<string, (customer: CustomerData, writing: Writing) => Partial<CustomerRow>>> = {
  kind: ({ kind }) => (kind === undefined ? {} : { IsPrivatePerson: kind === 'person' }),
  name: ({ name }, writing) => (name === undefined ? {} : { Name: bounded(name, 50, 'the name', writing) }),
  email: ({ email }, writing) => ({ EmailAddress: bounded(email, 255, 'the e-mail address', { ...writing, longTexts: 'refuse' }) }),
  phone: ({ phone }, writing) => ({ Telephone: bounded(phone, 50, 'the phone number', writing) }),
  mobile: ({ mobile }, writing) => ({ MobilePhone: bounded(mobile, 50, 'the mobile number', writing) }),
  website: ({ website }, writing) => ({ WwwAddress: bounded(website, 255, 'the website', writing) }),
  vatNumber: ({ vatNumber }, writing) => ({
    VatNumber: bounded(vatNumber?.replace(/[\s.-]/gu, '').toUpperCase(), 20, 'the VAT number', { ...writing, longTexts: 'refuse' }),
  }),
  registrationNumber: ({ registrationNumber }, writing) => ({
    CorporateIdentityNumber: bounded(registrationNumber, 20, 'the registration number', { ...writing, longTexts: 'refuse' }),
  }),
  billing: ({ billing }, writing) => ({
    InvoiceAddress1: line1(billing, writing),
    InvoiceAddress2: bounded(billing?.addition, 50, 'the second line of the address', writing),
    InvoicePostalCode: bounded(billing?.postalCode, 10, 'the postal code', { ...writing, longTexts: 'refuse' }),
    InvoiceCity: bounded(billing?.city, 50, 'the city', writing),
    InvoiceCountryCode: billing?.country ?? null,
  }),
  shipping: ({ shipping }, writing) => ({
    DeliveryCustomerName: bounded(shipping?.company ?? shipping?.name, 100, 'the name for delivery', writing),
    DeliveryAddress1: line1(shipping, writing),
    DeliveryAddress2: bounded(shipping?.addition, 50, 'the second line of the delivery address', writing),
    DeliveryPostalCode: bounded(shipping?.postalCode, 10, 'the postal code for delivery', { ...writing, longTexts: 'refuse' }),
    DeliveryCity: bounded(shipping?.city, 50, 'the city for delivery', writing),
    DeliveryCountryCode: shipping?.country ?? null,
  }),
  contacts: ({ contacts = [] }, writing) => ({
    ContactPersonName: bounded(contacts[0]?.name, 100, 'the contact’s name', writing),
    ContactPersonEmail: bounded(contacts[0]?.email, 255, 'the contact’s e-mail address', writing),
    ContactPersonPhone: bounded(contacts[0]?.phone, 50, 'the contact’s phone number', writing),
  }),
  paymentTerms: ({ paymentTerms }, { termsId }) => (paymentTerms ? { TermsOfPaymentId: termsId(paymentTerms) } : {}),
  note: ({ note }, writing) => ({ Note: bounded(note, 4_000, 'the note', writing) }),
  active: ({ active }) => (active === undefined ? {} : { IsActive: active }),
}

/** Members that may be set by the vendor's own name. */
export const customerExtra = [
  'CustomerNumber',
  'DeliveryMethodId',
  'DeliveryTermId',
  'DiscountPercentage',
  'EdiGlnNumber',
  'ElectronicAddress',
  'ElectronicReference',
  'EmailAddressOrder',
  'EmailAddressQuote',
  'SalesDocumentLanguage',
  'SalesPriceListId',
  'WebshopCustomerNumber',
] as const

function line1(address: Address | undefined, writing: Writing): string | null {
  return bounded(address && joinStreet({ street: address.street, number: address.number }), 50, 'the street', writing)
}

function bounded(value: string | undefined, length: number, name: string, { longTexts, what }: Writing): string | null {
  const given = filled(value)
  return given === undefined ? null : fitted(given, { length, longTexts, what: `${what}: ${name}` })
}

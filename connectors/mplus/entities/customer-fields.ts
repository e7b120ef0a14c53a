import { DataError } from '#core/kit/errors.ts'
import type { Customer } from '#core/model/customer.ts'
import type { Address } from '#core/model/shared.ts'
import { joinStreet, splitStreet } from '#core/model/street.ts'
import { type MplusRelation, relation } from '../soap/relation-shapes.ts'
import type { Draft } from '../soap/shape.ts'
import { withoutEmptyLists } from '../soap/without-empty-lists.ts'
import { countryCode, countryName } from '../values/country.ts'
import { extraElements } from '../values/extra.ts'
import { withoutAbsent } from './address.ts'

export type RelationDraft = Draft<typeof relation>

/** A relation with a company name is a company and its `contact` the person there; without one it is a person. */
export function toCustomer(relation: MplusRelation): Customer {
  const { companyName, contact, email } = relation
  const isCompany = companyName !== undefined
  return {
    kind: isCompany ? 'company' : 'person',
    number: relation.relationNumber,
    name: companyName ?? relation.name ?? contact ?? email ?? `Relation ${relation.relationNumber ?? ''}`.trim(),
    email,
    phone: relation.telephone,
    mobile: relation.mobile,
    website: relation.website,
    vatNumber: relation.vatNumber,
    registrationNumber: relation.commerceNumber,
    billing: addressOf(relation.address, relation.zipcode, relation.city, relation.country),
    shipping: addressOf(relation.deliveryAddress, relation.deliveryZipcode, relation.deliveryCity, relation.deliveryCountry),
    contacts: isCompany ? contactsOf(relation) : [],
    paymentTerms: relation.paymentWithinDays,
    priceList: relation.priceGroupNumber,
    note: relation.extraText,
    active: relation.active ?? true,
  }
}

function contactsOf(relation: MplusRelation): Customer['contacts'] {
  const main = relation.contact ?? (relation.name === relation.companyName ? undefined : relation.name)
  const listed = relation.contactList.flatMap(({ relationNumber, name, contact, email, telephone }) => {
    const called = name ?? contact ?? email
    return called === undefined ? [] : [{ id: relationNumber, name: called, email, phone: telephone }]
  })
  return main === undefined ? listed : [{ name: main, email: relation.email }, ...listed]
}

function addressOf(street?: string, postalCode?: string, city?: string, country?: string): Address | undefined {
  return withoutAbsent({ ...(street === undefined ? {} : splitStreet(street)), postalCode, city, country: countryCode(country) })
}

/** What a customer flow may hold of a customer; an update derived from an order names only some fields. */
export type CustomerData = Partial<Customer>

/** Per field of the neutral model: the elements of a relation that carry it. Its keys are what an update can change. */
const elements: Readonly<Record<string, (customer: CustomerData) => RelationDraft>> = {
  name: ({ kind, name }) => (kind === 'company' ? { name, companyName: name } : { name }),
  email: ({ email }) => ({ email }),
  phone: ({ phone }) => ({ telephone: phone }),
  mobile: ({ mobile }) => ({ mobile }),
  website: ({ website }) => ({ website }),
  vatNumber: ({ vatNumber }) => ({ vatNumber }),
  registrationNumber: ({ registrationNumber }) => ({ commerceNumber: registrationNumber }),
  billing: ({ billing }) => ({
    address: billing && joinStreet(billing),
    zipcode: billing?.postalCode,
    city: billing?.city,
    country: countryName(billing?.country),
  }),
  shipping: ({ shipping }) => ({
    deliveryAddress: shipping && joinStreet(shipping),
    deliveryZipcode: shipping?.postalCode,
    deliveryCity: shipping?.city,
    deliveryCountry: countryName(shipping?.country),
  }),
  paymentTerms: ({ paymentTerms, name }) => ({ paymentWithinDays: daysOf(paymentTerms, `Customer ${name ?? ''}`.trim()) }),
  note: ({ note }) => ({ extraText: note }),
  active: ({ active }) => ({ active }),
  extra: ({ extra, name }) => extraElements(relation, extra, `Customer ${name ?? ''}`.trim()),
}

export const customerPaths: readonly string[] = Object.keys(elements)

/** The whole relation, for a create. The till has one contact text per relation: the first contact goes there. */
export function relationToCreate(customer: CustomerData): RelationDraft {
  const parts = Object.values(elements).map((part) => part(customer))
  const contact = customer.kind === 'company' ? customer.contacts?.[0]?.name : undefined
  return Object.assign({}, ...parts, { contact })
}

/**
 * The relation as it stands with the changed fields put in. It goes back whole, because the service does not say whether
 * an update clears what it is not sent; what the till counts itself stays away.
 */
export function relationToUpdate(current: MplusRelation, customer: CustomerData, paths: readonly string[]): RelationDraft {
  const { syncMarker, createTimestamp, changeTimestamp, balance, invoiceCredit, accountBalance, ...kept } = withoutEmptyLists(current)
  return Object.assign({}, kept, ...paths.map((path) => elements[path.split('.')[0] ?? '']?.(customer) ?? {}))
}

/** `30`, `30 days`, `Net 30` → `30`. @throws DataError for terms that are no number of days. */
function daysOf(terms: string | undefined, what: string): string | undefined {
  if (terms === undefined || terms === '') return undefined
  const days = /^\D*(\d{1,3})\D*$/.exec(terms)?.[1]
  if (days !== undefined) return String(Number(days))
  throw new DataError(`${what}: the payment terms "${terms}" are no number of days, which is all MplusKASSA keeps.`, {
    code: 'payment-terms-not-days',
    hint: 'Map the payment terms to a number of days, or leave the field out.',
    facts: { terms },
  })
}

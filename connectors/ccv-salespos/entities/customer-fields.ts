import type { Customer } from '#core/model/customer.ts'
import { given, idOf, objectOf, type Raw, textOf } from '../values.ts'
import { asHeld, fromCcvAddress, personIn, splitName, toCcvAddress } from './address.ts'
import { emailOf } from './user-index.ts'

/** What a customer flow may hold of a customer; an update derived from an order names only some fields. */
export type CustomerData = Partial<Customer>

/** With a company name a company and the person its contact; without one a person. */
export function toCustomer(user: Raw): Customer {
  const info = objectOf(user.userinfo) ?? {}
  const billing = objectOf(info.billingaddress)
  const delivery = objectOf(info.deliveryaddress)
  const company = textOf(billing?.company)
  const person = personIn(billing)
  const email = emailOf(user)
  const phone = textOf(billing?.telephone)
  const shipping = fromCcvAddress(delivery)
  const name = company ?? person ?? email ?? textOf(user.username) ?? `Customer ${idOf(user.id) ?? ''}`.trim()
  return {
    kind: company === undefined ? 'person' : 'company',
    name,
    contacts: company !== undefined && person !== undefined ? [given({ name: person, email, phone })] : [],
    active: user.status !== false,
    ...given({
      number: textOf(info.reference) ?? idOf(user.id),
      email,
      phone,
      mobile: textOf(billing?.mobile),
      website: textOf(info.website),
      vatNumber: textOf(info.btw),
      registrationNumber: textOf(info.kvk),
      billing: fromCcvAddress(billing),
      shipping: shipping && given({ ...shipping, name: textOf(delivery?.full_name), company: textOf(delivery?.company) }),
    }),
  }
}

interface InfoParts {
  readonly info?: Raw
  readonly billing?: Raw
  readonly delivery?: Raw
}

/** Per field of the neutral model: what of a user's `userinfo` carries it. Its keys are what an update can change, beside `active`. */
const elements: Readonly<Record<string, (customer: CustomerData) => InfoParts>> = {
  name: ({ kind, name }) => {
    if (name === undefined) return {}
    return kind === 'company'
      ? { info: { customertype: 'b2b' }, billing: { company: name } }
      : { info: { customertype: 'b2c' }, billing: splitName(name) }
  },
  contacts: ({ kind, contacts }) => (kind === 'company' && contacts?.[0] ? { billing: splitName(contacts[0].name) } : {}),
  number: ({ number }) => ({ info: { reference: number ?? '' } }),
  email: ({ email }) => ({ info: { email: email ?? '' } }),
  phone: ({ phone }) => ({ billing: { telephone: phone ?? '' } }),
  mobile: ({ mobile }) => ({ billing: { mobile: mobile ?? '' } }),
  website: ({ website }) => ({ info: { website: website ?? '' } }),
  vatNumber: ({ vatNumber }) => ({ info: { btw: vatNumber ?? '' } }),
  registrationNumber: ({ registrationNumber }) => ({ info: { kvk: registrationNumber ?? '' } }),
  billing: ({ billing }) => ({ billing: { ...noPlace, ...(billing && toCcvAddress(billing)) } }),
  shipping: ({ shipping }) => ({
    delivery: shipping ? given({ ...noPlace, ...toCcvAddress(shipping), full_name: shipping.name, company: shipping.company }) : {},
  }),
}

/** An address goes whole: what the new one does not have must not stay of the old one. Undefined members are not sent. */
const noPlace = {
  street: undefined,
  housenumber: undefined,
  housenumber_suffix: undefined,
  address_line_1: undefined,
  address_line_2: undefined,
  zipcode: undefined,
  city: undefined,
  province: undefined,
  country_code: undefined,
}

// Contacts are set on create only: CCV has one person per customer, and the others of a source would come and go.
export const customerPaths: readonly string[] = [...Object.keys(elements).filter((path) => path !== 'contacts'), 'active']

/** The whole `userinfo`, for a create. */
export function userinfoToCreate(customer: CustomerData): Raw {
  const paths = Object.keys(elements).filter((path) => customer[path as keyof CustomerData] !== undefined)
  return merged({}, customer, paths)
}

/**
 * The `userinfo` as it stands with the changed fields put in. It goes back whole, because nothing says whether a change keeps what
 * it is not sent.
 */
export function userinfoToUpdate(user: Raw, customer: CustomerData, paths: readonly string[]): Raw {
  return merged(objectOf(user.userinfo) ?? {}, customer, paths)
}

function merged(current: Raw, customer: CustomerData, paths: readonly string[]): Raw {
  const parts = paths.map((path) => elements[path.split('.')[0] ?? '']?.(customer) ?? {})
  const { billingaddress, deliveryaddress, ...info } = current
  const billing = sendable({ ...objectOf(billingaddress), ...Object.assign({}, ...parts.map((part) => part.billing)) })
  const delivery = sendable({ ...objectOf(deliveryaddress), ...Object.assign({}, ...parts.map((part) => part.delivery)) })
  return sendable({
    ...info,
    ...Object.assign({}, ...parts.map((part) => part.info)),
    ...(Object.keys(billing).length > 0 && { billingaddress: billing }),
    ...(Object.keys(delivery).length > 0 && { deliveryaddress: delivery }),
  })
}

/** Without nulls, and without the country's name, which the code beside it tells. */
function sendable({ country, ...values }: Raw): Raw {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined))
}

/** The customer as CCV can hold it. */
export function customerAsHeld(customer: CustomerData): CustomerData {
  const { billing, shipping, ...rest } = customer
  if (billing === undefined && shipping === undefined) return customer
  const { name, company, phone, ...place } = asHeld(billing) ?? {}
  const { phone: deliveryPhone, ...delivery } = asHeld(shipping) ?? {}
  return { ...rest, ...(billing && { billing: place }), ...(shipping && { shipping: delivery }) }
}

import { DataError } from '#core/kit/errors.ts'
import type { Customer } from '#core/model/customer.ts'
import { type Wrapped, wrap, wrapInside } from '../values/wrap.ts'
import { toErpAddress } from './address.ts'
import type { CustomerWriteSettings } from './customer-write-fields.ts'

/** What a customer flow may hold of a customer; an update derived from an order names only some fields. */
export type CustomerData = Partial<Customer>

type Body = Readonly<Record<string, Wrapped | undefined>>

/** Per field of the neutral model: what of the ERP carries it. Parts of the main contact are put together before they are sent. */
const parts: Readonly<Record<string, (customer: CustomerData) => Body>> = {
  name: ({ name }) => wrap({ name }),
  vatNumber: ({ vatNumber }) => wrap({ vatRegistrationId: vatNumber }),
  registrationNumber: ({ registrationNumber }) => wrap({ corporateId: registrationNumber }),
  // The invoice goes where the customer is; Visma.net keeps two addresses for it.
  billing: ({ billing }) => wrap({ mainAddress: toErpAddress(billing), invoiceAddress: toErpAddress(billing) }),
  shipping: ({ shipping }) => wrap({ deliveryAddress: toErpAddress(shipping) }),
  paymentTerms: ({ paymentTerms }) => wrap({ creditTermsId: paymentTerms || undefined }),
  active: ({ active }) => wrap({ status: active === undefined ? undefined : active ? 'Active' : 'Inactive' }),
  extra: ({ extra, name }) => extraFields(extra, `Customer ${name ?? ''}`.trim()),
}

const contactParts: Readonly<Record<string, (customer: CustomerData) => Body>> = {
  email: ({ email }) => wrap({ email }),
  phone: ({ phone }) => wrap({ phone1: phone }),
  mobile: ({ mobile }) => wrap({ phone2: mobile }),
  website: ({ website }) => wrap({ web: website }),
}

/** Paths of the neutral model that `update` can change. Contacts are made with a customer and left alone after that. */
export const customerPaths: readonly string[] = [...Object.keys(parts), ...Object.keys(contactParts)]

export function customerToCreate(customer: CustomerData, settings: CustomerWriteSettings): Body {
  const isCompany = customer.kind === 'company'
  const [contact] = customer.contacts ?? []
  const classId = (isCompany ? settings.companyClass : settings.personClass) || customer.customerGroup || undefined
  const names = wrap({ name: customer.name, attention: isCompany ? contact?.name : undefined })
  return {
    ...wrap({ customerClassId: classId, priceClassId: customer.priceList || undefined, note: customer.note || undefined }),
    ...changed(customer, customerPaths, names),
  }
}

/** Exactly the fields behind the changed paths; what is not named stays as it is. */
export function customerToChange(customer: CustomerData, paths: readonly string[]): Body {
  const tops = [...new Set(paths.map((path) => path.split('.')[0] ?? path))]
  return changed(customer, tops, {})
}

function changed(customer: CustomerData, paths: readonly string[], ofContact: Body): Body {
  const inContact = Object.assign({}, ofContact, ...paths.map((path) => contactParts[path]?.(customer) ?? {}))
  const mainContact = Object.keys(inContact).length === 0 ? undefined : inContact
  return Object.assign({}, ...paths.map((path) => parts[path]?.(customer) ?? {}), wrap({ mainContact }))
}

/** A contact below a company. Visma.net wants a last name; a single word is one. */
export function contactToCreate({ name, email, phone, role }: Customer['contacts'][number], customerNumber: string): Body {
  const [first = '', ...rest] = name.trim().split(/\s+/)
  const names = rest.length === 0 ? { lastName: first } : { firstName: first, lastName: rest.join(' ') }
  return wrapInside({ businessAccount: customerNumber, ...names, email, phone1: phone, position: role }) ?? {}
}

const extraTexts = ['accountReference', 'gln', 'currencyId', 'vatZoneId', 'note']

function extraFields(extra: Customer['extra'], what: string): Body {
  const entries = Object.entries(extra ?? {}).filter(([, value]) => value !== undefined && value !== null)
  const unknown = entries.find(([name]) => !extraTexts.includes(name))
  if (unknown) {
    throw new DataError(`${what}: the extra field "${unknown[0]}" cannot be sent to Visma.net.`, {
      code: 'extra-unknown',
      hint: `Take it out of the mapping, or use one of ${extraTexts.join(', ')}.`,
    })
  }
  return wrap(Object.fromEntries(entries.map(([name, value]) => [name, String(value)])))
}

import { DataError } from '#core/kit/errors.ts'
import type { Customer } from '#core/model/customer.ts'
import type { OdooClient, Values } from '../client.ts'
import { ownFields } from '../own-fields.ts'
import { byName, loadCustomerTags, loadLanguages, loadPaymentTerms, loadPriceLists, type Named } from '../reference-data.ts'
import { given, htmlOf } from '../values.ts'
import { addressValues, type Countries, isPostal, openCountries } from './address.ts'

export interface CustomerContext {
  readonly fields: ReadonlyMap<string, string>
  readonly countries: Countries
  readonly languages: readonly string[]
  readonly paymentTerms: readonly Named[]
  readonly priceLists: readonly Named[]
  readonly tags: readonly Named[]
}

export async function openCustomerContext(client: OdooClient, signal: AbortSignal): Promise<CustomerContext> {
  const [fields, countries, languages, paymentTerms, priceLists, tags] = await Promise.all([
    client.fieldsOf('res.partner', signal),
    openCountries(client, signal),
    loadLanguages(client, signal),
    loadPaymentTerms(client, signal),
    loadPriceLists(client, signal),
    loadCustomerTags(client, signal),
  ])
  return { fields: fields ?? new Map(), countries, languages, paymentTerms, priceLists, tags }
}

/** Odoo's fields for each part of a customer; an empty value clears the field. */
const parts: Readonly<Record<string, (customer: Customer, context: CustomerContext) => Values>> = {
  kind: ({ kind }) => ({ is_company: kind === 'company' }),
  number: ({ number }) => ({ ref: number || false }),
  name: ({ name }) => ({ name }),
  email: ({ email }) => ({ email: email?.trim() || false }),
  phone: ({ phone }) => ({ phone: phone || false }),
  mobile: ({ mobile }) => ({ mobile: mobile || false }),
  website: ({ website }) => ({ website: website || false }),
  vatNumber: ({ vatNumber }) => ({ vat: vatNumber || false }),
  registrationNumber: ({ registrationNumber }) => ({ company_registry: registrationNumber || false }),
  language: ({ language }, { languages }) => given({ lang: installedLanguage(language, languages) }),
  billing: ({ billing }, { countries }) => (billing ? addressValues(billing, countries) : {}),
  paymentTerms: ({ name, paymentTerms }, context) => ({
    property_payment_term_id: idNamed(paymentTerms, context.paymentTerms, {
      what: 'payment term',
      owner: `Customer ${name}`,
      code: 'payment-term',
    }),
  }),
  priceList: ({ name, priceList }, context) => ({
    property_product_pricelist: idNamed(priceList, context.priceLists, {
      what: 'price list',
      owner: `Customer ${name}`,
      code: 'price-list',
    }),
  }),
  customerGroup: ({ name, customerGroup }, { tags }) => {
    const id = idNamed(customerGroup, tags, { what: 'contact tag', owner: `Customer ${name}`, code: 'customer-group' })
    return { category_id: [[6, 0, id === false ? [] : [id]]] }
  },
  note: ({ note }) => ({ comment: note ? htmlOf(note) : false }),
  active: ({ active }) => ({ active }),
}

/** Neutral paths `update` can change. The parts of an address are one: Odoo keeps street and number in one text. */
export const customerPaths = [
  ...Object.keys(parts).filter((part) => part !== 'billing'),
  ...['street', 'number', 'addition', 'postalCode', 'city', 'country'].map((part) => `billing.${part}`),
]

/** Parts whose field not every database has: `mobile` went with Odoo 19, payment terms and price lists come with their apps. */
const optionalFields: Readonly<Record<string, string>> = {
  mobile: 'mobile',
  registrationNumber: 'company_registry',
  paymentTerms: 'property_payment_term_id',
  priceList: 'property_product_pricelist',
}

/** The customer without the parts this database has no field for: comparing those would find a difference for ever. */
export function heldParts(data: Values, fields: ReadonlyMap<string, string>): Values {
  const isHeld = (part: string) => {
    const field = optionalFields[part]
    return field === undefined || fields.has(field)
  }
  return Object.fromEntries(Object.entries(data).filter(([part]) => isHeld(part)))
}

/** A new customer with the contacts and the delivery address below it, in one value so that it is made whole or not at all. */
export function newCustomerValues(customer: Customer, context: CustomerContext): Values {
  checkCountry(customer, context)
  const filled = Object.keys(parts).filter((part) => customer[part as keyof Customer] !== undefined)
  const children = [...contactsOf(customer), ...deliveryOf(customer, context)]
  return {
    ...partValues(customer, filled, context),
    // Below 1, Odoo does not show the partner among the customers.
    ...(context.fields.has('customer_rank') ? { customer_rank: 1 } : {}),
    ...(children.length === 0 ? {} : { child_ids: children.map((child) => [0, 0, child]) }),
    ...ownFields(customer.extra, { owner: `Customer ${customer.name}`, known: context.fields }),
  }
}

/** Exactly the fields behind the changed paths. */
export function changedCustomerValues(customer: Customer, paths: readonly string[], context: CustomerContext): Values {
  checkCountry(customer, context)
  const changed = [...new Set(paths.map((path) => path.split('.')[0] ?? path))]
  const extra = changed.includes('extra') ? ownFields(customer.extra, { owner: `Customer ${customer.name}`, known: context.fields }) : {}
  return { ...partValues(customer, changed, context), ...extra }
}

function partValues(customer: Customer, names: readonly string[], context: CustomerContext): Values {
  const values = Object.assign({}, ...names.map((name) => parts[name]?.(customer, context) ?? {})) as Values
  return Object.fromEntries(Object.entries(values).filter(([name]) => context.fields.has(name)))
}

function contactsOf({ kind, contacts }: Customer): readonly Values[] {
  if (kind !== 'company') return []
  return contacts.map(({ name, email, phone, role }) =>
    given({ type: 'contact', name, email: email || undefined, phone: phone || undefined, function: role || undefined }),
  )
}

function deliveryOf({ shipping, billing }: Customer, { countries }: CustomerContext): readonly Values[] {
  if (!isPostal(shipping)) return []
  const values = addressValues(shipping, countries)
  if (billing && JSON.stringify(addressValues(billing, countries)) === JSON.stringify(values)) return []
  return [given({ type: 'delivery', name: shipping.name || shipping.company || false, phone: shipping.phone || undefined, ...values })]
}

/** `nl` and `nl-NL` find `nl_NL`. A language that is not installed is left out: the server refuses it. */
function installedLanguage(language: string | undefined, installed: readonly string[]): string | undefined {
  if (!language) return undefined
  const code = language.replace('-', '_').toLowerCase()
  return (
    installed.find((one) => one.toLowerCase() === code) ?? installed.find((one) => one.toLowerCase().startsWith(`${code.slice(0, 2)}_`))
  )
}

function idNamed(name: string | undefined, all: readonly Named[], about: { what: string; owner: string; code: string }): number | false {
  return name ? byName(all, name, about).id : false
}

function checkCountry({ name, billing, shipping }: Customer, { countries }: CustomerContext): void {
  for (const code of [billing?.country, shipping?.country]) {
    if (code === undefined || countries.idOf(code) !== undefined) continue
    throw new DataError(`Customer ${name}: Odoo has no country with code "${code}".`, {
      code: 'country-unknown',
      hint: 'Map it to the two letters of ISO 3166, such as NL.',
    })
  }
}

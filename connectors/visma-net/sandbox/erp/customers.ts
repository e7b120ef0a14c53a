import type { SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { empty, erpRefusal, json } from '../answers.ts'
import { type Company, etagOf, type Row, stamp } from '../company.ts'
import type { ErpRequest } from './erp.ts'
import { answerList, equals } from './list.ts'
import { vatZones } from './settings.ts'
import { type Spec, unwrap } from './wrapped.ts'

const address: Spec = {
  ...{ addressLine1: 'text', addressLine2: 'text', addressLine3: 'text', city: 'text', countryId: 'text', county: 'text' },
  postalCode: 'text',
}
const contactInfo: Spec = { attention: 'text', email: 'text', fax: 'text', name: 'text', phone1: 'text', phone2: 'text', web: 'text' }
const statuses = ['Active', 'OnHold', 'CreditHold', 'Inactive', 'OneTime']

const customer: Spec = {
  ...{ number: 'text', name: 'text', corporateId: 'text', vatRegistrationId: 'text', accountReference: 'text', gln: 'text', note: 'text' },
  ...{ customerClassId: 'text', creditTermsId: 'text', currencyId: 'text', priceClassId: 'text', vatZoneId: 'text' },
  status: { oneOf: statuses },
  mainAddress: { inside: address },
  invoiceAddress: { inside: address },
  deliveryAddress: { inside: address },
  mainContact: { inside: contactInfo },
  invoiceContact: { inside: contactInfo },
  deliveryContact: { inside: contactInfo },
  attributeLines: { rows: { attributeId: 'text', attributeValue: 'text' } },
  overrideNumberSeries: 'toggle',
  overrideWithClassValues: 'bare-toggle',
}

const contact: Spec = {
  ...{ businessAccount: 'text', firstName: 'text', lastName: 'text', email: 'text', phone1: 'text', phone2: 'text', phone3: 'text' },
  ...{ position: 'text', fax: 'text', web: 'text', active: 'toggle', sameAsAccount: 'toggle' },
  address: { inside: address },
}

export function listCustomers(company: Company, { query }: ErpRequest): SandboxResponse {
  return answerList({
    records: [...company.customers.values()].map(({ dto }) => dto),
    query,
    maxPageSize: 100,
    filters: {
      name: equals(({ name }) => name),
      status: equals(({ status }) => status),
      corporateId: equals(({ corporateId }) => corporateId),
      vatRegistrationId: equals(({ vatRegistrationId }) => vatRegistrationId),
      // "Equals", and nothing says that capitals do not matter.
      email: equals(({ mainContact }) => (mainContact as Row | undefined)?.email),
      phone: equals(({ mainContact }) => (mainContact as Row | undefined)?.phone1),
    },
  })
}

export function readCustomer(company: Company, { id }: ErpRequest): SandboxResponse {
  const { dto, version } = customerOf(company, id)
  return json(200, dto, { etag: etagOf(version) })
}

export function createCustomer(company: Company, { body, origin }: ErpRequest): SandboxResponse {
  const values = unwrap(body, customer)
  if (!values.name) throw erpRefusal(400, "'Customer name' cannot be empty.")
  if (values.number !== undefined && values.overrideNumberSeries !== true) {
    throw erpRefusal(400, 'The customer number is given out by the number series.')
  }
  const number = String(values.number ?? company.next('customer'))
  if (company.customers.has(number)) throw erpRefusal(400, `Customer ${number} already exists.`)
  const now = stamp(company.now())
  const classId = String(values.customerClassId ?? company.settings.customerClasses[0]?.id)
  const customerClass = company.settings.customerClasses.find(({ id }) => id === classId)
  if (!customerClass) throw erpRefusal(400, `Customer class '${classId}' cannot be found in the system.`)
  const dto: Row = { internalId: company.next('id'), number, status: 'Active', currencyId: 'EUR', createdDateTime: now }
  Object.assign(dto, {
    customerClass: { id: classId, description: customerClass.description },
    creditTerms: termsOf(company, customerClass.terms),
  })
  company.customers.set(number, { dto, version: 0 })
  try {
    applyCustomer(company, number, values)
  } catch (refusal) {
    company.customers.delete(number)
    throw refusal
  }
  return empty(201, { location: `${origin}/v1/customer/${number}` })
}

export function changeCustomer(company: Company, { id, body, ifMatch }: ErpRequest): SandboxResponse {
  const found = customerOf(company, id)
  if (ifMatch !== undefined && ifMatch !== etagOf(found.version)) throw erpRefusal(412, 'The customer was changed meanwhile.')
  applyCustomer(company, id, unwrap(body, customer))
  return empty(204)
}

function applyCustomer(company: Company, number: string, values: Record<string, unknown>): void {
  const found = customerOf(company, number)
  const { dto } = found
  const {
    customerClassId,
    creditTermsId,
    priceClassId,
    vatZoneId,
    overrideNumberSeries,
    overrideWithClassValues,
    attributeLines,
    note,
    ...plain
  } = values
  const terms = creditTermsId === undefined ? undefined : termsOf(company, String(creditTermsId))
  for (const [name, value] of Object.entries(plain)) {
    if (name === 'number') continue
    if (name.endsWith('Address')) dto[name] = addressOf(company, dto[name], value as Row)
    else if (name.endsWith('Contact')) dto[name] = { contactId: company.next('id'), ...(dto[name] as Row | undefined), ...(value as Row) }
    else dto[name] = value
  }
  // A customer has one address until others are given.
  for (const name of ['invoiceAddress', 'deliveryAddress']) dto[name] ??= dto.mainAddress
  if (terms) dto.creditTerms = terms
  if (vatZoneId !== undefined) dto.vatZone = zoneOf(String(vatZoneId))
  if (priceClassId !== undefined) dto.priceClass = { id: priceClassId, description: priceClassId }
  dto.lastModifiedDateTime = stamp(company.now())
  found.version = company.next('id')
}

function addressOf(company: Company, before: unknown, { countryId, ...lines }: Row): Row {
  const country = countryId === undefined ? {} : { country: { id: countryId, name: String(countryId) } }
  return { addressId: company.next('id'), ...(before as Row | undefined), ...lines, ...country }
}

function zoneOf(wanted: string): Row {
  const [id, description] = vatZones.find(([one]) => one === wanted) ?? []
  if (id === undefined) throw erpRefusal(400, `VAT zone '${wanted}' cannot be found in the system.`)
  return { id, description }
}

function termsOf({ settings }: Company, id: string): Row {
  const found = settings.terms.find((one) => one.id === id)
  if (!found) throw erpRefusal(400, `Credit terms '${id}' cannot be found in the system.`)
  return { id, description: found.description }
}

export function customerOf(company: Company, number: string) {
  const found = company.customers.get(number)
  if (!found) throw erpRefusal(404, `Customer ${number} cannot be found.`)
  return found
}

export function listContacts(company: Company, { id, query }: ErpRequest): SandboxResponse {
  customerOf(company, id)
  const records = [...company.contacts.values()].filter(({ businessAccount }) => businessAccount === id)
  return answerContacts(records, query)
}

/** Contacts carry no metadata and are not paged. */
function answerContacts(records: readonly Row[], query: URLSearchParams): SandboxResponse {
  const email = query.get('email')
  return json(
    200,
    records.filter((record) => email === null || record.email === email),
  )
}

export function createContact(company: Company, { body, origin }: ErpRequest): SandboxResponse {
  const values = unwrap(body, contact)
  if (!values.lastName) throw erpRefusal(400, "'Last name' cannot be empty.")
  if (values.businessAccount !== undefined) customerOf(company, String(values.businessAccount))
  const contactId = company.next('contact')
  const displayName = [values.firstName, values.lastName].filter(Boolean).join(' ')
  const { address: home, ...plain } = values
  company.contacts.set(contactId, { contactId, displayName, active: true, ...plain, lastModifiedDateTime: stamp(company.now()) })
  return empty(201, { location: `${origin}/v1/contact/${contactId}` })
}

export function listCustomerClasses({ settings }: Company): SandboxResponse {
  return json(
    200,
    settings.customerClasses.map(({ id, description }) => ({ id, description, attributes: [] })),
  )
}

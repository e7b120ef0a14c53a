import type { SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { empty, erpRefusal, json } from '../answers.ts'
import { type Company, etagOf, type Row, stamp } from '../company.ts'
import { round } from '../round.ts'
import { customerOf } from './customers.ts'
import type { ErpRequest } from './erp.ts'
import { answerList, equals } from './list.ts'
import { type Spec, unwrap } from './wrapped.ts'

const address: Spec = {
  ...{ addressLine1: 'text', addressLine2: 'text', addressLine3: 'text', city: 'text', countryId: 'text', county: 'text' },
  ...{ postalCode: 'text', overrideAddress: 'toggle' },
}

const line: Spec = {
  // Bare, unlike everything beside it.
  operation: 'bare-text',
  ...{ inventoryNumber: 'text', description: 'text', quantity: 'number', uom: 'text', unitPriceInCurrency: 'number', note: 'text' },
  ...{ discountPercent: 'number', manualDiscount: 'toggle', vatCodeId: 'text', accountNumber: 'text', branchNumber: 'text' },
}

const invoice: Spec = {
  ...{ customerNumber: 'text', documentDate: 'moment', documentDueDate: 'moment', currencyId: 'text', externalReference: 'text' },
  ...{ customerRefNumber: 'text', invoiceText: 'text', note: 'text', hold: 'toggle', creditTermsId: 'text', branchNumber: 'text' },
  ...{ paymentMethodId: 'text', paymentReference: 'text', contact: 'whole', locationId: 'text' },
  billingAddress: { inside: address },
  invoiceLines: { rows: line },
}

export function listInvoices(company: Company, { query }: ErpRequest): SandboxResponse {
  return answerList({
    records: [...company.invoices.values()].map(({ dto }) => dto),
    query,
    maxPageSize: 100,
    filters: {
      documentType: equals(({ documentType }) => documentType),
      status: equals(({ status }) => status),
      externalReference: equals(({ externalReference }) => externalReference),
      customerRefNumber: equals(({ customerRefNumber }) => customerRefNumber),
    },
  })
}

export function readInvoice(company: Company, { id }: ErpRequest): SandboxResponse {
  const { dto, version } = invoiceOf(company, id)
  return json(200, dto, { etag: etagOf(version) })
}

function invoiceOf(company: Company, number: string) {
  const found = company.invoices.get(number)
  if (!found) throw erpRefusal(404, `Invoice ${number} cannot be found.`)
  return found
}

export function createInvoice(company: Company, { body, origin }: ErpRequest): SandboxResponse {
  const {
    invoiceLines = [],
    customerNumber,
    billingAddress,
    creditTermsId,
    branchNumber,
    contact,
    locationId,
    paymentMethodId,
    ...plain
  } = unwrap(body, invoice)
  const { dto: customer } = customerOf(company, String(customerNumber ?? ''))
  if (customer.status !== 'Active') throw erpRefusal(400, `Customer ${String(customerNumber)} is not active.`)
  const terms = company.settings.terms.find(({ id }) => id === (creditTermsId ?? (customer.creditTerms as Row).id))
  if (!terms) throw erpRefusal(400, `Credit terms '${String(creditTermsId)}' cannot be found in the system.`)
  const lines = (invoiceLines as Row[]).map((values, index) => lineOf(company, values, index + 1))
  const referenceNumber = String(company.next('invoice'))
  const amounts = lines.map(({ amount }) => Number(amount))
  const vat = lines.map(({ amount, vatCode }) => Number(amount) * rateOf(company, String((vatCode as Row).id)))
  const vatTotal = round(sum(vat), 2)
  const total = round(sum(amounts) + vatTotal, 2)
  const now = stamp(company.now())
  const dto: Row = {
    documentType: 'Invoice',
    referenceNumber,
    status: plain.hold === true ? 'Hold' : 'Balanced',
    customer: { number: customer.number, name: customer.name },
    documentDate: now,
    currencyId: customer.currencyId,
    hold: false,
    ...plain,
    creditTerms: { id: terms.id, description: terms.description },
    ...(branchNumber !== undefined && { branchNumber: { number: branchNumber } }),
    ...(billingAddress !== undefined && { invoiceAddress: shownAddress(billingAddress as Row) }),
    ...{ amount: total, amountInCurrency: total, balance: total, vatTotal, vatTotalInCurrency: vatTotal, detailTotal: sum(amounts) },
    ...{ invoiceLines: lines, createdDateTime: now, lastModifiedDateTime: now },
  }
  company.invoices.set(referenceNumber, { dto, version: company.next('id') })
  return empty(201, { location: `${origin}/v1/customerinvoice/${referenceNumber}` })
}

function shownAddress({ countryId, overrideAddress, ...lines }: Row): Row {
  return { ...lines, ...(countryId !== undefined && { country: { id: countryId, name: String(countryId) } }) }
}

function lineOf(company: Company, values: Row, lineNumber: number): Row {
  const { operation, inventoryNumber, vatCodeId, accountNumber, branchNumber, manualDiscount, ...plain } = values
  if (operation !== 'Insert') throw erpRefusal(400, `Line ${lineNumber}: the operation has to be Insert.`)
  const item = inventoryNumber === undefined ? undefined : company.items.get(String(inventoryNumber))
  if (inventoryNumber !== undefined && !item) throw erpRefusal(400, `Inventory item ${String(inventoryNumber)} cannot be found.`)
  const account = accountNumber ?? company.settings.accounts[0]?.number
  if (!item && accountNumber === undefined) throw erpRefusal(400, `Line ${lineNumber}: a line without an item needs an account.`)
  if (!company.settings.accounts.some(({ number }) => number === account))
    throw erpRefusal(400, `Account ${String(account)} cannot be found.`)
  const category = (item?.dto.vatCode as Row | undefined)?.id
  const vat = vatCodeId ?? company.settings.taxes.find((one) => one.category === category)?.vat
  if (!company.settings.taxes.some((one) => one.vat === vat))
    throw erpRefusal(400, `Line ${lineNumber}: VAT code '${String(vat ?? '')}' cannot be found.`)
  const unitPrice = Number(values.unitPriceInCurrency ?? item?.dto.defaultPrice ?? 0)
  const amount = round(Number(values.quantity ?? 1) * unitPrice * (1 - Number(values.discountPercent ?? 0) / 100), 2)
  return {
    ...{ lineNumber, quantity: 1, unitPrice, unitPriceInCurrency: unitPrice },
    ...plain,
    ...(inventoryNumber !== undefined && { inventoryNumber }),
    ...{ account: { number: account }, vatCode: { id: vat }, amount, amountInCurrency: amount },
  }
}

function rateOf({ settings }: Company, vat: string): number {
  return (settings.taxes.find((one) => one.vat === vat)?.rate ?? 0) / 100
}

function sum(numbers: readonly number[]): number {
  return round(
    numbers.reduce((total, one) => total + one, 0),
    2,
  )
}

export function releaseInvoice(company: Company, { id }: ErpRequest): SandboxResponse {
  const found = invoiceOf(company, id)
  const isReleasable = found.dto.status === 'Balanced'
  if (isReleasable) Object.assign(found.dto, { status: 'Open', lastModifiedDateTime: stamp(company.now()) })
  return json(200, {
    actionId: `00000000-0000-4000-8000-${String(company.next('id')).padStart(12, '0')}`,
    actionResult: isReleasable ? 'Done' : 'Failed',
    ...(!isReleasable && { errorInfo: `Invoice ${id} is ${String(found.dto.status)}.` }),
  })
}

import { invalid, notFound } from '../fault.ts'
import type { Row } from '../schema/shape.ts'
import { codings, countries, currencies, deliveryMethods, termsOfPayment, units, vatCodes } from './fixed-lists.ts'

export const recordCollections = [
  'articles',
  'articlelabels',
  'customers',
  'orders',
  'quotes',
  'customerinvoicedrafts',
  'customerinvoices',
] as const

export type RecordCollection = (typeof recordCollections)[number]

export interface CompanyOptions {
  readonly name: string
  readonly number: string
  readonly countryCode: string
  readonly currency: string
  /** On: nobody but eAccounting itself changes `StockBalance`, and a write of it changes nothing. */
  readonly stockModule: boolean
  readonly isActive: boolean
}

/** Everything one company holds. */
export interface Books {
  readonly company: CompanyOptions
  readonly now: () => Date
  readonly records: Readonly<Record<RecordCollection, Map<string, Row>>>
  /** Lists that only eAccounting itself changes. */
  readonly fixed: Readonly<Record<string, readonly Row[]>>
  nextId(): string
  nextNumber(kind: 'customer' | 'order' | 'quote' | 'invoice'): number
}

export function createBooks({ company, now }: { readonly company: CompanyOptions; readonly now: () => Date }): Books {
  const numbers = { customer: 1001, order: 1, quote: 1, invoice: 1 }
  let ids = 0
  return {
    company,
    now,
    records: {
      articles: new Map(),
      articlelabels: new Map(),
      customers: new Map(),
      orders: new Map(),
      quotes: new Map(),
      customerinvoicedrafts: new Map(),
      customerinvoices: new Map(),
    },
    fixed: {
      articleaccountcodings: codings,
      units,
      termsofpayments: termsOfPayment,
      vatcodes: vatCodes,
      deliverymethods: deliveryMethods,
      currencies,
      countries,
    },
    nextId: () => {
      ids++
      // Spread like real ids, so that nothing can lean on their order.
      const spread = (Math.imul(ids, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')
      return `${spread}-5a1d-4c0e-8b7a-${String(ids).padStart(12, '0')}`
    },
    nextNumber: (kind) => numbers[kind]++,
  }
}

/** @throws Fault 400/2000 that names the member whose id is not there */
export function fixedRow(books: Books, list: string, id: unknown, field: string): Row {
  const found = books.fixed[list]?.find((row) => row.Id === id)
  if (!found) throw invalid({ Field: field, Message: `there is no ${list} with this id` })
  return found
}

/** @throws Fault 404/3000 */
export function recordOf(books: Books, collection: RecordCollection, id: unknown): Row {
  const found = books.records[collection].get(String(id))
  if (!found) throw notFound(`${collection}/${String(id)}`)
  return found
}

export function companySettings({ company }: Books): Row {
  return {
    Name: company.name,
    Email: 'administratie@demo-outdoor.example',
    Address1: 'Oudegracht 1',
    PostalCode: '3511 AA',
    City: 'Utrecht',
    CountryCode: company.countryCode,
    CurrencyCode: company.currency,
    CorporateIdentityNumber: company.number,
    VatCode: 'NL001234567B01',
    ActivatedModules: company.stockModule ? ['Stock'] : [],
    ShowPricesExclVatPC: false,
    UsesMoss: false,
    CompanyStatus: 1,
    DomesticCurrencyRounding: 0,
  }
}

import { Fault, invalid } from '../fault.ts'
import type { Row } from '../schema/shape.ts'
import { type Books, fixedRow } from './books.ts'

/** A customer as it stands after a write; `before` is what a PUT replaces. */
export function customerAfter(books: Books, taken: Row, before: Row | undefined): Row {
  const terms = fixedRow(books, 'termsofpayments', taken.TermsOfPaymentId, 'TermsOfPaymentId')
  checkVatNumber(taken)
  for (const field of ['InvoiceCountryCode', 'DeliveryCountryCode'] as const) {
    const code = taken[field]
    if (code && !/^[A-Z]{2}$/.test(String(code))) throw invalid({ Field: field, Message: 'is no country code' })
  }
  for (const other of books.records.customers.values()) {
    if (taken.CustomerNumber && other.CustomerNumber === taken.CustomerNumber && other.Id !== before?.Id) {
      throw new Fault(409, 4000, `Customer number ${taken.CustomerNumber} is already in use`)
    }
  }
  const now = books.now().toISOString()
  return {
    Id: before?.Id ?? books.nextId(),
    EmailAddress: null,
    CorporateIdentityNumber: null,
    VatNumber: null,
    Telephone: null,
    MobilePhone: null,
    WwwAddress: null,
    InvoiceAddress1: null,
    InvoiceAddress2: null,
    DeliveryAddress1: null,
    DeliveryAddress2: null,
    DeliveryCity: null,
    DeliveryCountryCode: null,
    DeliveryPostalCode: null,
    DeliveryCustomerName: null,
    ContactPersonName: null,
    ContactPersonEmail: null,
    Note: null,
    DiscountPercentage: 0,
    ReverseChargeOnConstructionServices: false,
    ...taken,
    InvoiceCountryCode: taken.InvoiceCountryCode || books.company.countryCode,
    CurrencyCode: taken.CurrencyCode || books.company.currency,
    CustomerNumber: taken.CustomerNumber || before?.CustomerNumber || String(books.nextNumber('customer')),
    TermsOfPayment: terms,
    UnpaidInvoicesAmount: 0,
    ChangedUtc: now,
  }
}

/** Country code and 8 to 12 characters after it; whether the vendor counts the code among them is not said. */
function checkVatNumber({ VatNumber, ReverseChargeOnConstructionServices }: Row): void {
  if (VatNumber && !/^[A-Z]{2}[0-9A-Z+*.]{8,12}$/i.test(String(VatNumber)))
    throw invalid({ Field: 'VatNumber', Message: 'is no VAT number' })
  if (ReverseChargeOnConstructionServices && !VatNumber) throw invalid({ Field: 'VatNumber', Message: 'is needed for reverse charge' })
}

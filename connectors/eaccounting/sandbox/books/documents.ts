import Big from 'big.js'
import { Fault, invalid } from '../fault.ts'
import type { Row } from '../schema/shape.ts'
import { type Books, fixedRow } from './books.ts'

export type DocumentCollection = 'orders' | 'quotes' | 'customerinvoicedrafts' | 'customerinvoices'

/** A document as it stands after a write; `before` is what a PUT replaces. */
export function documentAfter(books: Books, collection: DocumentCollection, taken: Row, before: Row | undefined): Row {
  const customer = books.records.customers.get(String(taken.CustomerId))
  if (!customer) throw invalid({ Field: 'CustomerId', Message: 'there is no customer with this id' })
  if (customer.IsActive !== true) throw new Fault(400, 4002, 'The customer is not active')
  if (taken.TermsOfPaymentId) fixedRow(books, 'termsofpayments', taken.TermsOfPaymentId, 'TermsOfPaymentId')
  const currency = collection === 'orders' ? taken.CurrencyCode : customer.CurrencyCode
  if (!books.fixed.currencies?.some(({ Code }) => Code === currency)) throw invalid({ Field: 'CurrencyCode', Message: 'is no currency' })
  const includesVat = customer.IsPrivatePerson === true
  const given = (taken.Rows ?? []) as readonly Row[]
  if (given.length === 0) throw invalid({ Field: 'Rows', Message: 'at least one is needed' })
  const rows = given.map((row, index) => rowAfter(books, row, { collection, customer, index, includesVat }))
  const sums = sumUp(rows, includesVat)
  const now = books.now().toISOString()
  return {
    ...addressesOf(customer),
    ...withoutAbsent(taken),
    Id: before?.Id ?? books.nextId(),
    Rows: rows,
    CustomerNumber: customer.CustomerNumber,
    CustomerName: customer.Name,
    CustomerIsPrivatePerson: includesVat,
    IncludesVat: includesVat,
    ...ownMembers(books, { collection, taken, before, currency, sums, now }),
    CreatedUtc: before?.CreatedUtc ?? now,
    ...(collection === 'customerinvoicedrafts' ? {} : { ModifiedUtc: now }),
  }
}

interface Sums {
  readonly total: number
  readonly vat: number
}

function ownMembers(
  books: Books,
  {
    collection,
    taken,
    before,
    currency,
    sums,
    now,
  }: {
    readonly collection: DocumentCollection
    readonly taken: Row
    readonly before: Row | undefined
    readonly currency: unknown
    readonly sums: Sums
    readonly now: string
  },
): Row {
  const today = `${now.slice(0, 10)}T00:00:00Z`
  switch (collection) {
    case 'orders':
      return {
        OrderDate: momentOf(taken.OrderDate) ?? today,
        DeliveryDate: momentOf(taken.DeliveryDate) ?? null,
        // A draft has no number yet.
        Number: before?.Number ?? (taken.Status === 1 ? null : books.nextNumber('order')),
        Amount: sums.total,
        VatAmount: sums.vat,
        RoundingsAmount: 0,
      }
    case 'quotes':
      return {
        QuoteDate: momentOf(taken.QuoteDate) ?? today,
        DueDate: momentOf(taken.DueDate) ?? today,
        Number: before?.Number ?? books.nextNumber('quote'),
        Status: 1,
        CurrencyCode: currency,
        TotalAmount: sums.total,
        VatAmount: sums.vat,
        RoundingsAmount: 0,
      }
    case 'customerinvoicedrafts':
      return {
        InvoiceDate: momentOf(taken.InvoiceDate) ?? today,
        InvoiceCurrencyCode: currency,
        TotalAmount: sums.total,
        TotalVatAmount: sums.vat,
      }
    case 'customerinvoices':
      return {
        InvoiceDate: momentOf(taken.InvoiceDate) ?? today,
        CurrencyCode: currency,
        InvoiceNumber: books.nextNumber('invoice'),
        TotalAmount: sums.total,
        TotalVatAmount: sums.vat,
        TotalRoundings: 0,
        RemainingAmount: sums.total,
        PaymentStatus: 1,
      }
  }
}

function rowAfter(
  books: Books,
  taken: Row,
  {
    collection,
    customer,
    index,
    includesVat,
  }: { readonly collection: DocumentCollection; readonly customer: Row; readonly index: number; readonly includesVat: boolean },
): Row {
  const own = { Id: books.nextId(), LineNumber: taken.LineNumber ?? index + 1 }
  // Quotes and invoices have no mark of their own: a row without an article is text.
  const isText = collection === 'orders' || collection === 'customerinvoicedrafts' ? taken.IsTextRow === true : !taken.ArticleId
  const at = `Rows[${index}]`
  if (isText) {
    if (!taken.Text) throw invalid({ Field: `${at}.Text`, Message: 'a text row needs a text' })
    return { ...withoutAbsent(taken), ...own, IsTextRow: true, VatRate: null, Quantity: 0, UnitPrice: 0, Amount: 0 }
  }
  const article = books.records.articles.get(String(taken.ArticleId))
  if (!article) throw invalid({ Field: `${at}.ArticleId`, Message: 'there is no article with this id' })
  if (article.IsActive !== true) throw new Fault(400, 4002, `Article ${article.Number} is not active`)
  const price = Number(taken.UnitPrice ?? (includesVat ? article.GrossPrice : article.NetPrice))
  const quantity = Number(taken.Quantity ?? 1)
  const discount = new Big(1).minus(Number(taken.DiscountPercentage ?? 0))
  return {
    ...withoutAbsent(taken),
    ...own,
    ArticleId: article.Id,
    ArticleNumber: article.Number,
    IsTextRow: false,
    IsServiceArticle: article.IsServiceArticle,
    UnitId: article.UnitId,
    Text: taken.Text || article.Name,
    UnitPrice: price,
    Quantity: quantity,
    DiscountPercentage: Number(taken.DiscountPercentage ?? 0),
    VatRate: taken.IsVatFree === true ? 0 : vatRate(books, article, customer),
    // Rounded row by row; how the vendor rounds is not published.
    Amount: Number(new Big(price).times(quantity).times(discount).round(2)),
  }
}

/** By the article's coding for domestic customers and private persons in the EU; companies abroad and all others outside it pay none here. */
function vatRate(books: Books, article: Row, customer: Row): number {
  const rate = Number(fixedRow(books, 'articleaccountcodings', article.CodingId, 'CodingId').VatRatePercent)
  const country = customer.InvoiceCountryCode
  if (country === books.company.countryCode) return rate
  const isEu = books.fixed.countries?.some(({ Code, IsEuMember }) => Code === country && IsEuMember === true)
  return isEu && (customer.IsPrivatePerson === true || !customer.VatNumber) ? rate : 0
}

function sumUp(rows: readonly Row[], includesVat: boolean): Sums {
  let [total, vat] = [new Big(0), new Big(0)]
  for (const { Amount, VatRate } of rows) {
    const [amount, rate] = [new Big(Number(Amount)), new Big(Number(VatRate ?? 0))]
    const tax = includesVat ? amount.minus(amount.div(rate.plus(1))).round(2) : amount.times(rate).round(2)
    vat = vat.plus(tax)
    total = total.plus(includesVat ? amount : amount.plus(tax))
  }
  return { total: Number(total), vat: Number(vat) }
}

/** Address fields default from the customer. */
function addressesOf(customer: Row): Row {
  const { InvoiceAddress1, InvoiceAddress2, InvoiceCity, InvoicePostalCode, InvoiceCountryCode } = customer
  const { DeliveryCustomerName, DeliveryAddress1, DeliveryAddress2, DeliveryCity, DeliveryPostalCode, DeliveryCountryCode } = customer
  return {
    ...{ InvoiceCustomerName: customer.Name, InvoiceAddress1, InvoiceAddress2, InvoiceCity, InvoicePostalCode, InvoiceCountryCode },
    ...{ DeliveryCustomerName, DeliveryAddress1, DeliveryAddress2, DeliveryCity, DeliveryPostalCode, DeliveryCountryCode },
  }
}

function momentOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  return value.length === 10 ? `${value}T00:00:00Z` : value
}

function withoutAbsent(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined && value !== null))
}

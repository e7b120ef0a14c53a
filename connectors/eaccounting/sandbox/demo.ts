import { seededRandom } from '#connectors/sandbox-kit/random.ts'
import type { Books } from './books/books.ts'
import { codings, termsOfPayment, units } from './books/fixed-lists.ts'
import { writeRecord } from './books/write-record.ts'
import type { Row } from './schema/shape.ts'

export interface DemoArticle {
  readonly sku: string
  readonly name: string
  readonly priceExcl: string
  readonly vatRate: string
  readonly gtin?: string | undefined
}

export type DemoCatalogue = readonly DemoArticle[]

/** For those who start the imitation alone; practice brings the till's own catalogue. */
const ownCatalogue: DemoCatalogue = [
  { sku: '120101', name: 'Regenjas blauw S', priceExcl: '41.28', vatRate: '21', gtin: '8712345001014' },
  { sku: '120102', name: 'Regenjas blauw M', priceExcl: '41.28', vatRate: '21', gtin: '8712345001021' },
  { sku: '120103', name: 'Regenjas blauw L', priceExcl: '41.28', vatRate: '21', gtin: '8712345001038' },
  { sku: '120201', name: 'Winterjas groen S', priceExcl: '123.93', vatRate: '21' },
  { sku: '120501', name: 'Wandelsokken grijs', priceExcl: '12.36', vatRate: '21' },
  { sku: '121301', name: 'Wandelgids Utrechtse Heuvelrug', priceExcl: '18.30', vatRate: '9', gtin: '9789012345678' },
  { sku: '121401', name: 'Thee uit Ceylon 100 g', priceExcl: '5.46', vatRate: '9' },
]

const people = [
  {
    Name: 'Bergsport Amersfoort B.V.',
    EmailAddress: 'inkoop@bergsport-amersfoort.example',
    isCompany: true,
    city: 'Amersfoort',
    code: '3811 CD',
  },
  { Name: 'Scouting Domstad', EmailAddress: 'penningmeester@scouting-domstad.example', isCompany: true, city: 'Utrecht', code: '3512 JE' },
  {
    Name: 'Trädgård & Fritid AB',
    EmailAddress: 'order@tradgard-fritid.example',
    isCompany: true,
    city: 'Göteborg',
    code: '411 01',
    country: 'SE',
    vat: 'SE556677889901',
  },
  { Name: 'Jan-Willem van den Berg', EmailAddress: 'jw.vandenberg@klant.example', city: 'Zeist', code: '3701 AB' },
  { Name: 'Fatima El Amrani', EmailAddress: 'fatima.elamrani@klant.example', city: 'Utrecht', code: '3531 GH' },
  { Name: 'Åsa Lindström', EmailAddress: 'asa.lindstrom@klant.example', city: 'Malmö', code: '211 20', country: 'SE' },
  { Name: 'Chloé Dubois', EmailAddress: 'chloe.dubois@klant.example', city: 'Gent', code: '9000', country: 'BE' },
] as const

/** An outdoor shop's books; the same seed gives the same, whatever the date. */
export function plantDemo(
  books: Books,
  {
    catalogue = ownCatalogue,
    orderCount = 12,
    seed = 1,
  }: { readonly catalogue?: DemoCatalogue; readonly orderCount?: number; readonly seed?: number },
): void {
  if (catalogue.length === 0) return
  const random = seededRandom(seed)
  for (const Name of ['Kleding', 'Kleding / Jassen', 'Boeken & thee']) writeRecord(books, 'articlelabels', { Name })
  const articles = catalogue.map((one) => writeRecord(books, 'articles', articleOf(one, Math.floor(random() * 60))))
  const customers = people.map((one) => writeRecord(books, 'customers', customerOf(one)))
  for (let index = 0; index < orderCount; index++) {
    const customer = customers[index % customers.length]
    const rows = [1, 2].map((line) =>
      orderRow(line, articles[Math.floor(random() * articles.length)], 1 + Math.floor(random() * 3), customer),
    )
    const day = `2026-11-${String(1 + (index % 20)).padStart(2, '0')}`
    writeRecord(
      books,
      index % 6 === 5 ? 'quotes' : 'orders',
      index % 6 === 5 ? quoteOf(customer, rows, day) : orderOf(customer, rows, day, index),
    )
  }
}

function articleOf({ sku, name, priceExcl, vatRate, gtin }: DemoArticle, StockBalance: number): Row {
  const coding = codings.find(({ Type, VatRatePercent }) => Type === 'Goods' && VatRatePercent === Number(vatRate) / 100) ?? codings[0]
  return {
    ...{ Number: sku, Name: name.slice(0, 50), IsActive: true, NetPrice: Number(priceExcl), StockBalance },
    ...{ CodingId: coding?.Id, UnitId: units[0]?.Id },
    ...(gtin !== undefined && { Barcodes: [{ Barcode: gtin, BarcodeType: 0 }] }),
  }
}

function customerOf(one: (typeof people)[number]): Row {
  return {
    ...{ Name: one.Name, EmailAddress: one.EmailAddress, IsActive: true, IsPrivatePerson: !('isCompany' in one) },
    ...{ InvoiceAddress1: 'Stationsstraat 12', InvoiceCity: one.city, InvoicePostalCode: one.code },
    InvoiceCountryCode: 'country' in one ? one.country : 'NL',
    ...('vat' in one && { VatNumber: one.vat }),
    TermsOfPaymentId: termsOfPayment[0]?.Id,
  }
}

function orderRow(LineNumber: number, article: Row | undefined, Quantity: number, customer: Row | undefined): Row {
  const UnitPrice = customer?.IsPrivatePerson ? article?.GrossPrice : article?.NetPrice
  return {
    LineNumber,
    ArticleId: article?.Id,
    Quantity,
    UnitPrice,
    IsTextRow: false,
    IsWorkCost: false,
    EligibleForReverseChargeOnVat: false,
  }
}

function orderOf(customer: Row | undefined, Rows: readonly Row[], OrderDate: string, index: number): Row {
  return {
    ...{
      CustomerId: customer?.Id,
      CurrencyCode: 'EUR',
      OrderDate,
      Rows,
      Status: index % 3 === 1 ? 3 : 2,
      YourReference: `Offerte ${100 + index}`,
    },
    ...{ EuThirdParty: false, RotReducedInvoicingType: 0, ReverseChargeOnConstructionServices: false },
  }
}

function quoteOf(customer: Row | undefined, rows: readonly Row[], QuoteDate: string): Row {
  const Rows = rows.map(({ ArticleId, Quantity, UnitPrice }) => ({ ArticleId, Quantity, UnitPrice }))
  return { CustomerId: customer?.Id, QuoteDate, Rows, EuThirdParty: false, RotReducedInvoicingType: 0 }
}

import { z } from 'zod'

const text = z.string().nullish()
const number = z.number().nullish()

const line = z.looseObject({
  Id: text,
  ArticleId: text,
  ArticleNumber: text,
  Text: text,
  Quantity: number,
  UnitPrice: number,
  Amount: number,
  DiscountPercentage: number,
  VatRate: number,
  IsTextRow: z.boolean().nullish(),
})

export type DocumentLine = z.infer<typeof line>

const addresses = {
  InvoiceCustomerName: text,
  InvoiceAddress1: text,
  InvoiceAddress2: text,
  InvoicePostalCode: text,
  InvoiceCity: text,
  InvoiceCountryCode: text,
  DeliveryCustomerName: text,
  DeliveryAddress1: text,
  DeliveryAddress2: text,
  DeliveryPostalCode: text,
  DeliveryCity: text,
  DeliveryCountryCode: text,
}

const shared = {
  Id: z.string(),
  CustomerId: text,
  CustomerNumber: text,
  CustomerName: text,
  CurrencyCode: text,
  IncludesVat: z.boolean().nullish(),
  CustomerIsPrivatePerson: z.boolean().nullish(),
  Rows: z.array(line).nullish(),
  CreatedUtc: text,
  ModifiedUtc: text,
  VatAmount: number,
  DeliveryMethodName: text,
  ...addresses,
}

export const orderRow = z.looseObject({
  ...shared,
  Number: number,
  Status: number,
  OrderDate: text,
  Amount: number,
  YourReference: text,
  OurReference: text,
  BuyersOrderReference: text,
  TermsOfPaymentId: text,
})

export type OrderRow = z.infer<typeof orderRow>

export const quoteRow = z.looseObject({
  ...shared,
  Number: number,
  Status: number,
  QuoteDate: text,
  TotalAmount: number,
  CustomerReference: text,
  CompanyReference: text,
  BuyersOrderReference: text,
})

export type QuoteRow = z.infer<typeof quoteRow>

/** What looking a document up and writing one need to know of it, whatever its kind. */
export const placedDocument = z.looseObject({
  Id: z.string(),
  Number: number,
  InvoiceNumber: number,
  YourReference: text,
  CustomerReference: text,
})

export type PlacedDocument = z.infer<typeof placedDocument>

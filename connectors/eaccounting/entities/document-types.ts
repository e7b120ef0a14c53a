import type { Collection } from '../client.ts'
import type { PlacedDocument } from './document-rows.ts'

/** The documents an order can become. */
export const documentTypes = {
  quotation: 'Quotation',
  order: 'Order',
  'invoice-draft': 'Invoice draft',
  invoice: 'Invoice, booked at once',
} as const

export type DocumentType = keyof typeof documentTypes

interface Kind {
  readonly collection: Collection
  /** Where it keeps our reference. */
  readonly reference: 'YourReference' | 'CustomerReference'
  readonly word: string
}

export const kinds: Readonly<Record<DocumentType, Kind>> = {
  quotation: { collection: 'quotes', reference: 'CustomerReference', word: 'Quotation' },
  order: { collection: 'orders', reference: 'YourReference', word: 'Order' },
  'invoice-draft': { collection: 'customerinvoicedrafts', reference: 'YourReference', word: 'Invoice draft' },
  invoice: { collection: 'customerinvoices', reference: 'YourReference', word: 'Invoice' },
}

export function documentTypeOf(text: string | undefined): DocumentType {
  return text !== undefined && Object.hasOwn(kinds, text) ? (text as DocumentType) : 'order'
}

/** "Order 57"; a draft has no number yet. */
export function labelOf({ Number: number, InvoiceNumber }: PlacedDocument, { word }: Kind): string {
  const shown = InvoiceNumber ?? number
  return shown === null || shown === undefined ? word : `${word} ${shown}`
}

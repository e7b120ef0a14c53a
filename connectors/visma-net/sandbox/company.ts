/** Any record as its API shows it; handlers read and change these in place, so that what is sent is what is kept. */
export type Row = Record<string, unknown>

export interface StockPlace {
  onHand: number
  available: number
  availableForShipment: number
  onPurchase: number
  modifiedMs: number
}

export interface Item {
  readonly dto: Row & { inventoryNumber: string }
  readonly stock: Map<string, StockPlace>
  version: number
}

export interface Versioned {
  readonly dto: Row
  version: number
}

export interface SalesOrder {
  readonly type: string
  readonly orderId: string
  readonly dto: Row
  readonly lines: Row[]
  createdMs: number
  modifiedMs: number
  version: number
}

export interface PriceRow {
  readonly recordId: number
  readonly priceType: 'Base' | 'Customer' | 'CustomerPriceClass'
  readonly priceCode?: string
  readonly inventoryId: string
  readonly price: number
  readonly breakQty: number
  readonly promotion?: boolean
  readonly effectiveDate?: string
  readonly expirationDate?: string
  readonly lastModifiedDateTime: string
}

/** A file of an item. Its revisions are kept; the newest is given out. */
export interface StoredFile {
  readonly id: string
  readonly inventoryNumber: string
  readonly name: string
  readonly revisions: Uint8Array[]
}

/** Everything one company keeps. */
export interface Company {
  readonly customers: Map<string, Versioned>
  readonly contacts: Map<number, Row>
  readonly items: Map<string, Item>
  readonly prices: PriceRow[]
  readonly files: StoredFile[]
  readonly orders: Map<string, SalesOrder>
  readonly invoices: Map<string, Versioned>
  readonly settings: CompanySettings
  now(): Date
  /** The next number of a series, six digits and more. */
  next(series: 'customer' | 'contact' | 'order' | 'invoice' | 'id'): number
}

export interface CompanySettings {
  readonly name: string
  readonly warehouses: readonly { readonly id: string; readonly description: string; readonly branch: string }[]
  readonly branches: readonly { readonly number: string; readonly name: string }[]
  readonly accounts: readonly { readonly number: string; readonly description: string; readonly type: string }[]
  /** `category` is what items and orders carry, `vat` what invoices carry. */
  readonly taxes: readonly { readonly category: string; readonly vat: string; readonly description: string; readonly rate: number }[]
  readonly terms: readonly { readonly id: string; readonly description: string; readonly days: number }[]
  readonly customerClasses: readonly { readonly id: string; readonly description: string; readonly terms: string }[]
  readonly itemClasses: readonly { readonly id: string; readonly description: string; readonly isStock: boolean; readonly tax: string }[]
  readonly orderTypes: readonly { readonly id: string; readonly behavior: string; readonly description: string; readonly active: boolean }[]
  readonly salesCategories: readonly SalesCategory[]
  readonly paymentMethods: readonly { readonly id: string; readonly description: string }[]
  readonly carriers: readonly { readonly id: string; readonly description: string }[]
}

export interface SalesCategory {
  readonly id: number
  readonly name: string
  readonly parent: number
}

/** The company's clock is an hour ahead of UTC all year; its stamps do not say so. */
const zoneMs = 60 * 60_000

/** A stamp as the ERP writes it: local, without a zone. */
export function stamp(at: Date): string {
  return new Date(at.getTime() + zoneMs).toISOString().slice(0, -1)
}

export function createCompany(settings: CompanySettings, now: () => Date): Company {
  const counters = { customer: 10_000, contact: 500, order: 100, invoice: 20_000, id: 1 }
  return {
    customers: new Map(),
    contacts: new Map(),
    items: new Map(),
    prices: [],
    files: [],
    orders: new Map(),
    invoices: new Map(),
    settings,
    now,
    next: (series) => ++counters[series],
  }
}

export function etagOf(version: number): string {
  return `"${Buffer.from(String(version).padStart(8, '0')).toString('base64')}"`
}

/** The files of an item as lists and items show them. */
export function filesOf({ files }: Company, inventoryNumber: string): readonly Row[] {
  return files
    .filter((file) => file.inventoryNumber === inventoryNumber)
    .map(({ id, name, revisions }) => ({ id, name, revision: revisions.length }))
}

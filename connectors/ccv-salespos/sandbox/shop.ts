/** A row of the imitated shop; each kind knows its own members. */
export type Row = { readonly id: number } & Record<string, unknown>

/** Business state, in memory. Ids are given out per kind. */
export interface Shop {
  readonly now: () => Date
  readonly pricesIncludeVat: boolean
  readonly isSalesPos: boolean
  readonly origin: () => string
  /** Web address of a resource. */
  href(path: string): string
  rows(kind: Kind): Row[]
  find(kind: Kind, id: number): Row | undefined
  add(kind: Kind, values: Readonly<Record<string, unknown>>): Row
  remove(kind: Kind, id: number): void
}

export const kinds = [
  'products',
  'attributes',
  'attributevalues',
  'productattributevalues',
  'attributecombinations',
  'categories',
  'producttocategories',
  'productphotos',
  'attributecombinationphotos',
  'users',
  'orders',
  'orderrows',
  'invoices',
  'paymethods',
  'packages',
  'brands',
  'webshops',
  'cashups',
] as const

export type Kind = (typeof kinds)[number]

/** First ids, so that a mix-up of two kinds shows. */
const firstIds: { readonly [K in Kind]?: number } = { products: 7001, attributecombinations: 8801, users: 301, orders: 501, categories: 41 }

export function createShop({
  now,
  pricesIncludeVat,
  isSalesPos,
  origin,
}: Pick<Shop, 'now' | 'pricesIncludeVat' | 'isSalesPos' | 'origin'>): Shop {
  const tables = new Map<Kind, Map<number, Row>>(kinds.map((kind) => [kind, new Map()]))
  const next = new Map<Kind, number>(kinds.map((kind) => [kind, firstIds[kind] ?? 1]))
  const tableOf = (kind: Kind) => tables.get(kind) as Map<number, Row>
  return {
    now,
    pricesIncludeVat,
    isSalesPos,
    origin,
    href: (path) => `${origin()}/api/rest/v1/${path}`,
    rows: (kind) => [...tableOf(kind).values()],
    find: (kind, id) => tableOf(kind).get(id),
    add(kind, values) {
      const id = next.get(kind) ?? 1
      next.set(kind, id + 1)
      const row = { ...values, id }
      tableOf(kind).set(id, row)
      return row
    },
    remove: (kind, id) => void tableOf(kind).delete(id),
  }
}

/** `2026-11-22T10:15:00Z` */
export function momentOf(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`
}

/** Amounts are JSON numbers in major units; reckoned in hundredths of a cent so that 0.1 + 0.2 stays 0.3. */
export function money(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

export function cents(value: number): number {
  return Math.round(money(value) * 100) / 100
}

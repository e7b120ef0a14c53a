import type { Value } from '../schema/shapes.ts'
import type { Scaled } from './amounts.ts'

/** A group as kept: flat; the tree is put together when asked for. `parent` 0 is the root. */
export interface Group {
  readonly groupNumber: number
  readonly parent: number
  readonly name: string
  readonly text: string
  readonly sortOrder: number
  readonly syncMarker: number
}

/** A product without its groups' bookkeeping; `syncMarker` is the highest of its own and its articles' changes. */
export type Product = Omit<Value<'Product'>, 'articleList'> & {
  readonly productNumber: number
  readonly syncMarker: number
  readonly articleList: Articles
}
export type Article = Value<'Article'> & { readonly articleNumber: number; readonly syncMarker: number }
interface Articles {
  readonly article: readonly Article[]
}
export type Relation = Value<'Relation'> & { readonly relationNumber: number; readonly syncMarker: number }
export type Order = Value<'Order'> & { readonly syncMarker: number }
export type Invoice = Value<'Invoice'> & { readonly invoiceId: string; readonly syncMarker: number }

export interface StockLevel {
  readonly branchNumber: number
  readonly articleNumber: number
  readonly free: Scaled
  readonly reserved: Scaled
  readonly incoming: Scaled
  readonly stockId: number
  readonly changedAt: Date
}

/** A movement of stock, newest last. */
export interface StockMovement {
  readonly stockId: number
  readonly branchNumber: number
  readonly articleNumber: number
  readonly change: Scaled
  readonly type: 'STOCK-HISTORY-TYPE-API' | 'STOCK-HISTORY-TYPE-SALES'
  readonly orderId?: string
  readonly invoiceId?: string
}

/** One marker counter per kind of record; `stock` counts stock ids. */
export type MarkerKind = 'article' | 'articleGroup' | 'relation' | 'order' | 'invoice' | 'stock'

/** All a till knows, in memory. Records are replaced, never changed in place. */
export interface Shop {
  readonly now: () => Date
  readonly newId: () => string
  readonly shuffle: <Item>(items: readonly Item[]) => Item[]
  readonly markers: Record<MarkerKind, number>
  readonly products: Map<number, Product>
  /** Article number → number of the product it belongs to. */
  readonly articleOwners: Map<number, number>
  readonly groups: Map<number, Group>
  readonly relations: Map<number, Relation>
  readonly orders: Map<string, Order>
  readonly orderIdsByExtId: Map<string, string>
  readonly invoices: Map<string, Invoice>
  readonly invoiceIdsByExtId: Map<string, string>
  readonly stock: Map<string, StockLevel>
  readonly movements: StockMovement[]
  /** The first answer given to an idempotency key. */
  readonly answered: Map<string, { readonly operation: string; readonly answer: unknown }>
}

/** An empty till. `random` gives ids and the disorder of pages; the same one gives the same till. */
export function createShop({ now, random }: { readonly now: () => Date; readonly random: () => number }): Shop {
  return {
    now,
    newId: () => randomUuid(random),
    shuffle: (items) => shuffled(items, random),
    markers: { article: 0, articleGroup: 0, relation: 0, order: 0, invoice: 0, stock: 0 },
    products: new Map(),
    articleOwners: new Map(),
    groups: new Map(),
    relations: new Map(),
    orders: new Map(),
    orderIdsByExtId: new Map(),
    invoices: new Map(),
    invoiceIdsByExtId: new Map(),
    stock: new Map(),
    movements: [],
    answered: new Map(),
  }
}

/** The next value of a counter; every create and update takes one. */
export function nextMarker(shop: Shop, kind: MarkerKind): number {
  shop.markers[kind] += 1
  return shop.markers[kind]
}

export function findArticle(shop: Shop, articleNumber: number): { readonly product: Product; readonly article: Article } | undefined {
  const product = shop.products.get(shop.articleOwners.get(articleNumber) ?? 0)
  const article = product?.articleList.article.find((one) => one.articleNumber === articleNumber)
  return product && article && { product, article }
}

export function saveProduct(shop: Shop, product: Product): void {
  shop.products.set(product.productNumber, product)
  for (const { articleNumber } of product.articleList.article) shop.articleOwners.set(articleNumber, product.productNumber)
}

/** One above the highest number in use, and at least `from`. */
export function freeNumber(taken: Iterable<number>, from: number): number {
  let highest = from - 1
  for (const number of taken) if (number > highest) highest = number
  return highest + 1
}

function randomUuid(random: () => number): string {
  const hex = Array.from({ length: 32 }, (_, place) => {
    if (place === 12) return '4'
    const digit = Math.floor(random() * 16)
    return (place === 16 ? 8 + (digit % 4) : digit).toString(16)
  }).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const mixed = [...items]
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const kept = mixed[last] as Item
    mixed[last] = mixed[other] as Item
    mixed[other] = kept
  }
  return mixed
}

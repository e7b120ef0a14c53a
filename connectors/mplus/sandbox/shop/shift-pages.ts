import { saveChange } from '../operations/pay-orders.ts'
import { nextMarker, type Shop, saveProduct } from './shop.ts'

/** Records that change between the pages of a reader: each takes a higher marker and leaves its place. */
export interface PageShift {
  readonly operation: 'getOrders' | 'getProducts' | 'getRelations'
  /** After how many pages it happens at most, so that a reader comes to an end. */
  readonly times: number
}

/** Moves the record a reader would get next and the oldest one it may have had; nothing but markers and counters changes. */
export function shiftRecords(shop: Shop, operation: PageShift['operation'], askedFrom: number, answered: number): void {
  const records = recordsOf(shop, operation).sort((left, right) => left.syncMarker - right.syncMarker)
  const unread = records.filter(({ syncMarker }) => syncMarker >= askedFrom)[answered]
  for (const record of new Set([unread, records[0]])) record?.touch()
}

function recordsOf(shop: Shop, operation: PageShift['operation']): { readonly syncMarker: number; touch(): void }[] {
  switch (operation) {
    case 'getOrders':
      return [...shop.orders.values()].map((order) => ({ syncMarker: order.syncMarker, touch: () => saveChange(shop, order) }))
    case 'getRelations':
      return [...shop.relations.values()].map((relation) => ({
        syncMarker: relation.syncMarker,
        touch: () => {
          shop.relations.set(relation.relationNumber, { ...relation, syncMarker: nextMarker(shop, 'relation') })
        },
      }))
    case 'getProducts':
      return [...shop.products.values()].map((product) => ({
        syncMarker: product.syncMarker,
        touch: () => {
          const syncMarker = nextMarker(shop, 'article')
          const article = product.articleList.article.map((one) => ({ ...one, syncMarker }))
          saveProduct(shop, { ...product, syncMarker, articleList: { article } })
        },
      }))
  }
}

import { seededRandom } from '#connectors/sandbox-kit/random.ts'
import { plantSeed } from './seed.ts'
import { createShop, type Shop } from './shop.ts'
import { createTill, type NewOrder, type Till } from './till.ts'

/** A small till for tests: relation 681, product 1201 with two stocked articles (120101, 120102), product 1301 without stock (130101). */
export function buildShop(): { readonly shop: Shop; readonly till: Till } {
  const shop = createShop({ now: () => new Date('2026-11-22T09:00:00Z'), random: seededRandom(7) })
  const till = createTill(shop)
  plantSeed(till, {
    groups: [{ groupNumber: 1, parent: 0, name: 'Kleding' }],
    products: [
      {
        productNumber: 1201,
        description: 'Regenjas',
        articleList: {
          article: [
            { articleNumber: 120_101, description: 'Regenjas M', turnoverGroup: 10, vatCode: 1, priceIncl: 4995, stockArticle: true },
            { articleNumber: 120_102, description: 'Regenjas L', turnoverGroup: 10, vatCode: 1, priceIncl: 4995, stockArticle: true },
          ],
        },
        groupNumbers: [1],
      },
      {
        productNumber: 1301,
        description: 'Reparatie',
        articleList: { article: [{ articleNumber: 130_101, description: 'Reparatie', turnoverGroup: 10, vatCode: 2, priceExcl: 1000 }] },
      },
    ],
    relations: [{ relationNumber: 681, name: 'Zoë van den Berg', email: 'zoe@post.example' }],
  })
  return { shop, till }
}

/** Two raincoats for relation 681, entered by the super user. */
export function buildOrder(change: Partial<NewOrder> = {}): NewOrder {
  return {
    relationNumber: 681,
    employeeNumber: 999_999,
    lineList: { line: [{ articleNumber: 120_101, data: { quantity: 2 } }] },
    ...change,
  }
}

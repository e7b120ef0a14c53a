import { seededRandom } from '#connectors/sandbox-kit/random.ts'
import { type DemoArticle, demoCatalogue, demoGroups } from './demo-catalogue.ts'
import { createDemoOrders, giftVoucher } from './demo-orders.ts'
import { createDemoRelations } from './demo-relations.ts'
import type { Value } from './schema/shapes.ts'
import type { ShopSeed } from './shop/seed.ts'

/** An outdoor shop in Utrecht and Amersfoort; the same seed and count give the same shop, whatever the date. */
export function createDemoShop({ seed, orderCount = 320 }: { readonly seed: number; readonly orderCount?: number }): ShopSeed {
  const random = seededRandom(seed)
  const relations = createDemoRelations(random)
  return {
    groups: demoGroups,
    products: [...groupByProduct().map(productOf), voucher],
    relations,
    stock: createStock(random),
    orders: createDemoOrders(random, { relations, count: orderCount }),
  }
}

function groupByProduct(): DemoArticle[][] {
  return [...Map.groupBy(demoCatalogue, ({ productNumber }) => productNumber).values()]
}

function productOf(articles: readonly DemoArticle[]): Value<'Product'> {
  const [first] = articles
  return {
    productNumber: first?.productNumber,
    description: first?.productName,
    extraText: first?.description,
    articleList: { article: articles.map(articleOf) },
    groupNumbers: first ? [first.groupNumber] : [],
  }
}

function articleOf(article: DemoArticle): Value<'Article'> {
  return {
    articleNumber: Number(article.sku),
    pluNumber: article.sku,
    description: article.name,
    ...(article.colour !== undefined && { colour: article.colour }),
    ...(article.size !== undefined && { size: article.size }),
    invoiceText: article.name,
    receiptText: article.name.slice(0, 24),
    barcode: article.gtin,
    turnoverGroup: article.turnoverGroup,
    vatCode: article.vatCode,
    purchasePrice: cents(article.costPrice),
    priceIncl: cents(article.priceIncl),
    ...(article.unit !== undefined && { unit: article.unit }),
    ...(article.productNumber === customerPricedProduct && {
      priceGroupList: { priceGroup: [{ priceGroupNumber: 2, description: 'Verenigingen', priceIncl: cents(article.priceIncl) - 250 }] },
    }),
    webshop: true,
    stockArticle: true,
  }
}

/** Its articles have a price for clubs, which an update from elsewhere must not lose. */
const customerPricedProduct = 1204

const voucher: Value<'Product'> = {
  productNumber: 9990,
  description: giftVoucher.description,
  articleList: {
    article: [{ ...giftVoucher, pluNumber: '999001', turnoverGroup: 90, vatCode: 3, priceIncl: 2500, webshop: false, stockArticle: false }],
  },
}

function createStock(random: () => number): Value<'SetStockRequest'>[] {
  return [1, 2].flatMap((branchNumber) =>
    demoCatalogue.map(({ sku, unit }) => ({
      branchNumber,
      articleNumber: Number(sku),
      ...(unit === 'kg' ? { amount: 40_000, decimalPlaces: 3 } : { amount: Math.floor(random() * 60), decimalPlaces: 0 }),
    })),
  )
}

function cents(euros: string): number {
  return Number(euros.replace('.', ''))
}

import type { MplusClient } from '../client.ts'
import type { MplusProduct } from '../soap/product-shapes.ts'
import { chunks } from './chunks.ts'

/** Whole products by the number of any of their articles. */
export async function productsByArticle(
  client: MplusClient,
  articleNumbers: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, MplusProduct>> {
  const answers = await Promise.all(
    chunks([...new Set(articleNumbers)], 100).map((some) =>
      client.call('getProducts', { request: { articleNumbers: some, pluNumbers: [], includeAllArticlesOfSelectedProducts: true } }, signal),
    ),
  )
  return new Map(
    answers
      .flatMap(({ productList }) => productList)
      .flatMap((product) =>
        product.articleList.flatMap(({ articleNumber }) => (articleNumber === undefined ? [] : [[articleNumber, product]])),
      ),
  )
}

/** Whole products by their own number. */
export async function productsByNumber(
  client: MplusClient,
  productNumbers: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, MplusProduct>> {
  const answers = await Promise.all(
    chunks([...new Set(productNumbers)], 100).map((some) =>
      client.call('getProducts', { request: { productNumbers: some, pluNumbers: [], includeAllArticlesOfSelectedProducts: true } }, signal),
    ),
  )
  const products = answers.flatMap(({ productList }) => productList)
  return new Map(products.flatMap((product) => (product.productNumber === undefined ? [] : [[product.productNumber, product]])))
}

import type { MplusClient } from '../client.ts'
import type { MplusProduct } from '../soap/product-shapes.ts'
import { chunks } from './chunks.ts'

/** Whole products by the number of any of their articles. */
export async function productsByArticle(
  client: MplusClient,
  articleNumbers: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, MplusProduct>> {
  const products = await wholeProducts(client, { by: 'articleNumbers', numbers: articleNumbers, signal })
  return new Map(
    products.flatMap((product) =>
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
  const products = await wholeProducts(client, { by: 'productNumbers', numbers: productNumbers, signal })
  return new Map(products.flatMap((product) => (product.productNumber === undefined ? [] : [[product.productNumber, product]])))
}

interface ProductRequest {
  readonly by: 'articleNumbers' | 'productNumbers'
  readonly numbers: readonly string[]
  readonly signal: AbortSignal
}

async function wholeProducts(client: MplusClient, { by, numbers, signal }: ProductRequest): Promise<readonly MplusProduct[]> {
  const answers = await Promise.all(
    chunks([...new Set(numbers)], 100).map((some) =>
      client.call('getProducts', { request: { [by]: some, pluNumbers: [], includeAllArticlesOfSelectedProducts: true } }, signal),
    ),
  )
  return answers.flatMap(({ productList }) => productList)
}

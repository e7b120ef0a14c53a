import { describe, expect, it } from 'vitest'
import type { Taken } from '../schema/operations.ts'
import { buildShop } from '../shop/build-shop.ts'
import { findArticle, type Shop } from '../shop/shop.ts'
import { createProduct, getProducts, updateProduct } from './products.ts'

const mug = { description: 'Mok', turnoverGroup: 10, vatCode: 1, priceIncl: 1210 }

function articleNumbersOf(shop: Shop, request: Partial<Taken<'getProducts'>['request']>) {
  const { productList } = getProducts(shop, { request: { pluNumbers: {}, ...request } })
  return (productList.product ?? [])
    .flatMap(({ articleList }) => (articleList?.article ?? []).map(({ articleNumber }) => articleNumber))
    .sort()
}

describe('reading products', () => {
  it('counts articles against the limit, yet returns the first product whole', () => {
    expect(articleNumbersOf(buildShop().shop, { syncMarker: 0, syncMarkerLimit: 1 })).toEqual([120_101, 120_102])
  })

  it('returns an article asked for by number without its sisters', () => {
    expect(articleNumbersOf(buildShop().shop, { articleNumbers: [120_102] })).toEqual([120_102])
  })

  it('adds the sisters when all articles of the selected products are asked for', () => {
    const request = { articleNumbers: [120_102], includeAllArticlesOfSelectedProducts: true }
    expect(articleNumbersOf(buildShop().shop, request)).toEqual([120_101, 120_102])
  })
})

describe('creating a product', () => {
  it('derives the price without VAT', () => {
    const { shop } = buildShop()
    createProduct(shop, { product: { articleList: { article: [{ ...mug, articleNumber: 150_001 }] } } })
    expect(findArticle(shop, 150_001)?.article).toMatchObject({ priceIncl: 1210, priceExcl: 1000 })
  })

  it('gives numbers to articles without one, beside those that have one', () => {
    const article = [{ ...mug, articleNumber: 200_001 }, mug, mug]
    expect(createProduct(buildShop().shop, { product: { articleList: { article } } }).articleNumbers).toEqual([200_001, 200_002, 200_003])
  })

  it.each([
    ['without articles', { description: 'Mok' }, 'CREATE-PRODUCT-RESULT-FAILED'],
    [
      'with a taken article number',
      { articleList: { article: [{ ...mug, articleNumber: 120_101 }] } },
      'CREATE-PRODUCT-RESULT-FAILED-ARTICLE-NUMBER-ALREADY-TAKEN',
    ],
    [
      'with a taken product number',
      { productNumber: 1201, articleList: { article: [mug] } },
      'CREATE-PRODUCT-RESULT-FAILED-PRODUCT-NUMBER-ALREADY-TAKEN',
    ],
    ['in an unknown group', { groupNumbers: [9], articleList: { article: [mug] } }, 'CREATE-PRODUCT-RESULT-FAILED'],
    ['with an unknown VAT code', { articleList: { article: [{ ...mug, vatCode: 9 }] } }, 'CREATE-PRODUCT-RESULT-FAILED'],
    ['without a turnover group', { articleList: { article: [{ vatCode: 1 }] } }, 'CREATE-PRODUCT-RESULT-FAILED'],
  ])('refuses a product %s', (_case, product, result) => {
    expect(createProduct(buildShop().shop, { product }).result).toBe(result)
  })
})

describe('updating a product', () => {
  it('tells kept articles from added ones and leaves the others in place', () => {
    const { shop } = buildShop()
    const article = [
      { ...mug, articleNumber: 120_102 },
      { ...mug, articleNumber: 120_103 },
    ]
    const answer = updateProduct(shop, { product: { productNumber: 1201, articleList: { article } } })
    expect([answer.existingArticleNumbers, answer.newArticleNumbers, articleNumbersOf(shop, { productNumbers: [1201] })]).toEqual([
      [120_102],
      [120_103],
      [120_101, 120_102, 120_103],
    ])
  })

  it('clears what an article of the update leaves out', () => {
    const { shop } = buildShop()
    updateProduct(shop, {
      product: { productNumber: 1201, articleList: { article: [{ articleNumber: 120_102, turnoverGroup: 10, vatCode: 1 }] } },
    })
    expect(findArticle(shop, 120_102)?.article).not.toHaveProperty('priceIncl')
  })

  it('refuses an article of another product', () => {
    const article = [{ ...mug, articleNumber: 130_101 }]
    const answer = updateProduct(buildShop().shop, { product: { productNumber: 1201, articleList: { article } } })
    expect(answer.result).toBe('UPDATE-PRODUCT-RESULT-FAILED-ARTICLE-NUMBER-ALREADY-TAKEN')
  })

  it('does not know a product that was never created', () => {
    expect(updateProduct(buildShop().shop, { product: { productNumber: 77 } }).result).toBe('UPDATE-PRODUCT-RESULT-NOT-FOUND')
  })
})

import type { Answer, Taken } from '../schema/operations.ts'
import type { Value } from '../schema/shapes.ts'
import { withoutVat, withVat } from '../shop/amounts.ts'
import { priceGroups, turnoverGroups, vatPercentages } from '../shop/configuration.ts'
import { takeFromMarker } from '../shop/marker-page.ts'
import { toMoment } from '../shop/moments.ts'
import { type Article, findArticle, freeNumber, nextMarker, type Shop, saveProduct } from '../shop/shop.ts'

const firstProductNumber = 1001
const firstArticleNumber = 200_001

/**
 * By number, PLU, group or marker. With a marker the limit counts articles, yet the first product comes whole.
 * Only the selected articles of a product are returned, unless `includeAllArticlesOfSelectedProducts`.
 */
export function getProducts(shop: Shop, { request }: Taken<'getProducts'>): Answer<'getProducts'> {
  const numbers = request.articleNumbers ?? []
  const pluNumbers = (request.pluNumbers.text ?? []).map(({ text }) => text)
  const productNumbers = request.productNumbers ?? []
  const groupNumbers = request.groupNumbers ?? []
  const selects = (article: Article) =>
    (numbers.length + pluNumbers.length === 0 || numbers.includes(article.articleNumber) || pluNumbers.includes(article.pluNumber ?? '')) &&
    (request.onlyWebshop !== true || article.webshop === true) &&
    (request.onlyActive !== true || article.active === true)
  const matching = [...shop.products.values()]
    .filter(({ productNumber }) => productNumbers.length === 0 || productNumbers.includes(productNumber))
    .filter((product) => groupNumbers.length === 0 || product.groupNumbers?.some((group) => groupNumbers.includes(group)))
    .flatMap((product) => {
      const article = product.articleList.article.filter(selects)
      if (article.length === 0) return []
      return [request.includeAllArticlesOfSelectedProducts ? product : { ...product, articleList: { article } }]
    })
  const page =
    request.syncMarker === undefined
      ? matching
      : takeFromMarker(matching, {
          from: request.syncMarker,
          limit: request.syncMarkerLimit,
          weigh: ({ articleList }) => articleList.article.length,
        })
  return { productList: { product: shop.shuffle(page) } }
}

export function createProduct(shop: Shop, { product }: Taken<'createProduct'>): Answer<'createProduct'> {
  const failed = (errorMessage: string) => ({ result: 'CREATE-PRODUCT-RESULT-FAILED' as const, productNumber: 0, errorMessage })
  const given = product.articleList?.article ?? []
  if (given.length === 0) return failed('A product needs at least one article.')
  const refusal = refuseProduct(shop, product)
  if (refusal) return failed(refusal)
  if (product.productNumber !== undefined && shop.products.has(product.productNumber)) {
    const errorMessage = `Product number ${product.productNumber} is already taken.`
    return { result: 'CREATE-PRODUCT-RESULT-FAILED-PRODUCT-NUMBER-ALREADY-TAKEN', productNumber: 0, errorMessage }
  }
  const taken = given.find(({ articleNumber }) => articleNumber !== undefined && findArticle(shop, articleNumber))
  if (taken) {
    const errorMessage = `Article number ${taken.articleNumber} is already taken.`
    return { result: 'CREATE-PRODUCT-RESULT-FAILED-ARTICLE-NUMBER-ALREADY-TAKEN', productNumber: 0, errorMessage }
  }
  const productNumber = product.productNumber ?? freeNumber(shop.products.keys(), firstProductNumber)
  const syncMarker = nextMarker(shop, 'article')
  const article = completeArticles(shop, given, { syncMarker, keptArticles: [] })
  saveProduct(shop, { ...product, productNumber, syncMarker, articleList: { article } })
  return {
    result: 'CREATE-PRODUCT-RESULT-OK',
    productNumber,
    articleNumbers: article.map(({ articleNumber }) => articleNumber),
    changeTimestamp: toMoment(shop.now()),
    syncMarker,
    errorMessage: '',
  }
}

/**
 * Articles named in the list are replaced or added, the product's others stay. Whether fields left out keep their value is not public;
 * the sandbox clears them, so that a client must send what it wants to keep.
 */
export function updateProduct(shop: Shop, { product }: Taken<'updateProduct'>): Answer<'updateProduct'> {
  const kept = shop.products.get(product.productNumber ?? 0)
  if (!kept) return { result: 'UPDATE-PRODUCT-RESULT-NOT-FOUND', errorMessage: `There is no product ${product.productNumber ?? ''}.` }
  const refusal = refuseProduct(shop, product)
  if (refusal) return { result: 'UPDATE-PRODUCT-RESULT-FAILED', errorMessage: refusal }
  const given = product.articleList?.article ?? []
  const foreign = given.find(({ articleNumber = 0 }) => {
    const owner = findArticle(shop, articleNumber)?.product
    return owner && owner.productNumber !== kept.productNumber
  })
  if (foreign) {
    const errorMessage = `Article number ${foreign.articleNumber} is already taken.`
    return { result: 'UPDATE-PRODUCT-RESULT-FAILED-ARTICLE-NUMBER-ALREADY-TAKEN', errorMessage }
  }
  const syncMarker = nextMarker(shop, 'article')
  const keptArticles = kept.articleList.article
  const changed = completeArticles(shop, given, { syncMarker, keptArticles })
  const changedByNumber = new Map(changed.map((article) => [article.articleNumber, article]))
  const isKept = ({ articleNumber }: Article) => keptArticles.some((article) => article.articleNumber === articleNumber)
  const article = [...keptArticles.map((one) => changedByNumber.get(one.articleNumber) ?? one), ...changed.filter((one) => !isKept(one))]
  saveProduct(shop, { ...product, productNumber: kept.productNumber, syncMarker, articleList: { article } })
  return {
    result: 'UPDATE-PRODUCT-RESULT-OK',
    existingArticleNumbers: changed.filter(isKept).map(({ articleNumber }) => articleNumber),
    newArticleNumbers: changed.filter((one) => !isKept(one)).map(({ articleNumber }) => articleNumber),
    changeTimestamp: toMoment(shop.now()),
    syncMarker,
    errorMessage: '',
  }
}

/** Gives articles their number, missing price, VAT percentage and read-only fields. */
function completeArticles(
  shop: Shop,
  given: readonly Value<'Article'>[],
  { syncMarker, keptArticles }: { readonly syncMarker: number; readonly keptArticles: readonly Article[] },
): Article[] {
  const at = toMoment(shop.now())
  const givenNumbers = given.flatMap(({ articleNumber }) => articleNumber ?? [])
  const complete: Article[] = []
  for (const article of given) {
    const articleNumber =
      article.articleNumber ??
      freeNumber([...shop.articleOwners.keys(), ...givenNumbers, ...complete.map((one) => one.articleNumber)], firstArticleNumber)
    const kept = keptArticles.find((one) => one.articleNumber === articleNumber)
    const vatPercentage = vatPercentages.get(article.vatCode ?? 0) ?? 0
    complete.push({
      active: true,
      webshop: false,
      stockArticle: false,
      ...article,
      articleNumber,
      syncMarker,
      createTimestamp: kept?.createTimestamp ?? at,
      changeTimestamp: at,
      vatPercentage,
      ...completePrice(article, vatPercentage),
    })
  }
  return complete
}

function completePrice({ priceIncl, priceExcl }: Value<'Article'>, percentage: number): Pick<Article, 'priceIncl' | 'priceExcl'> {
  if (priceIncl !== undefined) return { priceIncl, priceExcl: priceExcl ?? withoutVat(priceIncl, percentage) }
  return priceExcl === undefined ? {} : { priceIncl: withVat(priceExcl, percentage), priceExcl }
}

function refuseProduct(shop: Shop, product: Value<'Product'>): string | undefined {
  const unknownGroup = product.groupNumbers?.find((number) => !shop.groups.has(number))
  if (unknownGroup !== undefined) return `There is no article group ${unknownGroup}.`
  const given = product.articleList?.article ?? []
  const numbers = given.flatMap(({ articleNumber }) => articleNumber ?? [])
  const double = numbers.find((number, place) => numbers.indexOf(number) !== place)
  if (double !== undefined) return `Article number ${double} stands in the product twice.`
  return given.map(refuseArticle).find((refusal) => refusal !== undefined)
}

function refuseArticle({ articleNumber, turnoverGroup, vatCode, priceGroupList }: Value<'Article'>): string | undefined {
  const name = articleNumber === undefined ? 'A new article' : `Article ${articleNumber}`
  if (articleNumber !== undefined && articleNumber < 1) return `${articleNumber} is no article number.`
  if (!turnoverGroups.some((group) => group.turnoverGroup === turnoverGroup))
    return `${name} has no known turnover group (${turnoverGroup ?? 'none'}).`
  // A mis-set VAT rate is answered with an error that names the code (vendor release notes).
  if (!vatPercentages.has(vatCode ?? 0)) return `${name} has VAT code ${vatCode ?? 'none'}, which is not set up. Contact support.`
  const stranger = priceGroupList?.priceGroup?.find(
    ({ priceGroupNumber }) => !priceGroups.some((group) => group.priceGroupNumber === priceGroupNumber),
  )
  if (stranger) return `${name} has a price in group ${stranger.priceGroupNumber}, which is not there.`
  return undefined
}

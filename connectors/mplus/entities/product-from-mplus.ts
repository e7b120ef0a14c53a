import type { Product, ProductVariant } from '#core/model/product.ts'
import type { MplusArticle, MplusProduct } from '../soap/product-shapes.ts'
import { lowest } from '../values/marker.ts'
import { fromCents } from '../values/money.ts'
import { fromScaled } from '../values/quantity.ts'
import { fromSoapDate, fromSoapDateTime } from '../values/time.ts'

interface Surroundings {
  readonly currency: string
  /** Category paths by group number. */
  readonly paths: ReadonlyMap<string, readonly string[]>
}

/**
 * A product of the till groups articles; what is sold is the article. One article without colour and size is a simple product
 * with its own SKU, everything else a product with variants.
 */
export function toProduct(product: MplusProduct, { currency, paths }: Surroundings): Product {
  const articles = product.articleList
  const [first] = articles
  const isSimple = articles.length === 1 && first !== undefined && first.colour === undefined && first.size === undefined
  return {
    ...(isSimple ? sellable(first) : {}),
    name: product.description ?? first?.description ?? `Product ${product.productNumber ?? ''}`.trim(),
    description: product.extraText ?? first?.extraText,
    shortDescription: first?.invoiceText,
    currency,
    taxCode: first?.vatCode,
    brand: first?.brandName,
    unit: first?.unit ?? first?.siUnit,
    categories: product.groupNumbers.flatMap((number) => {
      const path = paths.get(number)
      return path === undefined ? [] : [[...path]]
    }),
    features: (first?.customFieldList ?? []).flatMap((one) => {
      const value = customValue(one)
      return one.fieldName === undefined || value === undefined ? [] : [{ feature: one.fieldName, value }]
    }),
    variants: isSimple ? [] : articles.map(toVariant),
    managesStock: first?.stockArticle ?? true,
    active: articles.length === 0 || articles.some(isSold),
  }
}

/** The SKU people know the product by: the article's number, of several the lowest, which never changes. */
export function productKey({ articleList, productNumber }: MplusProduct): string {
  return lowest(articleList.map(({ articleNumber }) => articleNumber))?.toString() ?? productNumber ?? ''
}

/**
 * The marker that put a product on a page asked for from `asked` on. A product is listed when it or one of its articles changed;
 * its articles come along whole, some with much higher markers, and going on from those would jump over other products.
 */
export function productMarker(product: MplusProduct, asked: bigint): string | undefined {
  const ofArticles = product.articleList.map(({ syncMarker }) => syncMarker)
  return (lowest([product.syncMarker], asked) ?? lowest(ofArticles, asked))?.toString() ?? product.syncMarker
}

export function toVariant(article: MplusArticle): ProductVariant {
  return {
    id: article.articleNumber,
    ...sellable(article),
    name: article.description,
    attributes: [
      ...(article.colour === undefined ? [] : [{ attribute: 'Colour', value: article.colour }]),
      ...(article.size === undefined ? [] : [{ attribute: 'Size', value: article.size }]),
    ],
    active: isSold(article),
  }
}

function sellable({ articleNumber, barcode, priceExcl, priceIncl, purchasePrice }: MplusArticle) {
  return { sku: articleNumber, gtin: barcode, priceExcl: money(priceExcl), priceIncl: money(priceIncl), costPrice: money(purchasePrice) }
}

function isSold({ active, discontinued }: MplusArticle): boolean {
  return active !== false && discontinued !== true
}

function money(cents: string | undefined): string | undefined {
  return cents === undefined ? undefined : fromCents(cents)
}

function customValue(field: MplusArticle['customFieldList'][number]): string | undefined {
  if (field.strValue !== undefined) return field.strValue
  if (field.intValue !== undefined) return fromScaled(field.intValue, field.decimalPlaces)
  return fromSoapDateTime(field.dateTimeValue) ?? fromSoapDate(field.dateValue) ?? field.boolValue?.toString()
}

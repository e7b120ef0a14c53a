import type { Product, ProductVariant } from '#core/model/product.ts'
import { article, type MplusArticle, type MplusProduct, type product } from '../soap/product-shapes.ts'
import type { Draft } from '../soap/shape.ts'
import { withoutEmptyLists } from '../soap/without-empty-lists.ts'
import { extraElements } from '../values/extra.ts'
import { toCents } from '../values/money.ts'
import { articleNumberOf } from '../values/sku.ts'
import { vatCodeOf } from './order-to-mplus.ts'
import type { ProductWriteSettings } from './product-write-fields.ts'

export type ProductDraft = Draft<typeof product>
type ArticleDraft = Draft<typeof article>

/** A product as a flow may hold it; an update may carry only the fields that changed. */
export type ProductData = Partial<Product>
export type Sold = Partial<ProductVariant>

interface Part {
  readonly data: ProductData
  /** The variant, or the simple product itself. */
  readonly sold: Sold
  readonly what: string
  readonly settings: ProductWriteSettings
}

/** Per field of the neutral model: what of each article carries it. */
const articleElements: Readonly<Record<string, (part: Part) => ArticleDraft>> = {
  name: ({ data, sold, settings }) => ({ description: articleName(data, sold, settings) }),
  shortDescription: ({ data }) => ({ invoiceText: data.shortDescription }),
  gtin: ({ sold }) => ({ barcode: sold.gtin }),
  priceIncl: priceElements,
  priceExcl: priceElements,
  costPrice: ({ sold, what }) => ({
    purchasePrice: sold.costPrice === undefined ? undefined : toCents(sold.costPrice, `${what}: the purchase price`),
  }),
  taxCode: ({ data, what }) => ({ vatCode: vatCodeOf(data.taxCode, what) }),
  brand: ({ data }) => ({ brandName: data.brand }),
  unit: ({ data }) => ({ unit: data.unit }),
  managesStock: ({ data }) => ({ stockArticle: data.managesStock }),
  extra: ({ data, what }) => extraElements(article, data.extra, what),
  active: ({ data, sold }) => ({ active: data.active === false ? false : (sold.active ?? data.active) }),
}

/** What an update can change: articles one by one, the product itself, and its groups. */
export const productPaths: readonly string[] = [...Object.keys(articleElements), 'description', 'categories', 'variants']

/** The whole product, for a create. @throws DataError `sku-not-numeric` for a SKU that is no article number. */
export function productToCreate(data: ProductData, settings: ProductWriteSettings): ProductDraft {
  const what = `Product ${data.name ?? ''}`.trim()
  return {
    description: data.name,
    extraText: data.description,
    articleList: soldOf(data).map((sold) => newArticle({ data, sold, what, settings })),
  }
}

/**
 * The product as it stands with the changed fields put in: all its articles go back whole, because the service does not say
 * whether an update clears what it is not sent. A change of variants sends what the record says of each; new ones are added.
 */
export function productToUpdate(
  current: MplusProduct,
  {
    data,
    paths,
    settings,
    key,
  }: { readonly data: ProductData; readonly paths: readonly string[]; readonly settings: ProductWriteSettings; readonly key: string },
): ProductDraft {
  const what = `Product ${data.name ?? key}`
  const changed = paths.map((path) => path.split('.')[0] ?? '')
  const isChanged = (path: string) => changed.includes(path)
  const parts = changed.flatMap((path) => articleElements[path] ?? [])
  const touched = parts.length > 0 || isChanged('variants') ? soldOf(data, key) : []
  const articles = touched.map((sold) => {
    const part = { data, sold, what, settings }
    const articleNumber = articleNumberOf(sold.sku, what)
    const standing = current.articleList.find((one) => one.articleNumber === articleNumber)
    if (!standing) return newArticle(part)
    const { turnoverGroup, webshop, ...sent } = isChanged('variants')
      ? newArticle(part)
      : Object.assign({}, ...parts.map((element) => element(part)))
    return articleToUpdate(standing, sent)
  })
  const isTouched = ({ articleNumber }: ArticleDraft) => articles.some((one) => one.articleNumber === articleNumber)
  const { syncMarker, ...kept } = current
  return {
    ...kept,
    ...(isChanged('name') && { description: data.name }),
    ...(isChanged('description') && { extraText: data.description }),
    articleList: [...current.articleList.filter((one) => !isTouched(one)).map((one) => articleToUpdate(one, {})), ...articles],
  }
}

function articleToUpdate(standing: MplusArticle, changes: ArticleDraft): ArticleDraft {
  const { syncMarker, createTimestamp, changeTimestamp, averagePurchasePrice, ...kept } = withoutEmptyLists(standing)
  const sent = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  // The till works the one price out from the other: sent together, the old one would hold the new one back.
  const other = 'priceIncl' in sent ? { priceExcl: undefined } : 'priceExcl' in sent ? { priceIncl: undefined } : {}
  return { ...kept, ...other, ...sent }
}

/** What is sold of a product: itself, or its variants. Prices that stand on the product alone hold for each of them. */
export function soldOf(data: ProductData, key?: string): readonly Sold[] {
  const { variants = [], sku = key, gtin, priceExcl, priceIncl, costPrice } = data
  if (variants.length === 0) return [{ sku, gtin, priceExcl, priceIncl, costPrice }]
  return variants.map((one) => {
    const prices = one.priceExcl === undefined && one.priceIncl === undefined ? { priceExcl, priceIncl } : {}
    return { ...one, ...prices, costPrice: one.costPrice ?? costPrice }
  })
}

/** An article as it is to be sold. @throws DataError for an amount or a SKU that the till does not take */
export function newArticle(part: Part): ArticleDraft {
  const { data, sold, what, settings } = part
  const elements = Object.assign({}, ...Object.values(articleElements).map((element) => element(part))) as ArticleDraft
  const { colour, size } = axesOf(sold, settings)
  return {
    ...elements,
    articleNumber: articleNumberOf(sold.sku, what),
    colour,
    size,
    vatCode: elements.vatCode ?? (settings.vatCode || undefined),
    turnoverGroup: settings.turnoverGroup || undefined,
    webshop: settings.webshop || undefined,
    stockArticle: data.managesStock ?? true,
  }
}

function priceElements({ sold, what, settings }: Part): ArticleDraft {
  const { priceIncl, priceExcl } = sold
  const isIncl = priceExcl === undefined || (settings.price === 'incl' && priceIncl !== undefined)
  if (isIncl) return priceIncl === undefined ? {} : { priceIncl: toCents(priceIncl, `${what} (${sold.sku}): the price including tax`) }
  return { priceExcl: toCents(priceExcl, `${what} (${sold.sku}): the price excluding tax`) }
}

const colourNames = ['colour', 'color', 'kleur', 'farbe', 'couleur', 'färg', 'farge', 'kolor', 'renk']
const sizeNames = ['size', 'maat', 'größe', 'taille', 'storlek', 'størrelse', 'rozmiar', 'beden']

/** The till knows two axes; further attributes become part of the article's name. */
function axesOf(sold: Sold, settings: ProductWriteSettings) {
  const isNamed = (names: readonly string[], own: string | undefined) => (one: { readonly attribute: string }) => {
    const name = one.attribute.trim().toLowerCase()
    return own ? name === own.trim().toLowerCase() : names.includes(name)
  }
  const attributes = sold.attributes ?? []
  const colour = attributes.find(isNamed(colourNames, settings.colourAttribute))
  const size = attributes.find(isNamed(sizeNames, settings.sizeAttribute))
  return { colour: colour?.value, size: size?.value, others: attributes.filter((one) => one !== colour && one !== size) }
}

function articleName(data: ProductData, sold: Sold, settings: ProductWriteSettings): string | undefined {
  if (sold.name !== undefined && sold.name !== '') return sold.name
  const others = axesOf(sold, settings).others.map(({ value }) => value)
  return data.name === undefined ? undefined : [data.name, ...others].join(' ')
}

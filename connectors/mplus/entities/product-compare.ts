import type { Existing } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import type { ProductVariant } from '#core/model/product.ts'
import type { MplusArticle, MplusProduct } from '../soap/product-shapes.ts'
import { toVariant } from './product-from-mplus.ts'
import { newArticle, type ProductData, type Sold, soldOf } from './product-to-mplus.ts'
import type { ProductWriteSettings } from './product-write-fields.ts'

/**
 * What is compared of a product: of two prices the one that is sent, for the till works out the other by its own rounding; of a product
 * with variants each article that the record names, as the till would tell it after a write.
 */
export function compared(
  existing: Existing,
  { found, data, settings }: { readonly found: MplusProduct; readonly data: ProductData; readonly settings: ProductWriteSettings },
): Existing {
  const { variants = [], ...shared } = data
  if (variants.length === 0) return { ...existing, wanted: withoutFollower(data, settings) }
  const pairs = pairsOf(data, { found, settings })
  if (pairs === undefined) return { ...existing, wanted: data }
  // Numbers and prices of a product with variants stand on its articles.
  const { sku: _sku, gtin: _gtin, priceExcl: _excl, priceIncl: _incl, costPrice: _cost, weight: _weight, ...own } = shared
  return {
    ...existing,
    data: { ...existing.data, variants: pairs.flatMap(({ there }) => there ?? []) },
    wanted: { ...own, variants: pairs.map(({ wanted }) => wanted) },
  }
}

interface Pair {
  readonly there?: Sold
  readonly wanted: Sold
}

/** Undefined for a product that will be refused: writing it says why. */
function pairsOf(
  data: ProductData,
  { found, settings }: { readonly found: MplusProduct; readonly settings: ProductWriteSettings },
): readonly Pair[] | undefined {
  try {
    return soldOf(data).map((sold) => {
      const standing = found.articleList.find(({ articleNumber }) => articleNumber === sold.sku)
      const draft = newArticle({ data, sold, what: `Product ${data.name ?? ''}`.trim(), settings })
      if (!standing) return { wanted: sold }
      const sent = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined))
      const paths = toldPaths(sold, draft)
      // A draft holds the members of an article as they are sent, in the very form they are read.
      return { there: pick(toVariant(standing), paths), wanted: pick(toVariant({ ...standing, ...sent } as MplusArticle), paths) }
    })
  } catch (error) {
    if (error instanceof DataError) return undefined
    throw error
  }
}

type Path = keyof ProductVariant

function toldPaths({ gtin, costPrice }: Sold, draft: ReturnType<typeof newArticle>): readonly Path[] {
  const price: readonly Path[] = draft.priceIncl !== undefined ? ['priceIncl'] : draft.priceExcl !== undefined ? ['priceExcl'] : []
  return [
    ...(['sku', 'name', 'attributes', 'active'] as const),
    ...price,
    ...(gtin === undefined ? [] : (['gtin'] as const)),
    ...(costPrice === undefined ? [] : (['costPrice'] as const)),
  ]
}

function pick(variant: ProductVariant, paths: readonly Path[]): Sold {
  return Object.fromEntries(paths.map((path) => [path, variant[path]]))
}

function withoutFollower(data: ProductData, settings: ProductWriteSettings): ProductData {
  if (data.priceExcl === undefined || data.priceIncl === undefined) return data
  const { priceExcl, priceIncl, ...rest } = data
  return settings.price === 'incl' ? { ...rest, priceIncl } : { ...rest, priceExcl }
}

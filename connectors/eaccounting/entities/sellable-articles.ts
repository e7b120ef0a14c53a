import { DataError } from '#core/kit/errors.ts'
import type { Product, ProductVariant } from '#core/model/product.ts'
import type { ProductWriteSettings } from './product-write-fields.ts'

/** What a product flow may hold of a product; an update may name only some fields. */
export type ProductData = Partial<Product>

/** One article to be: a simple product, or one variant of a product. */
export type ArticleData = ProductData & { readonly sku: string }

/**
 * The articles a product becomes. eAccounting has no variants: a product with them is refused, or each becomes an article of its own
 * where the flow says so.
 * @throws DataError that says which
 */
export function sellableArticles(
  product: ProductData,
  what: string,
  { variants: rule }: Pick<ProductWriteSettings, 'variants'>,
): readonly ArticleData[] {
  const { variants = [], ...shared } = product
  if (variants.length === 0) return [{ ...shared, sku: numbered(product.sku, what) }]
  if (rule === 'refuse') {
    const skus = variants.flatMap(({ sku }) => sku ?? [])
    throw new DataError(
      `${what} has ${variants.length} variants${skus.length > 0 ? ` (${some(skus)})` : ''}; eAccounting has no variants.`,
      {
        code: 'variants-not-possible',
        hint: 'Choose "each variant is an article of its own" in the settings of this node, or leave such products out with a filter.',
        facts: { skus },
      },
    )
  }
  return variants.map((variant) => variantArticle(shared, variant, what))
}

function variantArticle(shared: ProductData, variant: ProductVariant, what: string): ArticleData {
  const values = variant.attributes.map(({ value }) => value).join(' ')
  const sku = numbered(variant.sku, `${what}, variant ${variant.name ?? values}`)
  const { gtin, priceExcl, priceIncl, costPrice, quantity, ...rest } = shared
  // A price of its own speaks for both: the product's other price would be the one of another variant.
  const hasOwnPrice = variant.priceExcl !== undefined || variant.priceIncl !== undefined
  return {
    ...rest,
    sku,
    name: variant.name ?? withSuffix(shared.name ?? '', values),
    gtin: variant.gtin,
    ...(hasOwnPrice ? { priceExcl: variant.priceExcl, priceIncl: variant.priceIncl } : { priceExcl, priceIncl }),
    costPrice: variant.costPrice ?? costPrice,
    active: (shared.active ?? true) && variant.active,
  }
}

/** What tells the variants apart must survive the 50 characters a name has. */
function withSuffix(name: string, values: string): string {
  if (values === '') return name
  return `${name.slice(0, Math.max(10, 49 - values.length)).trimEnd()} ${values}`
}

function numbered(sku: string | undefined, what: string): string {
  const number = sku?.trim()
  if (!number) {
    throw new DataError(`${what} has no SKU, which is the article number in eAccounting.`, {
      code: 'sku-missing',
      hint: 'Give it a SKU in the source.',
    })
  }
  if (number.length > 40) {
    throw new DataError(`${what}: the SKU "${number}" has ${number.length} characters; eAccounting takes 40.`, { code: 'sku-too-long' })
  }
  return number
}

function some(skus: readonly string[]): string {
  return skus.length > 5 ? `${skus.slice(0, 5).join(', ')} and ${skus.length - 5} more` : skus.join(', ')
}

import { DataError } from '#core/kit/errors.ts'
import type { Product } from '#core/model/product.ts'
import { numberOf } from '../values/number.ts'
import { type Wrapped, wrap } from '../values/wrap.ts'
import type { ProductWriteSettings } from './product-write-fields.ts'

export type ProductData = Partial<Product>

type Body = Readonly<Record<string, Wrapped>>

/** Per field of the neutral model: what of an item carries it. */
const parts: Readonly<Record<string, (product: ProductData) => Body>> = {
  name: ({ name }) => wrap({ description: name }),
  description: ({ description }) => wrap({ body: description }),
  priceExcl: ({ priceExcl, sku, name }) =>
    wrap({ defaultPrice: priceExcl === undefined ? undefined : numberOf(priceExcl, `Product ${sku ?? name ?? ''}: the price`) }),
  taxCode: ({ taxCode }) => wrap({ vatCode: taxCode || undefined }),
  active: ({ active }) => wrap({ status: active === undefined ? undefined : active ? 'Active' : 'Inactive' }),
  extra: ({ extra, sku, name }) => extraFields(extra, `Product ${sku ?? name ?? ''}`),
}

/** Paths of the neutral model that `update` can change. */
export const productPaths: readonly string[] = [...Object.keys(parts), 'images']

/** @throws DataError for a product with variants, which Visma.net has not, and one without a SKU */
export function productToCreate(product: ProductData, settings: ProductWriteSettings): Body {
  const { sku, name, unit } = product
  const what = `Product ${sku ?? name ?? ''}`
  if ((product.variants ?? []).length > 0) {
    throw new DataError(`${what} has variants, and Visma.net has none: every item there stands for itself.`, {
      code: 'variants-not-possible',
      hint: 'Split the product in the flow, so that each variant is sent as an item of its own with its own SKU.',
    })
  }
  if (!sku) {
    throw new DataError(`${what} has no SKU; Visma.net needs a number for every item.`, {
      code: 'sku-missing',
      hint: 'Give the product a SKU in the source.',
    })
  }
  if (product.priceExcl === undefined && product.priceIncl !== undefined) {
    throw new DataError(`${what} has a price including tax only; Visma.net keeps prices excluding tax.`, {
      code: 'price-missing',
      hint: 'Map the price excluding tax.',
    })
  }
  return {
    ...wrap({ inventoryNumber: sku, itemClass: settings.itemClass }),
    // Units are settings of Visma.net: only one that it knows may be sent.
    ...wrap(settings.sendUnit && unit ? { baseUnit: unit, salesUnit: unit, purchaseUnit: unit } : {}),
    ...Object.assign({}, ...Object.values(parts).map((part) => part(product))),
  }
}

export function productToChange(product: ProductData, paths: readonly string[]): Body {
  const tops = [...new Set(paths.map((path) => path.split('.')[0] ?? path))]
  return Object.assign({}, ...tops.map((path) => parts[path]?.(product) ?? {}))
}

const extraTexts = ['postingClass', 'salesAccount', 'purchaseUnit', 'salesUnit', 'baseUnit', 'defaultWarehouse', 'note']

function extraFields(extra: Product['extra'], what: string): Body {
  const entries = Object.entries(extra ?? {}).filter(([, value]) => value !== undefined && value !== null)
  const unknown = entries.find(([name]) => !extraTexts.includes(name))
  if (unknown) {
    throw new DataError(`${what}: the extra field "${unknown[0]}" cannot be sent to Visma.net.`, {
      code: 'extra-unknown',
      hint: `Take it out of the mapping, or use one of ${extraTexts.join(', ')}.`,
    })
  }
  return wrap(Object.fromEntries(entries.map(([name, value]) => [name, String(value)])))
}

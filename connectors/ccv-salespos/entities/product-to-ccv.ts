import { DataError } from '#core/kit/errors.ts'
import type { Product } from '#core/model/product.ts'
import type { ShopSettings } from '../settings.ts'
import { given, numberOf, type Raw } from '../values.ts'
import type { ProductWriteSettings } from './product-write-fields.ts'

/** A product as a flow may hold it; an update may carry only the fields that changed. */
export type ProductData = Partial<Product>

interface Part {
  readonly data: ProductData
  readonly what: string
  readonly shop: ShopSettings
}

const tariffs = ['normal', 'low a', 'low b', 'extra low', 'zero']

/** Per field of the neutral model: the fields of a CCV product that carry it. Its keys are what an update can change, with `categories`. */
const elements: Readonly<Record<string, (part: Part) => Raw>> = {
  name: ({ data }) => ({ name: data.name }),
  sku: ({ data }) => ({ productnumber: data.sku ?? '' }),
  gtin: ({ data }) => ({ eannumber: data.gtin ?? '' }),
  description: ({ data }) => ({ description: data.description ?? '' }),
  shortDescription: ({ data }) => ({ shortdescription: data.shortDescription ?? '' }),
  priceIncl: (part) => (part.shop.pricesIncludeVat ? { price: priceOf(part) } : {}),
  priceExcl: (part) => (part.shop.pricesIncludeVat ? {} : { price: priceOf(part) }),
  costPrice: ({ data, what }) => ({ purchaseprice: numberOf(data.costPrice ?? '0', `${what}: the purchase price`) }),
  weight: ({ data, what }) => ({ weight: numberOf(data.weight ?? '0', `${what}: the weight`) }),
  taxCode: (part) => taxOf(part),
  brand: ({ data }) => ({ brand: data.brand ?? '' }),
  unit: ({ data }) => ({ unit: data.unit ?? '' }),
  managesStock: ({ data }) => ({ stockenabled: data.managesStock }),
  active: ({ data }) => ({ active: data.active }),
  extra: (part) => extraOf(part),
}

export const productPaths: readonly string[] = [...Object.keys(elements), 'categories', 'images']

/** The product itself, for a create; its variants and categories follow in requests of their own. */
export function productToCreate(
  data: ProductData,
  { what, shop, settings, packageId }: Omit<Part, 'data'> & { readonly settings: ProductWriteSettings; readonly packageId: number },
): Raw {
  const part = { data, what, shop }
  const paths = Object.keys(elements).filter((path) => data[path as keyof ProductData] !== undefined)
  const tax = data.taxCode !== undefined || data.taxRate !== undefined ? taxOf(part) : { taxtariff: settings.taxTariff }
  return given({
    ...Object.assign({}, ...paths.map((path) => elements[path]?.(part))),
    ...tax,
    name: data.name,
    price: priceOf(part),
    discount: 0,
    package_id: packageId,
  })
}

export function productToUpdate(part: Part, paths: readonly string[]): Raw {
  return given(Object.assign({}, ...paths.map((path) => elements[path.split('.')[0] ?? '']?.(part) ?? {})))
}

/** @throws DataError for a product whose price is on the other side of VAT: working it out would round. */
function priceOf({ data, what, shop }: Part): number {
  const kind = shop.pricesIncludeVat ? 'including' : 'excluding'
  const own = shop.pricesIncludeVat ? data.priceIncl : data.priceExcl
  const price = own ?? variantPrice(data, { what, shop })
  if (price !== undefined) return numberOf(price, `${what}: the price`)
  throw new DataError(`${what} has no price ${kind} tax, and this shop keeps prices ${kind} tax.`, {
    code: 'price-missing',
    hint: `Map the price ${kind} tax.`,
  })
}

/** CCV has one price for a product and its variants, and extra prices per size or colour, which are not written here. */
function variantPrice({ variants = [] }: ProductData, { what, shop }: Omit<Part, 'data'>): string | undefined {
  const prices = new Set(variants.flatMap(({ priceIncl, priceExcl }) => (shop.pricesIncludeVat ? priceIncl : priceExcl) ?? []))
  if (prices.size < 2) return [...prices][0]
  throw new DataError(`${what} has variants of different prices (${[...prices].join(', ')}).`, {
    code: 'variant-prices-differ',
    hint: 'CCV keeps one price per product and extra prices per size or colour. Map one price for the product, and set extra prices in CCV.',
    facts: { prices: [...prices] },
  })
}

function taxOf({ data, what }: Part): Raw {
  const { taxCode, taxRate } = data
  if (taxCode === undefined) return taxRate === undefined ? {} : { vatrate: numberOf(taxRate, `${what}: the VAT rate`) }
  if (tariffs.includes(taxCode)) return { taxtariff: taxCode }
  throw new DataError(`${what}: the tax code "${taxCode}" is no VAT tariff of CCV.`, {
    code: 'tax-code-unknown',
    hint: `Map the tax codes of the source to ${tariffs.join(', ')}.`,
    facts: { taxCode },
  })
}

/** Fields of CCV beyond the neutral model that may be sent under their own names. */
export const extraProductFields: readonly string[] = [
  'mpnnumber',
  'stocklocation',
  'ordering_without_stock',
  'maincategory',
  'subcategory',
  'meta_description',
  'meta_keywords',
  'page_title',
  'alias',
  'specs',
  'minimal_order_amount',
  'memo',
  'supplier_id',
  'brand_id',
  'condition_id',
  'color_id',
  'show_order_button',
  'no_index',
  'google_shopping_category',
]

function extraOf({ data, what }: Part): Raw {
  // Photos go in requests of their own.
  const { photos, ...extra } = data.extra ?? {}
  const unknown = Object.keys(extra).filter((name) => !extraProductFields.includes(name))
  if (unknown.length === 0) return extra
  throw new DataError(`${what}: the extra field "${unknown[0]}" cannot be sent to CCV.`, {
    code: 'extra-unknown',
    hint: 'Take it out of the mapping, or correct its name.',
    facts: { field: unknown[0] ?? '', known: extraProductFields },
  })
}

/** The product as this shop can hold it: with the price of its side of VAT, and the tariff in the place of the percentage. */
export function productAsHeld(data: ProductData, shop: ShopSettings): ProductData {
  const { priceIncl, priceExcl, quantity, ...rest } = data
  return given({ ...rest, ...(shop.pricesIncludeVat ? { priceIncl } : { priceExcl }) })
}

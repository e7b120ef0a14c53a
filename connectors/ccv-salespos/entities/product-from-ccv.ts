import Big from 'big.js'
import type { Product, ProductVariant } from '#core/model/product.ts'
import type { ShopSettings } from '../settings.ts'
import { decimalOf, expandedIn, given, idOf, objectOf, type Raw, rawsOf, textOf } from '../values.ts'
import { type CatalogueProduct, skuOfCombination } from './catalogue.ts'

export interface Surroundings {
  readonly settings: ShopSettings
  /** Category paths by id. */
  readonly paths: ReadonlyMap<string, readonly string[]>
}

/** What a product is sold and compared by: its number, or the SKU of its first variant that has one, which never changes. */
export function productKey({ raw, combinations }: CatalogueProduct): string | undefined {
  if (combinations.length === 0) return textOf(raw.productnumber)
  return combinations.map(skuOfCombination).find((sku) => sku !== undefined) ?? textOf(raw.productnumber)
}

/** A product with attribute combinations has its SKUs there; its own number stays in the record's `raw`. */
export function toProduct(product: CatalogueProduct, { settings, paths }: Surroundings): Product {
  const { raw, combinations } = product
  const price = decimalOf(raw.price)
  const isSimple = combinations.length === 0
  const name = textOf(raw.name) ?? productKey(product) ?? `Product ${product.id}`
  return {
    name,
    categories: (expandedIn(raw.producttocategories) ?? []).flatMap(({ category_id }) => {
      const path = paths.get(idOf(category_id) ?? '')
      return path === undefined ? [] : [[...path]]
    }),
    features: [],
    variants: combinations.map((combination) => toVariant(combination, price, settings)),
    managesStock: raw.stockenabled !== false,
    active: (raw.is_active ?? raw.active) !== false,
    ...given({
      sku: isSimple ? textOf(raw.productnumber) : undefined,
      gtin: isSimple ? textOf(raw.eannumber) : undefined,
      ...priceIn(price, settings),
      costPrice: positive(decimalOf(raw.purchaseprice)),
      weight: positive(decimalOf(raw.weight)),
      description: textOf(raw.description),
      shortDescription: textOf(raw.shortdescription),
      currency: settings.currency,
      taxCode: textOf(raw.taxtariff),
      taxRate: decimalOf(raw.vatrate),
      brand: textOf(objectOf(raw.brand)?.name),
      unit: textOf(raw.unit),
      quantity: isSimple ? decimalOf(raw.stock) : sum(combinations.map(({ stock }) => decimalOf(stock))),
    }),
  }
}

/** The extra prices of a variant's values come on top, on the side of VAT that the shop keeps its prices on. */
function toVariant(combination: Raw, price: string | undefined, settings: ShopSettings): ProductVariant {
  const extra = decimalOf(combination.netto_extra_price) ?? '0'
  const whole = price === undefined ? undefined : new Big(price).plus(extra).toFixed()
  return {
    attributes: attributesOf(combination),
    active: combination.active !== false,
    ...given({
      id: idOf(combination.id),
      sku: skuOfCombination(combination),
      gtin: textOf(combination.ean_number),
      ...priceIn(whole, settings),
    }),
  }
}

export function attributesOf(combination: Raw): ProductVariant['attributes'] {
  return rawsOf(Array.isArray(combination.combination) ? combination.combination : []).flatMap(({ attribute, attribute_value }) => {
    const [name, value] = [textOf(objectOf(attribute)?.name), textOf(objectOf(attribute_value)?.name)]
    return name === undefined || value === undefined ? [] : [{ attribute: name, value }]
  })
}

function priceIn(price: string | undefined, { pricesIncludeVat }: ShopSettings) {
  return given(pricesIncludeVat ? { priceIncl: price } : { priceExcl: price })
}

/** 0 is what CCV has where nobody entered anything. */
function positive(decimal: string | undefined): string | undefined {
  return decimal === '0' ? undefined : decimal
}

function sum(decimals: readonly (string | undefined)[]): string {
  return decimals.reduce<Big>((total, one) => total.plus(one ?? '0'), new Big(0)).toFixed()
}

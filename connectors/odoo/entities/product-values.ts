import { DataError } from '#core/kit/errors.ts'
import { categoryKey } from '#core/model/category.ts'
import type { Product, ProductVariant } from '#core/model/product.ts'
import type { OdooClient, Values } from '../client.ts'
import { ownFields } from '../own-fields.ts'
import { byName, loadDefaultTax, loadSalesTaxes, type Tax } from '../reference-data.ts'
import { htmlOf, numberOf, unique } from '../values.ts'
import { ensureCategories } from './category.ts'
import { templateModel, variantModel } from './product-from-odoo.ts'
import { type ListPrice, listPriceOf, type PriceTax, priceTaxOf } from './product-prices.ts'

export interface ProductContext {
  readonly templateFields: ReadonlyMap<string, string>
  readonly variantFields: ReadonlyMap<string, string>
  readonly taxes: readonly Tax[]
  readonly defaultTax: Tax | undefined
  /** The tax of the product that stands there, while that is not changed. */
  readonly standingTax?: PriceTax
  readonly priceDigits: number | undefined
  /** Category ids by path. */
  readonly categories: ReadonlyMap<string, number>
}

export async function openProductContext(client: OdooClient, products: readonly Product[], signal: AbortSignal): Promise<ProductContext> {
  const [templateFields, variantFields, taxes, defaultTax, priceDigits, categories] = await Promise.all([
    client.fieldsOf(templateModel, signal),
    client.fieldsOf(variantModel, signal),
    loadSalesTaxes(client, signal),
    loadDefaultTax(client, signal),
    client.digitsOf(templateModel, 'list_price', signal),
    // Odoo keeps one category per product: the first.
    ensureCategories(client, { paths: unique(products.map(({ categories: [first] }) => first)), signal }),
  ])
  return {
    templateFields: templateFields ?? new Map(),
    variantFields: variantFields ?? new Map(),
    taxes,
    defaultTax,
    priceDigits,
    categories,
  }
}

type Sellable = Pick<Product | ProductVariant, 'sku' | 'gtin' | 'priceExcl' | 'priceIncl' | 'costPrice' | 'weight'>

/** Odoo's fields for the parts that belong to the product as a whole. */
const templateParts: Readonly<Record<string, (product: Product, context: ProductContext) => Values>> = {
  name: ({ name }) => ({ name }),
  description: ({ description }) => ({ description: description ? htmlOf(description) : false }),
  shortDescription: ({ shortDescription }) => ({ description_sale: shortDescription || false }),
  priceExcl: (product, context) => listPrice(product, context),
  priceIncl: (product, context) => listPrice(product, context),
  taxCode: (product, context) => ({ taxes_id: [[6, 0, taxOf(product, context).map(({ id }) => id)]] }),
  categories: ({ categories: [first] }, { categories }) => (first ? { categ_id: categories.get(categoryKey(first)) ?? false } : {}),
  managesStock: ({ managesStock }, { templateFields }) => kindOf(managesStock, templateFields),
  active: ({ active }) => ({ active }),
}

/** … and for those each variant has of its own. */
const variantParts: Readonly<Record<string, (sellable: Sellable, owner: string) => Values>> = {
  sku: ({ sku }) => ({ default_code: sku || false }),
  gtin: ({ gtin }) => ({ barcode: gtin || false }),
  costPrice: ({ costPrice }, owner) => (costPrice === undefined ? {} : { standard_price: numberOf(costPrice, owner) }),
  weight: ({ weight }, owner) => (weight === undefined ? {} : { weight: numberOf(weight, owner) }),
}

export const productPaths = [...Object.keys(templateParts), ...Object.keys(variantParts), 'images']

/** Values of a new template; SKU and the like stand here only for a simple product. */
export function newTemplateValues(product: Product, context: ProductContext): Values {
  const isGiven = (name: string) => product[name as keyof Product] !== undefined
  const parts = Object.keys(templateParts).filter(isGiven)
  const own = product.variants.length === 0 ? Object.keys(variantParts).filter(isGiven) : []
  return {
    ...known(templateValues(product, parts, context), context.templateFields),
    ...known(variantValues(product, own, ownerOf(product)), context.templateFields),
    ...ownFields(product.extra, { owner: ownerOf(product), known: context.templateFields }),
  }
}

/** Exactly the fields behind the changed paths, all writable through the variant. A price that did not change is not looked at. */
export function changedValues(
  product: Product,
  paths: readonly string[],
  context: ProductContext,
): { readonly shared: Values; readonly own: Values } {
  const names = unique(paths.map((path) => path.split('.')[0]))
  const extra = names.includes('extra') ? ownFields(product.extra, { owner: ownerOf(product), known: context.templateFields }) : {}
  const changed = {
    ...product,
    priceExcl: names.includes('priceExcl') ? product.priceExcl : undefined,
    priceIncl: names.includes('priceIncl') ? product.priceIncl : undefined,
  }
  return {
    shared: { ...known(templateValues(changed, names, context), context.templateFields), ...extra },
    own: known(variantValues(product, names, ownerOf(product)), context.variantFields),
  }
}

export function variantValues(sellable: Sellable, names: readonly string[], owner: string): Values {
  return Object.assign({}, ...names.map((name) => variantParts[name]?.(sellable, owner) ?? {}))
}

export const variantPartNames = Object.keys(variantParts)

function templateValues(product: Product, names: readonly string[], context: ProductContext): Values {
  return Object.assign({}, ...names.map((name) => templateParts[name]?.(product, context) ?? {}))
}

export function ownerOf({ name, sku }: Product): string {
  return sku === undefined ? `Product ${name}` : `Product ${sku}`
}

function taxOf(product: Product, { taxes }: ProductContext): readonly Tax[] {
  return product.taxCode ? [byName(taxes, product.taxCode, { what: 'sales tax', owner: ownerOf(product), code: 'tax' })] : []
}

/** What Odoo's one list price means is a property of the product's sales tax, or of the company's usual one. */
export function listPriceMeaning(product: Product, context: ProductContext): ListPrice {
  const [tax = context.defaultTax] = context.standingTax ? [] : taxOf(product, context)
  return { tax: context.standingTax ?? priceTaxOf(tax ? [tax] : []), digits: context.priceDigits }
}

function listPrice(product: Product, context: ProductContext): Values {
  const meaning = listPriceMeaning(product, context)
  const amount = listPriceOf(product, meaning)
  if (amount !== undefined) return { list_price: numberOf(amount, ownerOf(product)) }
  const word = meaning.tax.isPriceIncluded ? 'including' : 'excluding'
  throw new DataError(`${ownerOf(product)}: Odoo wants the price ${word} tax, and its tax is no percentage to work that out with.`, {
    code: 'price-missing',
    hint: `Map the price ${word} tax; the sales tax of the product in Odoo decides which one counts.`,
  })
}

/** `is_storable` since Odoo 18; up to 17 stocked goods are of type `product`. */
function kindOf(managesStock: boolean, fields: ReadonlyMap<string, string>): Values {
  return fields.has('is_storable') ? { type: 'consu', is_storable: managesStock } : { type: managesStock ? 'product' : 'consu' }
}

function known(values: Values, fields: ReadonlyMap<string, string>): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => fields.has(name)))
}

import { DataError } from '#core/kit/errors.ts'
import { categoryKey } from '#core/model/category.ts'
import type { Product, ProductVariant } from '#core/model/product.ts'
import type { OdooClient, Values } from '../client.ts'
import { ownFields } from '../own-fields.ts'
import { byName, loadDefaultTax, loadSalesTaxes, type Tax } from '../reference-data.ts'
import { htmlOf, numberOf, unique } from '../values.ts'
import { ensureCategories } from './category.ts'
import { templateModel, variantModel } from './product-from-odoo.ts'

export interface ProductContext {
  readonly templateFields: ReadonlyMap<string, string>
  readonly variantFields: ReadonlyMap<string, string>
  readonly taxes: readonly Tax[]
  readonly defaultTax: Tax | undefined
  /** Category ids by path. */
  readonly categories: ReadonlyMap<string, number>
}

export async function openProductContext(client: OdooClient, products: readonly Product[], signal: AbortSignal): Promise<ProductContext> {
  const [templateFields, variantFields, taxes, defaultTax, categories] = await Promise.all([
    client.fieldsOf(templateModel, signal),
    client.fieldsOf(variantModel, signal),
    loadSalesTaxes(client, signal),
    loadDefaultTax(client, signal),
    // Odoo keeps one category per product: the first.
    ensureCategories(client, { paths: unique(products.map(({ categories: [first] }) => first)), signal }),
  ])
  return { templateFields: templateFields ?? new Map(), variantFields: variantFields ?? new Map(), taxes, defaultTax, categories }
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

export const productPaths = [...Object.keys(templateParts), ...Object.keys(variantParts)]

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

/** Exactly the fields behind the changed paths, all writable through the variant. */
export function changedValues(
  product: Product,
  paths: readonly string[],
  context: ProductContext,
): { readonly shared: Values; readonly own: Values } {
  const names = unique(paths.map((path) => path.split('.')[0]))
  const extra = names.includes('extra') ? ownFields(product.extra, { owner: ownerOf(product), known: context.templateFields }) : {}
  return {
    shared: { ...known(templateValues(product, names, context), context.templateFields), ...extra },
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

/** Whether Odoo's one list price includes tax is a property of the product's sales tax, or of the company's usual one. */
export function isPriceIncluded(product: Product, context: ProductContext): boolean {
  const [tax = context.defaultTax] = taxOf(product, context)
  return tax?.isPriceIncluded ?? false
}

function listPrice(product: Product, context: ProductContext): Values {
  const included = isPriceIncluded(product, context)
  const amount = priceOf(product, included)
  if (amount !== undefined) return { list_price: numberOf(amount, ownerOf(product)) }
  throw new DataError(`${ownerOf(product)}: Odoo wants the price ${included ? 'including' : 'excluding'} tax.`, {
    code: 'price-missing',
    hint: `Map the price ${included ? 'incl.' : 'excl.'} tax; the sales tax of the product in Odoo decides which one counts.`,
  })
}

export function priceOf({ priceExcl, priceIncl }: Sellable, included: boolean): string | undefined {
  return included ? priceIncl : priceExcl
}

/** `is_storable` since Odoo 18; up to 17 stocked goods are of type `product`. */
function kindOf(managesStock: boolean, fields: ReadonlyMap<string, string>): Values {
  return fields.has('is_storable') ? { type: 'consu', is_storable: managesStock } : { type: managesStock ? 'product' : 'consu' }
}

function known(values: Values, fields: ReadonlyMap<string, string>): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => fields.has(name)))
}

import type { Product, ProductVariant } from '#core/model/product.ts'
import { type Tax, taxesOf } from '../reference-data.ts'
import { decimalOf, given, idOf, idsOf, labelOf, type OdooRecord, textOf, textOfHtml } from '../values.ts'
import { type PriceTax, pricesFromOdoo, priceTaxOf } from './product-prices.ts'

export const templateModel = 'product.template'
export const variantModel = 'product.product'

export const templateFields = [
  'name',
  'list_price',
  'categ_id',
  'taxes_id',
  'description',
  'description_sale',
  'type',
  'is_storable',
  'uom_id',
  'currency_id',
  'active',
  'product_variant_ids',
  'default_code',
] as const

export const variantFields = [
  'product_tmpl_id',
  'default_code',
  'barcode',
  'lst_price',
  'standard_price',
  'weight',
  'active',
  'product_template_attribute_value_ids',
  'write_date',
] as const

/** What products point to, by id. */
export interface ProductSurroundings {
  readonly taxes: readonly Tax[]
  readonly categoryPaths: ReadonlyMap<number, readonly string[]>
  /** `product.template.attribute.value` id → attribute and value. */
  readonly attributeValues: ReadonlyMap<number, { readonly attribute: string; readonly value: string }>
}

/** A simple product: a template with its only variant, or one variant on its own. */
export function simpleFromOdoo(template: OdooRecord, variant: OdooRecord, around: ProductSurroundings): Product {
  return given({
    ...shared(template, around),
    ...sellable(variant, priceTax(template, around)),
    variants: [],
    active: variant.active !== false,
  })
}

/** A product with its variants; SKUs and prices stand on the variants. */
export function familyFromOdoo(template: OdooRecord, variants: readonly OdooRecord[], around: ProductSurroundings): Product {
  const tax = priceTax(template, around)
  return given({
    ...shared(template, around),
    ...pricesFromOdoo(decimalOf(template.list_price), tax),
    variants: variants.map(
      (variant): ProductVariant =>
        given({
          id: String(variant.id),
          ...sellable(variant, tax),
          attributes: idsOf(variant.product_template_attribute_value_ids).flatMap((id) => around.attributeValues.get(id) ?? []),
          active: variant.active !== false,
        }),
    ),
    active: template.active !== false,
  })
}

function shared(template: OdooRecord, { taxes, categoryPaths }: ProductSurroundings) {
  const [tax] = taxesOf(template.taxes_id, taxes)
  const path = categoryPaths.get(idOf(template.categ_id) ?? 0)
  return {
    name: textOf(template.name) ?? `Product ${template.id}`,
    description: textOfHtml(template.description),
    shortDescription: textOf(template.description_sale),
    currency: labelOf(template.currency_id),
    taxCode: tax?.name,
    taxRate: tax?.percent,
    unit: labelOf(template.uom_id),
    categories: path ? [[...path]] : [],
    features: [],
    managesStock: isStored(template),
  }
}

/** `is_storable` since Odoo 18; up to 17 stocked goods are of type `product`. */
function isStored(template: OdooRecord): boolean {
  return template.is_storable === undefined ? template.type === 'product' : template.is_storable === true
}

function priceTax(template: OdooRecord, { taxes }: ProductSurroundings): PriceTax {
  return priceTaxOf(taxesOf(template.taxes_id, taxes))
}

function sellable(variant: OdooRecord, tax: PriceTax) {
  return given({
    sku: textOf(variant.default_code),
    gtin: textOf(variant.barcode),
    ...pricesFromOdoo(decimalOf(variant.lst_price), tax),
    costPrice: variant.standard_price === 0 ? undefined : decimalOf(variant.standard_price),
    weight: variant.weight === 0 ? undefined : decimalOf(variant.weight),
  })
}

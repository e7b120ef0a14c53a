import { type Environment, linked, modelOf, tableOf } from '../engine/environment.ts'
import type { Values } from '../engine/model.ts'
import { createRecords, writeRecords } from '../engine/records.ts'
import { combinationOf, variantsOf } from '../models/variants.ts'
import type { SeedCustomer, SeedProduct, ShopData } from '../options.ts'
import { isAtLeast } from '../version.ts'

/** Fills a database with products, their stock, and customers. */
export function seedShop(environment: Environment, { products = [], customers = [] }: ShopData): void {
  const families = new Map<string, SeedProduct[]>()
  for (const product of products) {
    const key = product.attributes ? `family ${product.name}` : `single ${product.sku}`
    families.set(key, [...(families.get(key) ?? []), product])
  }
  for (const family of families.values()) seedFamily(environment, family)
  for (const customer of customers) seedCustomer(environment, customer)
}

function create(environment: Environment, model: string, values: Values): number {
  return createRecords(environment, modelOf(environment, model), [values])[0] ?? 0
}

function seedFamily(environment: Environment, family: readonly SeedProduct[]): void {
  const [first] = family
  if (!first) return
  const templateId = create(environment, 'product.template', {
    name: first.name,
    list_price: Number(first.priceExcl ?? first.priceIncl ?? 1),
    taxes_id: [[6, 0, [taxOf(environment, first)]]],
    ...(isAtLeast(environment.database.version, 18) ? { type: 'consu', is_storable: true } : { type: 'product' }),
    ...(first.category && { categ_id: categoryOf(environment, first.category) }),
    attribute_line_ids: attributeLines(environment, family),
  })
  for (const product of family) {
    const variant = variantsOf(environment, templateId).find((row) => sameValues(environment, combinationOf(row), product))
    if (!variant) throw new Error(`No variant was made for ${product.sku}.`)
    writeRecords(environment, modelOf(environment, 'product.product'), [variant.id], {
      default_code: product.sku,
      ...(product.gtin && { barcode: product.gtin }),
    })
    if (product.onHand) seedStock(environment, variant.id, product.onHand)
  }
}

function attributeLines(environment: Environment, family: readonly SeedProduct[]): readonly unknown[] {
  const values = new Map<string, Set<string>>()
  for (const { attribute, value } of family.flatMap((product) => product.attributes ?? [])) {
    values.set(attribute, (values.get(attribute) ?? new Set()).add(value))
  }
  return [...values].map(([attribute, names]) => {
    const attributeId = named(environment, 'product.attribute', attribute) ?? create(environment, 'product.attribute', { name: attribute })
    const ids = [...names].map((name) => valueOfAttribute(environment, attributeId, name))
    return [0, 0, { attribute_id: attributeId, value_ids: [[6, 0, ids]] }]
  })
}

function valueOfAttribute(environment: Environment, attributeId: number, name: string): number {
  const table = tableOf(environment, 'product.attribute.value')
  const found = [...table.idsBy('attribute_id', attributeId)].find((id) => table.get(id)?.name === name)
  return found ?? create(environment, 'product.attribute.value', { attribute_id: attributeId, name })
}

function named(environment: Environment, model: string, name: string): number | undefined {
  return [...tableOf(environment, model).rows.values()].find((row) => row.name === name)?.id
}

function sameValues(environment: Environment, combination: readonly number[], product: SeedProduct): boolean {
  const names = combination.map((id) => {
    const { product_attribute_value_id: valueId } = linked(environment, 'product.template.attribute.value', id)
    const value = linked(environment, 'product.attribute.value', valueId)
    return `${linked(environment, 'product.attribute', value.attribute_id).name}=${value.name}`
  })
  const wanted = (product.attributes ?? []).map(({ attribute, value }) => `${attribute}=${value}`)
  return names.toSorted().join() === wanted.toSorted().join()
}

function taxOf(environment: Environment, { sku, taxRate, priceExcl }: SeedProduct): number {
  const included = priceExcl === undefined
  const taxes = [...tableOf(environment, 'account.tax').rows.values()].filter((tax) => tax.type_tax_use === 'sale' && tax.company_id === 1)
  const found = taxes.find((tax) => tax.amount === taxRate && (taxRate === 0 || Boolean(tax.price_include) === included))
  if (!found) throw new Error(`Product ${sku}: the sandbox has no tax of ${taxRate} %.`)
  return found.id
}

function categoryOf(environment: Environment, path: readonly string[]): number {
  return path.reduce((parent, name, depth) => {
    const complete = path.slice(0, depth + 1).join(' / ')
    const [found] = tableOf(environment, 'product.category').idsBy('complete_name', complete)
    return found ?? create(environment, 'product.category', { name, parent_id: parent || false })
  }, 0)
}

function seedStock(environment: Environment, productId: number, quantity: number): void {
  const [warehouse] = tableOf(environment, 'stock.warehouse').rows.values()
  create(environment, 'stock.quant', { product_id: productId, location_id: warehouse?.lot_stock_id, quantity })
}

function seedCustomer(environment: Environment, { isCompany, country = 'NL', ...values }: SeedCustomer): void {
  const [countryId] = tableOf(environment, 'res.country').idsBy('code', country)
  create(environment, 'res.partner', { ...values, is_company: isCompany ?? false, country_id: countryId ?? false, customer_rank: 1 })
}

import Big from 'big.js'
import { DataError } from '#core/kit/errors.ts'
import type { Product, ProductVariant } from '#core/model/product.ts'
import type { OdooClient, Values } from '../client.ts'
import { idOf, numberOf, textOf, unique } from '../values.ts'
import { templateModel } from './product-from-odoo.ts'
import { gatherProducts } from './product-gather.ts'
import { listPriceOf } from './product-prices.ts'
import { listPriceMeaning, ownerOf, type ProductContext, variantPartNames, variantValues } from './product-values.ts'

/** Ids of attributes, and of their values under `attribute\nvalue`. */
export interface AttributeIds {
  readonly attributes: ReadonlyMap<string, number>
  readonly values: ReadonlyMap<string, number>
}

/** Finds or makes the attributes and values of all products: at most two searches and two creates. */
export async function ensureAttributes(client: OdooClient, products: readonly Product[], signal: AbortSignal): Promise<AttributeIds> {
  const pairs = products.flatMap(({ variants }) => variants.flatMap(({ attributes }) => attributes))
  const names = unique(pairs.map(({ attribute }) => attribute))
  if (names.length === 0) return { attributes: new Map(), values: new Map() }
  const known = await client.searchRead('product.attribute', {
    domain: [['name', 'in', names]],
    fields: ['name'],
    order: 'id desc',
    signal,
  })
  const attributes = new Map(known.map((row) => [textOf(row.name) ?? '', row.id]))
  const newNames = names.filter((name) => !attributes.has(name))
  const made = await client.create(
    'product.attribute',
    newNames.map((name) => ({ name, create_variant: 'always' })),
    { signal },
  )
  for (const [index, name] of newNames.entries()) attributes.set(name, made[index] ?? 0)

  const rows = await client.searchRead('product.attribute.value', {
    domain: [['attribute_id', 'in', [...attributes.values()]]],
    fields: ['name', 'attribute_id'],
    order: 'id desc',
    signal,
  })
  const values = new Map(rows.map((row) => [valueKey(nameOf(attributes, idOf(row.attribute_id)), textOf(row.name) ?? ''), row.id]))
  const newValues = [...new Map(pairs.map((pair) => [valueKey(pair.attribute, pair.value), pair])).entries()].filter(
    ([key]) => !values.has(key),
  )
  const madeValues = await client.create(
    'product.attribute.value',
    newValues.map(([, { attribute, value }]) => ({ name: value, attribute_id: attributes.get(attribute) })),
    { signal },
  )
  for (const [index, [key]] of newValues.entries()) values.set(key, madeValues[index] ?? 0)
  return { attributes, values }
}

/** The `attribute_line_ids` of a new template; Odoo makes a variant of every combination. */
export function attributeLines({ variants }: Product, ids: AttributeIds): readonly unknown[] {
  const grouped = Map.groupBy(
    variants.flatMap(({ attributes }) => attributes),
    ({ attribute }) => attribute,
  )
  return [...grouped].map(([attribute, pairs]) => [
    0,
    0,
    {
      attribute_id: ids.attributes.get(attribute),
      value_ids: [[6, 0, unique(pairs.map(({ value }) => ids.values.get(valueKey(attribute, value))))]],
    },
  ])
}

/** @throws DataError when the variants of a product cannot be told apart, or their prices cannot be held by Odoo. */
export function checkVariants(product: Product, context: ProductContext): void {
  const combinations = product.variants.map(combination)
  if (combinations.some((one) => one === '') || new Set(combinations).size < combinations.length) {
    throw new DataError(`${ownerOf(product)}: two variants have the same attributes, or one has none.`, {
      code: 'variants-alike',
      hint: 'Map size, colour or whatever tells the variants apart to attributes.',
    })
  }
  const prices = variantPrices(product, context)
  const attributes = unique(product.variants.flatMap((variant) => variant.attributes.map(({ attribute }) => attribute)))
  if (new Set(prices).size > 1 && attributes.length > 1) {
    throw new DataError(
      `${ownerOf(product)}: its variants have different prices, which Odoo holds per attribute value, not per combination.`,
      {
        code: 'variant-price',
        hint: 'Give all variants one price, or put the differences in a price list in Odoo.',
      },
    )
  }
}

/** The template's price when its variants carry the prices: the lowest, to which the others add an extra. */
export function familyPrice(product: Product, context: ProductContext): string | undefined {
  const own = listPriceOf(product, listPriceMeaning(product, context))
  const prices = variantPrices(product, context)
  return prices.length === 0 ? own : prices.reduce((lowest, price) => (new Big(price).lt(lowest) ? price : lowest))
}

/**
 * Gives the variants Odoo made their SKUs, barcodes and price differences, and archives combinations the source does not have.
 * Absolute values throughout: doing it again ends the same.
 */
export async function fillVariants(
  client: OdooClient,
  {
    templateId,
    product,
    context,
    signal,
  }: { readonly templateId: number; readonly product: Product; readonly context: ProductContext; readonly signal: AbortSignal },
): Promise<void> {
  const { variants, around } = await gatherProducts(client, [templateId], signal)
  const rows = (variants.get(templateId) ?? []).map((row) => ({
    id: row.id,
    sku: textOf(row.default_code),
    values: Array.isArray(row.product_template_attribute_value_ids) ? (row.product_template_attribute_value_ids as number[]) : [],
  }))
  const rowOf = new Map(
    rows.map((row) => [combination({ attributes: row.values.flatMap((id) => around.attributeValues.get(id) ?? []) }), row]),
  )
  const wanted = product.variants.map((variant) => ({
    variant,
    row: rowOf.get(combination(variant)) ?? rows.find(({ sku }) => sku !== undefined && sku === variant.sku),
  }))
  const lost = wanted.find(({ row }) => row === undefined)
  if (lost) {
    throw new DataError(`${ownerOf(product)}: Odoo has no variant ${lost.variant.attributes.map(({ value }) => value).join(', ')}.`, {
      code: 'variant-missing',
      hint: 'Add the attribute value to the product in Odoo; Sluice adds variants only when it creates a product.',
    })
  }
  await priceVariants(client, {
    product,
    context,
    wanted: wanted.flatMap(({ variant, row }) => (row ? [{ variant, values: row.values }] : [])),
    signal,
  })
  await Promise.all(
    wanted.map(async ({ variant, row }) => {
      const names = variantPartNames.filter((name) => variant[name as keyof ProductVariant] !== undefined)
      const values: Values = { ...variantValues(variant, names, ownerOf(product)), ...(variant.active ? {} : { active: false }) }
      if (row && Object.keys(values).length > 0) await client.write('product.product', [row.id], values, { signal })
    }),
  )
  const kept = new Set(wanted.map(({ row }) => row?.id))
  const spare = rows.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
  if (spare.length > 0) await client.write('product.product', spare, { active: false }, { signal })
}

/** Odoo adds `price_extra` of the variant's attribute value to the template's list price. */
async function priceVariants(
  client: OdooClient,
  {
    product,
    context,
    wanted,
    signal,
  }: {
    readonly product: Product
    readonly context: ProductContext
    readonly wanted: readonly { readonly variant: ProductVariant; readonly values: readonly number[] }[]
    readonly signal: AbortSignal
  },
): Promise<void> {
  const lowest = familyPrice(product, context)
  if (lowest === undefined || new Set(variantPrices(product, context)).size < 2) return
  for (const { variant, values } of wanted) {
    const price = listPriceOf(variant, listPriceMeaning(product, context))
    if (price === undefined || values.length === 0) continue
    const extra = numberOf(new Big(price).minus(lowest).toFixed(), ownerOf(product))
    await client.write(`${templateModel}.attribute.value`, values, { price_extra: extra }, { signal })
  }
}

function variantPrices(product: Product, context: ProductContext): readonly string[] {
  const meaning = listPriceMeaning(product, context)
  return product.variants.flatMap((variant) => listPriceOf(variant, meaning) ?? [])
}

function combination({ attributes }: Pick<ProductVariant, 'attributes'>): string {
  return attributes
    .map(({ attribute, value }) => valueKey(attribute, value))
    .toSorted()
    .join('\n\n')
}

function valueKey(attribute: string, value: string): string {
  return `${attribute}\n${value}`
}

function nameOf(attributes: ReadonlyMap<string, number>, id: number | undefined): string {
  return [...attributes].find(([, one]) => one === id)?.[0] ?? ''
}

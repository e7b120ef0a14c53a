import type { CreateItem, UpdateItem, WriteResult } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import type { Product } from '#core/model/product.ts'
import type { OdooClient, Values } from '../client.ts'
import { failureOf } from '../create-batch.ts'
import { createMarked, named } from '../create-marked.ts'
import { loadTaxes, taxesOf } from '../reference-data.ts'
import { byId, idOf, idsOf, numberOf, type OdooRecord, unique } from '../values.ts'
import { type ProductId, parseProductId, templateIdText } from './product-find.ts'
import { templateModel, variantModel } from './product-from-odoo.ts'
import { imageValues } from './product-images.ts'
import { type PriceTax, priceTaxOf } from './product-prices.ts'
import { changedValues, newTemplateValues, openProductContext, ownerOf, type ProductContext } from './product-values.ts'
import { type AttributeIds, attributeLines, checkVariants, ensureAttributes, familyPrice, fillVariants } from './product-variants.ts'

type Items<Item> = { readonly items: readonly Item[]; readonly signal: AbortSignal }

/** Creates products: all templates in one call, then SKUs and barcodes on the variants Odoo made of them. */
export async function createProducts(client: OdooClient, { items, signal }: Items<CreateItem<Product>>): Promise<readonly WriteResult[]> {
  const products = items.map(({ data }) => data)
  const context = await openProductContext(client, products, signal)
  const attributes = await ensureAttributes(client, products, signal)
  const results = await createMarked(client, {
    model: templateModel,
    items,
    findEarlier: (again) => templatesBySku(client, again, signal),
    values: ({ data }) => {
      // Before anything leaves: a picture that has gone must not leave half a product behind.
      if (data.images && data.images.length > 0) imageValues(client, data.images, ownerOf(data))
      return templateOf(data, { context, attributes })
    },
    label: ({ data }) => ownerOf(data),
    signal,
  })
  try {
    return await finishProducts(client, { items, results, context, signal })
  } catch (thrown) {
    // The products are there, perhaps without their SKUs; the next attempt finds them by their markers and goes on here.
    const { error } = failureOf(thrown)
    return results.map((result) => (result.ok ? { ok: false, error, uncertain: true } : result))
  }
}

/** Answers the ids that order lines want, and gives variants their SKUs. */
async function finishProducts(
  client: OdooClient,
  {
    items,
    results,
    context,
    signal,
  }: Items<CreateItem<Product>> & { readonly results: readonly WriteResult[]; readonly context: ProductContext },
): Promise<readonly WriteResult[]> {
  const templateIds = results.flatMap((result) => (result.ok ? [Number(result.id)] : []))
  const templates = byId(await client.read(templateModel, templateIds, { fields: ['product_variant_ids'], signal }))
  return Promise.all(
    results.map(async (result, index): Promise<WriteResult> => {
      const item = items[index]
      if (!result.ok || !item) return result
      const templateId = Number(result.id)
      const pictured = await givePicture(client, { templateId, item, signal })
      if (pictured) return pictured
      if (item.data.variants.length === 0) {
        const [variantId] = idsOf(templates.get(templateId)?.product_variant_ids)
        return { ...result, id: variantId === undefined ? templateIdText(templateId) : String(variantId) }
      }
      try {
        await fillVariants(client, { templateId, product: item.data, context, signal })
        return { ...result, id: templateIdText(templateId) }
      } catch (thrown) {
        return { ok: false, error: named(failureOf(thrown).error, ownerOf(item.data)), uncertain: true }
      }
    }),
  )
}

/** A picture goes in a request of its own: two hundred of them in one would be too much for any server. Undefined when all is well. */
async function givePicture(
  client: OdooClient,
  { templateId, item, signal }: { readonly templateId: number; readonly item: CreateItem<Product>; readonly signal: AbortSignal },
): Promise<WriteResult | undefined> {
  const { images = [] } = item.data
  if (images.length === 0) return undefined
  try {
    await client.write(templateModel, [templateId], imageValues(client, images, ownerOf(item.data)), { signal })
    return undefined
  } catch (thrown) {
    // The product itself is there: the next attempt finds it by its SKU and sends the picture as a change.
    const failure = failureOf(thrown)
    return { ...failure, error: named(failure.error, ownerOf(item.data)) }
  }
}

function templateOf(
  product: Product,
  { context, attributes }: { readonly context: ProductContext; readonly attributes: AttributeIds },
): Values {
  if (product.variants.length === 0) return newTemplateValues(product, context)
  checkVariants(product, context)
  const price = familyPrice(product, context)
  return {
    ...newTemplateValues({ ...product, priceExcl: undefined, priceIncl: undefined }, context),
    ...(price === undefined ? {} : { list_price: numberOf(price, ownerOf(product)) }),
    attribute_line_ids: attributeLines(product, attributes),
  }
}

async function templatesBySku(
  client: OdooClient,
  items: readonly CreateItem<Product>[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const simple = items.filter(({ data }) => data.sku !== undefined && data.variants.length === 0)
  const rows =
    simple.length === 0
      ? []
      : await client.searchRead(variantModel, {
          domain: [['default_code', 'in', unique(simple.map(({ data }) => data.sku))]],
          fields: ['default_code', 'product_tmpl_id'],
          order: 'id',
          signal,
        })
  return new Map(
    simple.map((item) => [
      item.key,
      unique(rows.filter((row) => row.default_code === item.data.sku).map((row) => idOf(row.product_tmpl_id))),
    ]),
  )
}

/** One call per product, because `write` gives all its records the same values. */
export async function updateProducts(client: OdooClient, { items, signal }: Items<UpdateItem<Product>>): Promise<readonly WriteResult[]> {
  const context = await openProductContext(
    client,
    items.filter(({ changes }) => changes.some(({ path }) => path.startsWith('categories'))).map(({ data }) => data),
    signal,
  )
  const standing = await openStanding(client, items, signal)
  return Promise.all(
    items.map(async (item): Promise<WriteResult> => {
      try {
        await updateProduct(client, { item, context, standing: standing.get(item.id), signal })
        return { ok: true, id: item.id, label: ownerOf(item.data) }
      } catch (thrown) {
        const failure = failureOf(thrown)
        return { ...failure, error: named(failure.error, ownerOf(item.data)) }
      }
    }),
  )
}

async function updateProduct(
  client: OdooClient,
  {
    item,
    context,
    standing,
    signal,
  }: {
    readonly item: UpdateItem<Product>
    readonly context: ProductContext
    readonly standing: Standing | undefined
    readonly signal: AbortSignal
  },
): Promise<void> {
  const { kind, id } = parseProductId(item.id)
  const paths = item.changes.map(({ path }) => path)
  const standingTax = paths.includes('taxCode') ? undefined : standing?.tax
  const changed = changedValues(item.data, paths, { ...context, standingTax })
  const picture = paths.includes('images') ? imageValues(client, item.data.images ?? [], ownerOf(item.data)) : {}
  const { own } = changed
  const shared = { ...changed.shared, ...picture }
  const familyId = kind === 'template' ? id : standing?.familyId
  if (item.data.variants.length > 0) {
    if (familyId === undefined) throw oneVariantOnly(item)
    if (Object.keys(shared).length > 0) await client.write(templateModel, [familyId], shared, { signal })
    await fillVariants(client, { templateId: familyId, product: item.data, context, signal })
    return
  }
  // What siblings share would change for all of them, to the name of one.
  if (familyId !== undefined && Object.keys(shared).length > 0) throw sharedBySiblings(item, Object.keys(shared))
  const values = { ...shared, ...own }
  if (Object.keys(values).length > 0) await client.write(kind === 'template' ? templateModel : variantModel, [id], values, { signal })
}

/** What updating has to know of a product that stands there. */
interface Standing {
  /** The template of a variant that has siblings. */
  readonly familyId?: number
  readonly tax: PriceTax
}

/** By the id as an upsert knows it; products that are gone are left out. */
async function openStanding(
  client: OdooClient,
  items: readonly UpdateItem<Product>[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Standing>> {
  const ids = items.map(({ id }) => parseProductId(id))
  const idsOfKind = (wanted: ProductId['kind']) => unique(ids.flatMap(({ kind, id }) => (kind === wanted ? [id] : [])))
  const [taxes, variants, templates] = await Promise.all([
    loadTaxes(client, signal),
    client.read(variantModel, idsOfKind('variant'), { fields: ['product_tmpl_id', 'product_variant_count', 'taxes_id'], signal }),
    client.read(templateModel, idsOfKind('template'), { fields: ['taxes_id'], signal }),
  ])
  const taxOf = (row: OdooRecord) => priceTaxOf(taxesOf(row.taxes_id, taxes))
  return new Map([
    ...variants.map((row) => {
      const familyId = Number(row.product_variant_count) > 1 ? idOf(row.product_tmpl_id) : undefined
      return [String(row.id), { familyId, tax: taxOf(row) }] as const
    }),
    ...templates.map((row) => [templateIdText(row.id), { tax: taxOf(row) }] as const),
  ])
}

function oneVariantOnly({ data }: UpdateItem<Product>): DataError {
  return new DataError('in Odoo this product has no variants, and in the source it has.', {
    code: 'variants-missing',
    hint: `Add the attributes to "${data.name}" in Odoo, or archive it there so that Sluice creates it anew.`,
  })
}

function sharedBySiblings({ data }: UpdateItem<Product>, fields: readonly string[]): DataError {
  return new DataError(`${fields.join(', ')} would change for all variants of this product in Odoo.`, {
    code: 'shared-by-variants',
    hint: `Set these fields to "never send on update", or send "${data.name}" as one product with variants.`,
    facts: { fields: [...fields] },
  })
}

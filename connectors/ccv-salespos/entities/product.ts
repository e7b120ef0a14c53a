import { defineEntity, defineRead, type Existing, type FindItem } from '#core/kit/define-connector.ts'
import { product as productSchema } from '#core/model/product.ts'
import type { CcvClient } from '../client.ts'
import { given, textOf } from '../values.ts'
import { type CatalogueProduct, catalogueOf, skuOfCombination } from './catalogue.ts'
import { type Surroundings, toProduct } from './product-from-ccv.ts'
import { describeProductPosition, productPages, productReadFields, surroundingsOf } from './product-read.ts'
import { type ProductData, productAsHeld, productPaths } from './product-to-ccv.ts'
import { createProducts, updateProducts } from './product-write.ts'
import { productWriteFields } from './product-write-fields.ts'

export const product = defineEntity<CcvClient, ProductData>({
  entity: 'product',
  label: 'Products',
  schema: productSchema,
  read: defineRead({ fields: productReadFields, describePosition: describeProductPosition, pages: productPages }),
  find: { by: ['sku', 'gtin'], run: findProducts },
  create: { idempotency: 'lookup', batch: 25, run: createProducts },
  update: { batch: 50, paths: productPaths, run: updateProducts },
  codes: { read: { 'tax-code': { list: 'tax-tariffs' } }, write: { 'tax-code': { list: 'tax-tariffs' } } },
  writeFields: productWriteFields,
})

async function findProducts(
  client: CcvClient,
  { by, items, signal }: { readonly by: string; readonly items: readonly FindItem[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const keys = items.map(({ key }) => key)
  const catalogue = catalogueOf(client)
  const found = await (by === 'gtin' ? catalogue.byGtin(keys, signal) : catalogue.bySku(keys, signal))
  const surroundings = await surroundingsOf(client, signal)
  return new Map(items.map(({ key, data }) => [key, (found.get(key) ?? []).map((hit) => existingOf(hit, { key, data, surroundings }))]))
}

/**
 * A simple product of the source that is a variant here is compared with the variant only: the name and price of the whole family
 * are not those of one size.
 */
function existingOf(
  hit: CatalogueProduct,
  { key, data, surroundings }: { readonly key: string; readonly data: FindItem['data']; readonly surroundings: Surroundings },
): Existing {
  const held = toProduct(hit, surroundings)
  const wanted = data as ProductData | undefined
  const variant = hit.combinations.find((combination) => skuOfCombination(combination) === key)
  const own = held.variants.find(({ sku }) => sku === key)
  const label = textOf(hit.raw.name) ?? key
  if (variant && own && wanted && (wanted.variants ?? []).length === 0) {
    const { gtin, active } = wanted
    return { id: hit.id, label, data: given({ sku: key, gtin: own.gtin, active: own.active }), wanted: given({ sku: key, gtin, active }) }
  }
  const extra = { ...hit.raw, photos: undefined }
  if (!wanted) return { id: hit.id, label, data: { ...held, extra } }
  // The shop does not tell what is on a photo: pictures are sent where it has none, and those it has stay.
  const { images, ...others } = productAsHeld(wanted, surroundings.settings)
  const isBare = textOf(hit.raw.productmainphoto) === undefined
  return { id: hit.id, label, data: { ...held, extra }, wanted: isBare && images ? { ...others, images } : others }
}

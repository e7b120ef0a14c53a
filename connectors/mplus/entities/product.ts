import { defineEntity, defineRead, type Existing, type FindRequest, type Page, type ReadRequest } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Product, product as productSchema } from '#core/model/product.ts'
import type { MplusClient } from '../client.ts'
import type { MplusProduct } from '../soap/product-shapes.ts'
import { isArticleNumber } from '../values/sku.ts'
import { loadGroups } from './article-groups.ts'
import { describeMarker, pagesByMarker } from './pages-by-marker.ts'
import { compared } from './product-compare.ts'
import { productsByArticle } from './product-find.ts'
import { productKey, productMarker, toProduct } from './product-from-mplus.ts'
import { type ProductData, productPaths } from './product-to-mplus.ts'
import { createProducts, updateProducts } from './product-write.ts'
import { type ProductWriteSettings, productWriteFields } from './product-write-fields.ts'
import { startField } from './start-field.ts'

const readFields = {
  start: startField,
  onlyWebshop: field.toggle({ label: 'Only articles marked for the web shop', default: false }),
  onlyActive: field.toggle({
    label: 'Only active articles',
    help: 'Off: articles that are switched off travel on too, so that the target can switch them off.',
    default: false,
  }),
  pageSize: field.number({
    label: 'Articles per request',
    help: 'MplusKASSA counts articles here, and gives the first product whole however many it has.',
    default: 250,
    min: 1,
    max: 1_000,
    rare: true,
  }),
} as const

export const product = defineEntity<MplusClient, ProductData>({
  entity: 'product',
  label: 'Products',
  schema: productSchema,
  read: defineRead({ fields: readFields, describePosition: describeMarker, pages: productPages }),
  find: {
    by: ['sku'],
    run: async (client, { items, settings, signal }: FindRequest<ProductWriteSettings>) => {
      // A SKU that is no article number cannot be in the till; creating it says so per record.
      const numbers = items.map(({ key }) => key).filter(isArticleNumber)
      const [found, paths] =
        numbers.length === 0 ? [new Map<string, MplusProduct>(), noPaths] : await findWithPaths(client, numbers, signal)
      const around = { currency: client.currency, paths }
      return new Map(
        items.map(({ key, data }) => {
          const product = found.get(key)
          const existing = existingOf(product, around)
          if (!product || !data || !settings) return [key, existing]
          return [key, existing.map((one) => compared(one, { found: product, data: data as ProductData, settings }))]
        }),
      )
    },
  },
  create: { idempotency: 'lookup', batch: 50, run: createProducts },
  update: { batch: 50, paths: productPaths, run: updateProducts },
  writeFields: productWriteFields,
  codes: { read: { 'tax-code': { list: 'vat-codes' } }, write: { 'tax-code': { list: 'vat-codes' } } },
})

type Paths = ReadonlyMap<string, readonly string[]>
const noPaths: Paths = new Map()

async function* productPages(
  client: MplusClient,
  { position, settings, signal }: ReadRequest<ValuesOf<typeof readFields>>,
): AsyncIterable<Page> {
  // Read once, before the products, so that every page speaks of the same tree.
  const paths = await pathsByNumber(client, signal)
  yield* pagesByMarker<MplusProduct>({
    what: 'products',
    position,
    beginsNow: settings.start === 'now',
    current: async () =>
      (await client.call('getCurrentSyncMarkersV2', { request: { includeArticleSyncMarker: true } }, signal)).articleSyncMarker,
    fetch: async (syncMarker) => {
      const request = {
        pluNumbers: [],
        onlyWebshop: settings.onlyWebshop,
        onlyActive: settings.onlyActive,
        syncMarker,
        syncMarkerLimit: String(settings.pageSize),
        includeAllArticlesOfSelectedProducts: true,
      }
      return (await client.call('getProducts', { request }, signal)).productList
    },
    markerOf: productMarker,
    translate: (page) =>
      translatePage(page, { name: (one) => nameOf(one, client), translate: (one) => productRecord(one, { client, paths }) }),
  })
}

function productRecord(one: MplusProduct, { client, paths }: { readonly client: MplusClient; readonly paths: Paths }): FlowRecord<Product> {
  // A made-up title would end up in the shop; what is found in the till to compare with may go by its number.
  if ((one.description ?? one.articleList[0]?.description) === undefined) {
    throw new DataError('it has no description.', {
      code: 'name-missing',
      hint: 'Give the product a description in MplusKASSA; it is read again once it has changed there.',
    })
  }
  return { ...nameOf(one, client), data: toProduct(one, { currency: client.currency, paths }) }
}

function nameOf(one: MplusProduct, { account }: MplusClient): Untranslated {
  const key = productKey(one) || `marker ${one.syncMarker ?? '?'}`
  return { entity: 'product', key, raw: one, origin: { connector: 'mplus', account, id: one.productNumber } }
}

async function findWithPaths(client: MplusClient, numbers: readonly string[], signal: AbortSignal) {
  return Promise.all([productsByArticle(client, numbers, signal), pathsByNumber(client, signal)])
}

async function pathsByNumber(client: MplusClient, signal: AbortSignal): Promise<Paths> {
  return new Map((await loadGroups(client, signal)).map(({ number, path }) => [number, path]))
}

function existingOf(
  found: MplusProduct | undefined,
  surroundings: { readonly currency: string; readonly paths: Paths },
): readonly Existing[] {
  if (found?.productNumber === undefined) return []
  return [{ id: found.productNumber, label: found.description, data: { ...toProduct(found, surroundings), extra: found.articleList[0] } }]
}

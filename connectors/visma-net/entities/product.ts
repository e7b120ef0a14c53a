import { defineEntity, defineRead, type Page, type ReadRequest } from '#core/kit/define-connector.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Product, product as productSchema } from '#core/model/product.ts'
import type { VismaNetClient } from '../client.ts'
import { describeChangePosition, pageSizeField, pagesByChange } from './pages-by-change.ts'
import { categoryPaths, findProducts } from './product-find.ts'
import { type CategoryPaths, type ItemRow, itemRow, productFrom, shownParts } from './product-from-visma-net.ts'
import { readImages } from './product-images.ts'
import { type ProductData, productPaths } from './product-to-visma-net.ts'
import { createProducts, updateProducts } from './product-write.ts'
import { productWriteFields } from './product-write-fields.ts'

const readFields = {
  onlyStockItems: field.toggle({ label: 'Only items with stock', help: 'Leaves out services, labour and charges.', default: false }),
  images: field.toggle({
    label: 'With images',
    help: 'Files of an item that are images travel along to systems that take them. Each costs a call of the hour, once.',
    default: false,
  }),
  pageSize: pageSizeField,
} as const

export const product = defineEntity<VismaNetClient, ProductData>({
  entity: 'product',
  label: 'Products',
  schema: productSchema,
  read: defineRead({ fields: readFields, describePosition: describeChangePosition, pages: productPages }),
  find: { by: ['sku', 'gtin'], run: findProducts },
  create: { idempotency: 'lookup', batch: 20, run: createProducts },
  update: { batch: 20, paths: productPaths, run: updateProducts },
  codes: { read: { 'tax-code': { list: 'taxes' } }, write: { 'tax-code': { list: 'taxes' } } },
  writeFields: productWriteFields,
})

async function* productPages(
  client: VismaNetClient,
  { position, settings, signal }: ReadRequest<ValuesOf<typeof readFields>>,
): AsyncIterable<Page> {
  signal.throwIfAborted()
  // Asked for once, before the items, so that every page speaks of the same tree.
  const paths = await categoryPaths(client, signal)
  const withImages = settings.images && client.readsImages
  yield* pagesByChange<ItemRow>(client, {
    ...{
      path: '/inventory',
      label: 'inventory.list',
      query: { ...shownParts, ...(withImages && { expandAttachment: 'true' }) },
      row: itemRow,
      pageSize: settings.pageSize,
      position,
      signal,
    },
    stampOf: ({ lastModifiedDateTime }) => lastModifiedDateTime,
    translate: async (rows) => {
      const page = translatePage(
        rows.filter(({ stockItem }) => stockItem !== false || !settings.onlyStockItems),
        { name: (row) => nameOf(row, client), translate: (row) => productRecord(row, { client, paths }) },
      )
      return withImages ? { ...page, records: await Promise.all(page.records.map((record) => pictured(client, record, signal))) } : page
    },
  })
}

async function pictured(client: VismaNetClient, record: FlowRecord<Product>, signal: AbortSignal): Promise<FlowRecord<Product>> {
  // What a row was made of is the row itself.
  const images = await readImages(client, record.raw as ItemRow, signal)
  return images ? { ...record, data: { ...record.data, images } } : record
}

function productRecord(
  row: ItemRow,
  { client, paths }: { readonly client: VismaNetClient; readonly paths: CategoryPaths },
): FlowRecord<Product> {
  return { ...nameOf(row, client), data: productFrom(row, paths) }
}

function nameOf(row: ItemRow, { account }: VismaNetClient): Untranslated {
  const id = row.inventoryNumber
  return { entity: 'product', key: id, raw: row, origin: { connector: 'visma-net', account, id } }
}

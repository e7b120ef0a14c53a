import { z } from 'zod'
import type { Existing, FindItem } from '#core/kit/define-connector.ts'
import { product as productSchema } from '#core/model/product.ts'
import { availabilityOf } from '../availability.ts'
import type { VismaNetClient } from '../client.ts'
import { loadCategories } from '../sales-categories.ts'
import { pathId } from '../values/path-id.ts'
import { type CategoryPaths, type ItemRow, itemRow, productFrom, shownParts } from './product-from-visma-net.ts'
import { comparedImage, heldImages } from './product-images.ts'

interface Asked {
  readonly by: string
  readonly items: readonly FindItem[]
  readonly settings?: unknown
  readonly signal: AbortSignal
}

/** By SKU many at a call; the whole items, one call each, only where they are to be compared. */
export async function findProducts(client: VismaNetClient, asked: Asked): Promise<ReadonlyMap<string, readonly Existing[]>> {
  return asked.by === 'gtin' ? findByBarcode(client, asked) : findBySku(client, asked)
}

async function findBySku(client: VismaNetClient, { items, settings, signal }: Asked): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const known = await availabilityOf(client, { skus: items.map(({ key }) => key), signal })
  // An order only asks whether its products are there; a product node says what it is going to write with.
  const isCompared = settings !== undefined
  const paths = isCompared && known.size > 0 ? await categoryPaths(client, signal) : new Map()
  const found = await Promise.all(
    items.map(async ({ key, data }): Promise<[string, readonly Existing[]]> => {
      const row = known.get(key)
      if (!row) return [key, []]
      if (!isCompared) return [key, [{ id: key, label: row.description ?? key, data: { sku: key, name: row.description ?? key } }]]
      const item = await readItem(client, key, signal)
      return [key, item ? [await compared(client, item.found, { paths, data, settings, signal })] : []]
    }),
  )
  return new Map(found)
}

async function findByBarcode(
  client: VismaNetClient,
  { items, settings, signal }: Asked,
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const paths = await categoryPaths(client, signal)
  const found = await Promise.all(
    items.map(async ({ key, data }): Promise<[string, readonly Existing[]]> => {
      const rows = await client.get({
        service: 'erp',
        path: '/inventory',
        query: { alternateID: key, ...shownParts },
        label: 'inventory.find',
        schema: z.array(itemRow),
        signal,
      })
      // The code may be a customer's or supplier's own number for the item too.
      const own = rows.filter(({ crossReferences }) =>
        crossReferences?.some(({ alternateID, alternateType }) => alternateID === key && alternateType === 'Barcode'),
      )
      return [key, await Promise.all(own.map((row) => compared(client, row, { paths, data, settings, signal })))]
    }),
  )
  return new Map(found)
}

export function readItem(client: VismaNetClient, sku: string, signal: AbortSignal) {
  return client.find({
    service: 'erp',
    path: `/inventory/${pathId(sku)}`,
    label: 'inventory.read',
    schema: itemRow,
    signal,
  })
}

export async function categoryPaths(client: VismaNetClient, signal: AbortSignal): Promise<CategoryPaths> {
  return new Map((await loadCategories(client, signal)).map(({ id, path }) => [id, path]))
}

/** With the pictures it has, where the node attaches them; elsewhere they are no matter of the comparison. */
async function compared(
  client: VismaNetClient,
  row: ItemRow,
  {
    paths,
    data,
    settings,
    signal,
  }: { readonly paths: CategoryPaths; readonly data: FindItem['data']; readonly settings: unknown; readonly signal: AbortSignal },
): Promise<Existing> {
  const existing = existingItem(row, paths)
  if (data?.images === undefined) return existing
  const { images: given, ...others } = data
  const images = attachesImages(settings) ? productSchema.shape.images.safeParse(given).data : undefined
  if (images === undefined) return { ...existing, wanted: others }
  const held = await heldImages(client, row, { images, signal })
  return { ...existing, data: { ...existing.data, images: held }, wanted: { ...others, images: images.map(comparedImage) } }
}

function attachesImages(settings: unknown): boolean {
  return typeof settings === 'object' && settings !== null && 'images' in settings && settings.images === true
}

function existingItem(row: ItemRow, paths: CategoryPaths): Existing {
  return { id: row.inventoryNumber, label: row.description ?? row.inventoryNumber, data: { ...productFrom(row, paths), extra: row } }
}

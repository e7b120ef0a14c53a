import type { CreateItem, UpdateItem, WriteRequest, WriteResult } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import type { VismaNetClient } from '../client.ts'
import { pathId } from '../values/path-id.ts'
import { attemptAll } from './attempt.ts'
import { readItem } from './product-find.ts'
import type { ItemRow } from './product-from-visma-net.ts'
import { attachImages, filesOf } from './product-images.ts'
import { type ProductData, productToChange, productToCreate } from './product-to-visma-net.ts'
import type { ProductWriteSettings } from './product-write-fields.ts'

/** The item first, its barcode below it; `again` makes what is missing. */
export function createProducts(
  client: VismaNetClient,
  { items, settings, signal }: WriteRequest<CreateItem<ProductData>, ProductWriteSettings>,
): Promise<readonly WriteResult[]> {
  return attemptAll(items, async ({ data, attempt }, leave) => {
    const body = productToCreate(data, settings)
    // Before anything leaves: a picture that has gone must not leave half a product behind.
    const files = settings.images ? filesOf(client, data) : []
    const sku = data.sku ?? ''
    const made = attempt === 'again' ? (await readItem(client, sku, signal))?.found : undefined
    leave()
    if (!made) await client.create({ service: 'erp', path: '/inventory', label: 'inventory.create', body, signal })
    if (data.gtin && !hasBarcode(made, data.gtin)) await createBarcode(client, { sku, gtin: data.gtin, signal })
    await attachImages(client, files, { sku, row: made, signal })
    return { ok: true, id: sku, label: data.name, existed: made !== undefined }
  })
}

function hasBarcode(row: ItemRow | undefined, gtin: string): boolean {
  return row?.crossReferences?.some(({ alternateType, alternateID }) => alternateType === 'Barcode' && alternateID === gtin) === true
}

async function createBarcode(
  client: VismaNetClient,
  { sku, gtin, signal }: { readonly sku: string; readonly gtin: string; readonly signal: AbortSignal },
): Promise<void> {
  const body = { alternateType: { value: 'Barcode' }, alternateID: { value: gtin } }
  await client.create({ service: 'erp', path: `/inventory/${pathId(sku)}/crossReferences`, label: 'barcode.create', body, signal })
}

/** Reads the item for its ETag, so that a change somebody makes at the same moment is not written over. */
export function updateProducts(
  client: VismaNetClient,
  { items, settings, signal }: WriteRequest<UpdateItem<ProductData>, ProductWriteSettings>,
): Promise<readonly WriteResult[]> {
  return attemptAll(items, async ({ id, key, data, changes }, leave) => {
    const paths = changes.map(({ path }) => path)
    const body = productToChange(data, paths)
    const files = settings.images && paths.includes('images') ? filesOf(client, data) : []
    const current = await readItem(client, id, signal)
    if (!current) {
      throw new DataError(`Visma.net no longer has item ${id} (${key}).`, {
        code: 'not-found',
        hint: 'It was removed or renumbered after it was found. Run it again, so that it is looked up anew.',
      })
    }
    leave()
    if (Object.keys(body).length > 0)
      await client.change({ service: 'erp', path: `/inventory/${pathId(id)}`, label: 'inventory.update', body, etag: current.etag, signal })
    await attachImages(client, files, { sku: id, row: current.found, signal })
    return { ok: true, id, label: data.name ?? current.found.description ?? id }
  })
}

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { DataError, toAppError, VendorError } from '#core/kit/errors.ts'
import type { Product, ProductImage } from '#core/model/product.ts'
import type { VismaNetClient } from '../client.ts'
import { pathId } from '../values/path-id.ts'
import { type ItemRow, itemRow, shownParts } from './product-from-visma-net.ts'
import type { ProductData } from './product-to-visma-net.ts'

/**
 * Pictures are files attached to an item. Ours have names of their own, by their place, so that a picture sent again is a new revision
 * of its file, which is all the API can do with one that is there: it removes and renames nothing. Files of people are left alone.
 */
const extensions = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif', 'image/webp': 'webp' } as const

const pictureName = /\.(jpe?g|png|gif|webp)$/i
const ownName = /^sluice-image-(\d+)\./

/** As many as a product of the neutral model holds. */
const mostImages = 20

export type Attachment = NonNullable<ItemRow['attachments']>[number]

function fileNameOf({ mimeType }: ProductImage, place: number): string {
  return `sluice-image-${place + 1}.${extensions[mimeType ?? 'image/jpeg']}`
}

/** The files of an item. Whether one item by itself shows them is not said; a list does when it is asked to. */
async function attachmentsOf(client: VismaNetClient, row: ItemRow, signal: AbortSignal): Promise<readonly Attachment[]> {
  if (row.attachments) return row.attachments
  const rows = await client.get({
    service: 'erp',
    path: '/inventory',
    query: { inventoryNumber: row.inventoryNumber, ...shownParts, expandAttachment: 'true' },
    label: 'inventory.attachments',
    schema: z.array(itemRow),
    signal,
  })
  return rows.find(({ inventoryNumber }) => inventoryNumber === row.inventoryNumber)?.attachments ?? []
}

/** What a file shows; a revision never changes, so each is asked for once. @throws DataError for what is no picture */
async function download(client: VismaNetClient, { id, revision }: Attachment, signal: AbortSignal): Promise<ProductImage | undefined> {
  const source = `visma-net ${client.account} attachment ${id} ${revision ?? ''}`
  const known = revision === undefined || revision === null ? undefined : client.images?.known(source)
  if (known) return known
  const bytes = await client.download({ service: 'erp', path: `/attachment/${encodeURIComponent(id)}`, label: 'attachment.read', signal })
  return client.images?.keep(Buffer.from(bytes).toString('base64'), source)
}

/** The pictures of an item that is read: ours first, by their place. One that is no picture for us is left out and noted. */
export async function readImages(client: VismaNetClient, row: ItemRow, signal: AbortSignal): Promise<Product['images']> {
  const pictures = (row.attachments ?? []).filter(({ name }) => pictureName.test(name))
  const ordered = pictures.toSorted((left, right) => placeOf(left) - placeOf(right)).slice(0, mostImages)
  const images: ProductImage[] = []
  for (const [place, attachment] of ordered.entries()) {
    try {
      const image = await download(client, attachment, signal)
      if (image) images.push({ ...image, name: attachment.name.slice(0, 200) })
    } catch (error) {
      if (!(error instanceof DataError) && !(error instanceof VendorError)) throw error
      client.log({
        ...{ level: 'warn', recordKey: row.inventoryNumber },
        message: `The file ${attachment.name} of item ${row.inventoryNumber} in Visma.net is left out: ${toAppError(error).message}`,
      })
      // Another picture must not take the place of the first.
      if (place === 0) return undefined
    }
  }
  return images
}

function placeOf({ name }: Attachment): number {
  return Number(ownName.exec(name)?.[1] ?? mostImages + 1)
}

/** A picture as it is compared: its bytes, and the kind, which is part of its file's name. */
export type ComparedImage = Required<Pick<ProductImage, 'hash' | 'mimeType'>>

export function comparedImage({ hash, mimeType = 'image/jpeg' }: ProductImage): ComparedImage {
  return { hash, mimeType }
}

/** What the files show that the wanted pictures would be, in their order; one whose file is missing is left out. */
export async function heldImages(
  client: VismaNetClient,
  row: ItemRow,
  { images, signal }: { readonly images: readonly ProductImage[]; readonly signal: AbortSignal },
): Promise<readonly ComparedImage[]> {
  const attachments = images.length === 0 ? [] : await attachmentsOf(client, row, signal)
  const held: ComparedImage[] = []
  for (const [place, image] of images.entries()) {
    const attachment = attachments.find(({ name }) => name === fileNameOf(image, place))
    const shown = attachment && (await download(client, attachment, signal).catch(noPicture))
    if (shown) held.push({ ...comparedImage(image), hash: shown.hash })
  }
  return held
}

/** A file under our name that is none any more is replaced. */
function noPicture(error: unknown): undefined {
  if (!(error instanceof DataError)) throw error
}

/** The bytes of all pictures, before anything leaves. @throws DataError for one that has gone meanwhile */
export function filesOf(client: VismaNetClient, { images = [], sku, name }: ProductData): readonly ImageFile[] {
  return images.map((image, place) => {
    const base64 = client.images?.read(image.hash)
    if (base64 !== undefined) return { hash: image.hash, name: fileNameOf(image, place), bytes: Buffer.from(base64, 'base64') }
    throw new DataError(`Product ${sku ?? name ?? ''}: its image is no longer kept on this computer.`, {
      code: 'image-gone',
      hint: 'Change the product in the source, or set the position of the flow back, so that it is read again.',
      facts: { hash: image.hash },
    })
  })
}

export interface ImageFile {
  readonly hash: string
  readonly name: string
  readonly bytes: Uint8Array
}

/** Attaches what the item does not show yet. Without a row the item is new, and shows nothing. */
export async function attachImages(
  client: VismaNetClient,
  files: readonly ImageFile[],
  { sku, row, signal }: { readonly sku: string; readonly row: ItemRow | undefined; readonly signal: AbortSignal },
): Promise<void> {
  const attachments = row && files.length > 0 ? await attachmentsOf(client, row, signal) : []
  for (const file of files) {
    const there = attachments.find(({ name }) => name === file.name)
    const shown = there && (await download(client, there, signal).catch(noPicture))
    if (shown?.hash === file.hash) continue
    const path = `/inventory/${pathId(sku)}/attachment`
    await client.attach({ service: 'erp', path, label: 'attachment.create', ...multipart(file), signal })
  }
}

/**
 * How a file is sent is not in the vendor's description; a client in use sends it as the one part of a multipart body, named by the
 * part's content disposition. The boundary is made of the file, so that it is in none of its bytes but by design.
 */
function multipart({ name, bytes }: ImageFile): { readonly contentType: string; readonly bytes: Uint8Array } {
  const boundary = `sluice-${createHash('sha256').update(bytes).digest('hex').slice(0, 40)}`
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  const tail = `\r\n--${boundary}--\r\n`
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([Buffer.from(head), bytes, Buffer.from(tail)]),
  }
}

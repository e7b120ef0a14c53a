import { DataError, toAppError } from '#core/kit/errors.ts'
import type { ProductImage } from '#core/model/product.ts'
import type { OdooClient } from '../client.ts'
import { idOf, type OdooRecord, textOf, unique } from '../values.ts'
import { templateModel } from './product-from-odoo.ts'

/** The one picture of a product, in the largest size Odoo keeps. */
const imageField = 'image_1920'

/** Pictures may have some megabytes each, so few are asked for at once. */
const picturesPerRead = 10

/** The pictures of products by template id; none for a product without one. One that is no picture for us is left out and noted. */
export async function readPictures(
  client: OdooClient,
  templateIds: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, readonly ProductImage[]>> {
  const { images } = client
  const found = new Map<number, readonly ProductImage[]>()
  if (!images) return found
  for (let start = 0; start < templateIds.length; start += picturesPerRead) {
    const ids = templateIds.slice(start, start + picturesPerRead)
    for (const row of await client.read(templateModel, ids, { fields: [imageField], signal })) {
      const base64 = textOf(row[imageField])
      try {
        found.set(row.id, base64 === undefined ? [] : [images.keep(base64)])
      } catch (error) {
        if (!(error instanceof DataError)) throw error
        client.log({ level: 'warn', message: `The picture of product ${row.id} in Odoo is left out: ${toAppError(error).message}` })
      }
    }
  }
  return found
}

/**
 * Rows of variants with the size of their picture, as Odoo writes it: `"38.91 Kb"`. Changes are told by whole seconds, so that a
 * picture replaced in the second in which its product was read shows in nothing else; one of the very same size would still be
 * missed until the product changes again. Sizes are asked of templates, where Odoo knows them without opening a picture.
 */
export async function withPictureSizes(
  client: OdooClient,
  rows: readonly OdooRecord[],
  signal: AbortSignal,
): Promise<readonly OdooRecord[]> {
  const ids = unique(rows.map((row) => idOf(row.product_tmpl_id)))
  if (ids.length === 0) return rows
  const templates = await client.read(templateModel, ids, { fields: [imageField], context: { bin_size: true }, signal })
  const sizes = new Map(templates.map((template) => [template.id, textOf(template[imageField]) ?? '']))
  return rows.map((row) => ({ ...row, pictureSize: sizes.get(idOf(row.product_tmpl_id) ?? 0) ?? '' }))
}

/** What a write sends: Odoo keeps one picture, the first. An empty list takes it away. @throws DataError for one that has gone meanwhile */
export function imageValues(client: OdooClient, images: readonly ProductImage[], owner: string): Readonly<Record<string, unknown>> {
  const [first] = images
  if (!first) return { [imageField]: false }
  const base64 = client.images?.read(first.hash)
  if (base64 !== undefined) return { [imageField]: base64 }
  throw new DataError(`${owner}: its image is no longer kept on this computer.`, {
    code: 'image-gone',
    hint: 'Change the product in the source, or set the position of the flow back, so that it is read again.',
    facts: { hash: first.hash },
  })
}

/** As Odoo holds them: one, known by its bytes alone. */
export function heldImages(images: readonly ProductImage[]): readonly Pick<ProductImage, 'hash'>[] {
  return images.slice(0, 1).map(({ hash }) => ({ hash }))
}

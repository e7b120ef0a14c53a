import { z } from 'zod'
import { DataError } from '#core/kit/errors.ts'
import type { Leave } from '../attempt.ts'
import type { CcvClient } from '../client.ts'
import type { ProductData } from './product-to-ccv.ts'

const photo = z.object({
  /** Extension: jpg, png, gif. */
  file_type: z.string().regex(/^[a-z]{3,4}$/),
  /** Base64, without a data-URL prefix. */
  source: z.base64(),
  alttext: z.string().optional(),
  is_mainphoto: z.boolean().optional(),
})

/**
 * Photos under `extra.photos`, as CCV takes them: base64 with the kind of file. All photos are replaced, so that sent twice they end
 * the same. Absent: photos stay as they are.
 * @throws DataError for what is no list of photos
 */
export async function replacePhotos(
  client: CcvClient,
  id: string,
  data: ProductData,
  { what, leave, signal }: { readonly what: string; readonly leave: Leave; readonly signal: AbortSignal },
): Promise<void> {
  const given = data.extra?.photos ?? photosOf(client, data, what)
  if (given === undefined) return
  const photos = z.array(photo).safeParse(given)
  if (!photos.success) {
    const [issue] = photos.error.issues
    throw new DataError(`${what}: extra.photos${issue === undefined ? '' : ` at ${issue.path.join('.')}`} is no photo as CCV takes it.`, {
      code: 'photo-unreadable',
      hint: 'Each needs file_type (jpg, png, gif) and source (base64 without a prefix).',
    })
  }
  leave()
  await client.put(`products/${id}/productphotos`, { productphotos: photos.data }, signal)
}

const extensions = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif' } as const

/** The pictures of the record as CCV takes them, the first as the main one. @throws DataError for one that CCV cannot take */
export function photosOf(client: CcvClient, { images, name }: ProductData, what: string): readonly z.input<typeof photo>[] | undefined {
  if (images === undefined || images.length === 0) return undefined
  return images.map((one, index) => {
    const source = client.images?.read(one.hash)
    if (source === undefined) {
      throw new DataError(`${what}: its image is no longer kept on this computer.`, {
        code: 'image-gone',
        hint: 'Change the product in the source, or set the position of the flow back, so that it is read again.',
        facts: { hash: one.hash },
      })
    }
    const kind = one.mimeType ?? 'image/jpeg'
    if (kind === 'image/webp') {
      throw new DataError(`${what}: its image is WebP; CCV takes JPEG, PNG and GIF.`, {
        code: 'image-kind',
        hint: 'Save it in one of these kinds in the source.',
      })
    }
    const alttext = one.name ?? name
    return { file_type: extensions[kind], source, is_mainphoto: index === 0, ...(alttext !== undefined && { alttext }) }
  })
}

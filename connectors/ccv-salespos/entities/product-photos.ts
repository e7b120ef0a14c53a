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
  const given = data.extra?.photos
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

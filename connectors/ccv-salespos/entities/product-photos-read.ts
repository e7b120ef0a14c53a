import { StoppedError, toAppError } from '#core/kit/errors.ts'
import type { Product, ProductImage } from '#core/model/product.ts'
import type { CcvClient } from '../client.ts'
import { expandedIn, idOf, objectOf, type Raw, rawsOf, textOf } from '../values.ts'
import { type CatalogueProduct, skuOfCombination } from './catalogue.ts'
import { attributesOf } from './product-from-ccv.ts'

/** As many as a product of the neutral model holds. */
const mostImages = 20
const longestName = 200

interface Photo {
  readonly raw: Raw
  readonly kind: 'product' | 'variant'
  readonly name: string | undefined
}

/**
 * The photos of a product, the main one first, then those of its variants. CCV tells where each is shown; a change of the picture
 * itself is a new photo there, because the API can set only its text and its rank. So its id, file name and address say which
 * picture it is, and one that is known by them is not fetched again.
 * @returns undefined where nothing can be said: the main photo is missing, and another one must not take its place in the target
 */
export async function readPhotos(
  client: CcvClient,
  product: CatalogueProduct,
  { what, ofVariants, signal }: { readonly what: string; readonly ofVariants: boolean; readonly signal: AbortSignal },
): Promise<Product['images']> {
  const own = expandedIn(product.raw.productphotos) ?? rawsOf(await client.all(`products/${product.id}/productphotos`, {}, signal))
  const ranked = [...own].sort((left, right) => rankOf(left) - rankOf(right) || Number(left.id) - Number(right.id))
  const photos = [
    ...ranked.map((raw): Photo => ({ raw, kind: 'product', name: textOf(raw.alttext) })),
    ...(ofVariants ? await photosOfVariants(client, product, signal) : []),
  ].slice(0, mostImages)
  const images: ProductImage[] = []
  for (const [place, photo] of photos.entries()) {
    const image = await fetchOne(client, photo, { what, signal })
    if (image === undefined && place === 0) return undefined
    if (image && !images.some(({ hash }) => hash === image.hash)) images.push(image)
  }
  return images
}

function rankOf({ is_mainphoto }: Raw): number {
  return is_mainphoto === true ? 0 : 1
}

/** Whether they can be asked for together with their products is not published, so each variant is asked. */
async function photosOfVariants(client: CcvClient, { combinations }: CatalogueProduct, signal: AbortSignal): Promise<readonly Photo[]> {
  const photos: Photo[] = []
  for (const combination of combinations) {
    const id = idOf(combination.id)
    const link = combination.attributecombinationphotos
    if (id === undefined || combination.active === false || objectOf(link) === undefined) continue
    const raws = expandedIn(link) ?? rawsOf(await client.all(`attributecombinations/${id}/attributecombinationphotos`, {}, signal))
    const name =
      attributesOf(combination)
        .map(({ value }) => value)
        .join(' ') || skuOfCombination(combination)
    photos.push(...raws.map((raw): Photo => ({ raw, kind: 'variant', name })))
  }
  return photos
}

/** A photo that cannot be fetched is no reason to hold its product back. */
async function fetchOne(
  client: CcvClient,
  { raw, kind, name }: Photo,
  { what, signal }: { readonly what: string; readonly signal: AbortSignal },
): Promise<ProductImage | undefined> {
  const [id, url, filename] = [idOf(raw.id), textOf(raw.deeplink), textOf(raw.filename)]
  try {
    const image = await client.fetchImage?.({ url: url ?? '', mark: `${kind} ${id ?? ''} ${filename ?? ''}`, signal })
    return image && { ...image, ...(name !== undefined && { name: name.slice(0, longestName) }) }
  } catch (error) {
    if (error instanceof StoppedError || signal.aborted) throw error
    const { message, code } = toAppError(error)
    client.log({
      ...{ level: 'warn', recordKey: what, facts: { photo: id ?? '', code } },
      message: `The photo ${filename ?? id ?? ''} of product ${what} in CCV is left out: ${message}`,
    })
    return undefined
  }
}

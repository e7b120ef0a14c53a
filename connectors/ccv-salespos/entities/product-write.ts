import type { CreateItem, UpdateItem, WriteRequest, WriteResult } from '#core/kit/define-connector.ts'
import { VendorError } from '#core/kit/errors.ts'
import { attemptAll, attemptInOrder, type Leave } from '../attempt.ts'
import type { CcvClient } from '../client.ts'
import { once } from '../once.ts'
import { type ShopSettings, shopSettings } from '../settings.ts'
import { expandedIn, given, idOf, objectOf, type Raw, rawsOf, textOf } from '../values.ts'
import { type CatalogueProduct, catalogueOf, skuOfCombination } from './catalogue.ts'
import { type CategoryFinder, openCategories } from './category-tree.ts'
import { photosOf, replacePhotos } from './product-photos.ts'
import { type ProductData, productToCreate, productToUpdate } from './product-to-ccv.ts'
import { ensureVariants } from './product-variants.ts'
import type { ProductWriteSettings } from './product-write-fields.ts'

const what = ({ key }: { readonly key: string }) => `Product ${key}`

interface Setting {
  readonly settings: ProductWriteSettings
  readonly categories: () => Promise<CategoryFinder>
  readonly signal: AbortSignal
}

/**
 * In order, because two products may need the same new category or attribute. A create takes several requests: the product, its
 * categories, its variants, its photos; `again` finds the product and does what is missing.
 */
export function createProducts(
  client: CcvClient,
  { items, settings, signal }: WriteRequest<CreateItem<ProductData>, ProductWriteSettings>,
): Promise<readonly WriteResult[]> {
  const setting = { settings, categories: once(() => openCategories(client, signal)), signal }
  return attemptInOrder(items, {
    what,
    write: async (item, leave) => {
      const { data, attempt } = item
      const shop = await shopSettings(client, signal)
      // Before anything leaves: a picture that cannot be sent must not leave half a product behind.
      photosOf(client, data, what(item))
      const known = attempt === 'again' ? (await findMade(client, item, signal))?.id : undefined
      const id = known ?? (await makeProduct(client, item, { shop, setting, leave }))
      const product = await catalogueOf(client).load(id, signal)
      await ensureCategories(client, product, data, { ...setting, leave })
      if ((data.variants ?? []).length > 0) {
        await ensureVariants(client, product, data.variants ?? [], {
          what: what(item),
          attributeType: settings.attributeType,
          leave,
          signal,
        })
      }
      await replacePhotos(client, id, data, { what: what(item), leave, signal })
      await catalogueOf(client).load(id, signal)
      return { ok: true, id, label: data.name ?? item.key, ...(known !== undefined && { existed: true }) }
    },
  })
}

/** Number of the product in the shop: its SKU, or the record's key for one with variants. */
function numberOfProduct({ data, key }: CreateItem<ProductData>): string {
  return data.sku ?? key
}

async function findMade(client: CcvClient, item: CreateItem<ProductData>, signal: AbortSignal): Promise<CatalogueProduct | undefined> {
  const number = numberOfProduct(item)
  return (await catalogueOf(client).bySku([number], signal)).get(number)?.[0]
}

async function makeProduct(
  client: CcvClient,
  item: CreateItem<ProductData>,
  { shop, setting, leave }: { readonly shop: ShopSettings; readonly setting: Setting; readonly leave: Leave },
): Promise<string> {
  const { settings, signal } = setting
  const packageId = settings.package ? Number(settings.package) : await firstPackage(client, signal)
  const body = {
    ...productToCreate(item.data, { what: what(item), shop, settings, packageId }),
    productnumber: numberOfProduct(item),
  }
  leave()
  const made = await client.post('products', body, signal)
  const id = idOf(objectOf(made)?.id) ?? (await findMade(client, item, signal))?.id
  if (id === undefined) throw new VendorError(`CCV made the product ${item.key} and does not show it.`)
  return id
}

/** Every product and every free line of an order needs one. */
export async function firstPackage(client: CcvClient, signal: AbortSignal): Promise<number> {
  const packages = await client.memory.recall('packages', async () => rawsOf(await client.all('packages', {}, signal)))
  const id = idOf(packages[0]?.id)
  if (id === undefined) throw new VendorError('The shop has no package, and CCV demands one.', { hint: 'Add a package in the shop.' })
  return Number(id)
}

/** Links the product to the categories of the record, and takes it out of others. */
async function ensureCategories(
  client: CcvClient,
  { id, raw }: CatalogueProduct,
  { categories }: ProductData,
  { settings, categories: opened, leave, signal }: Setting & { readonly leave: Leave },
): Promise<void> {
  const links = expandedIn(raw.producttocategories) ?? rawsOf(await client.all(`products/${id}/producttocategories`, {}, signal))
  if (categories === undefined || (categories.length === 0 && links.length === 0)) return
  const wanted = new Set<string>()
  for (const path of categories) {
    const finder = await opened()
    const category = finder.find(path) ?? (settings.categories === 'create' ? await finder.ensure(path, {}, leave) : undefined)
    if (category !== undefined) wanted.add(category)
  }
  const present = new Set(links.map(({ category_id }) => idOf(category_id)))
  for (const category of wanted) {
    if (present.has(category)) continue
    leave()
    await client.post('producttocategories', { product_id: Number(id), category_id: Number(category) }, signal)
  }
  for (const link of links) {
    if (wanted.has(idOf(link.category_id) ?? '')) continue
    leave()
    await client.delete(`producttocategories/${idOf(link.id) ?? ''}`, signal)
  }
}

export function updateProducts(
  client: CcvClient,
  { items, settings, signal }: WriteRequest<UpdateItem<ProductData>, ProductWriteSettings>,
): Promise<readonly WriteResult[]> {
  const setting = { settings, categories: once(() => openCategories(client, signal)), signal }
  const write = async ({ id, key, data, changes }: UpdateItem<ProductData>, leave: Leave): Promise<WriteResult> => {
    const product = await catalogueOf(client).load(id, signal)
    const paths = changes.map(({ path }) => path)
    const variant = product.combinations.find((combination) => skuOfCombination(combination) === (data.sku ?? key))
    if (variant && (data.variants ?? []).length === 0) {
      leave()
      await client.patch(`attributecombinations/${idOf(variant.id) ?? ''}`, variantChanges(data, paths), signal)
    } else {
      const body = productToUpdate({ data, what: what({ key }), shop: await shopSettings(client, signal) }, paths)
      if (Object.keys(body).length > 0) {
        leave()
        await client.patch(`products/${id}`, body, signal)
      }
      if (paths.includes('categories')) await ensureCategories(client, product, data, { ...setting, leave })
      if (paths.includes('extra.photos') || paths.includes('images'))
        await replacePhotos(client, id, data, { what: what({ key }), leave, signal })
    }
    await catalogueOf(client).load(id, signal)
    return { ok: true, id, label: data.name ?? textOf(product.raw.name) ?? key }
  }
  const asksOrder = items.some(({ changes }) => changes.some(({ path }) => path === 'categories'))
  return asksOrder ? attemptInOrder(items, { what, write }) : attemptAll(items, { what, write })
}

/** What a variant has of its own. */
function variantChanges(data: ProductData, paths: readonly string[]): Raw {
  return given({
    ean_number: paths.includes('gtin') ? (data.gtin ?? '') : undefined,
    active: paths.includes('active') ? data.active : undefined,
  })
}

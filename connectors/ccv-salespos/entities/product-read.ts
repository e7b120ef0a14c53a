import { z } from 'zod'
import type { Page, ReadRequest } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { type TranslatedPage, translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import type { Product } from '#core/model/product.ts'
import type { CcvClient } from '../client.ts'
import { printOf } from '../print.ts'
import { shopSettings } from '../settings.ts'
import { ccvMoment, chunks, idOf, type Raw, rawsOf, textOf } from '../values.ts'
import { type CatalogueProduct, productExpand, withCombinations } from './catalogue.ts'
import { loadCategories } from './category-tree.ts'
import { productKey, type Surroundings, toProduct } from './product-from-ccv.ts'
import { readPhotos } from './product-photos-read.ts'
import { pageSizeField, startField } from './start-field.ts'

export const productReadFields = {
  start: startField,
  scope: field.choice({
    label: 'Later runs read',
    help: 'CCV does not say whether a change of a variant counts as a change of its product. Read everything where such changes are missed.',
    options: { changed: 'products that changed', all: 'all products' },
    default: 'changed',
    rare: true,
  }),
  images: field.toggle({
    label: 'With photos',
    help: 'The photos of each product travel along to systems that take them, the main one first. Each is fetched once from the address the shop shows it at. Reading takes longer.',
    default: false,
  }),
  variantImages: field.toggle({
    label: 'With photos of variants',
    help: 'After those of the product, under the name of the variant. CCV is asked once more for every variant.',
    default: false,
    when: { images: [true] },
    rare: true,
  }),
  pageSize: pageSizeField,
} as const

/** While everything is read: from which place on. Afterwards: changes up to `through`, and how those of that very second looked. */
const positionShape = z.union([
  z.object({ start: z.number(), begun: z.string(), seen: z.record(z.string(), z.string()) }),
  z.object({ through: z.string(), seen: z.record(z.string(), z.string()) }),
])
type Position = z.infer<typeof positionShape>

/** Records read again when a broken-off reading goes on: products removed meanwhile move the others forward. */
const overlap = 20

/** Everything once; then what changed, newest first as the API sorts, given out oldest first so that the position never runs ahead. */
export async function* productPages(
  client: CcvClient,
  { position, settings, signal }: ReadRequest<ValuesOf<typeof productReadFields>>,
): AsyncIterable<Page<Product>> {
  const settled = positionShape.safeParse(position).data
  if (settled === undefined && settings.start === 'now') {
    yield { records: [], position: { through: ccvMoment(client.clock.now().getTime() + client.skewMs()), seen: {} } }
    return
  }
  if (settled === undefined || 'start' in settled || settings.scope === 'all') yield* everything(client, { settled, settings, signal })
  else yield* changes(client, { settled, settings, signal })
}

interface Reading<P> {
  readonly settled: P
  readonly settings: ValuesOf<typeof productReadFields>
  readonly signal: AbortSignal
}

async function* everything(client: CcvClient, { settled, settings, signal }: Reading<Position | undefined>): AsyncIterable<Page<Product>> {
  const resumed = settled !== undefined && 'start' in settled ? settled : undefined
  const begun = resumed?.begun ?? (await newestChange(client, signal))
  const start = Math.max(0, (resumed?.start ?? 0) - overlap)
  const query = { orderby: 'id', expand: productExpand }
  let seen = resumed?.seen ?? {}
  for await (const page of client.pages('products', { query, start, size: settings.pageSize, signal })) {
    const raws = rawsOf(page.items)
    seen = { ...seen, ...printsAt(begun, raws) }
    const next: Position = page.isLast ? { through: begun, seen } : { start: page.start + page.items.length, begun, seen }
    yield { ...(await translated(client, raws, { settings, signal })), position: next }
  }
}

/** Where changes begin that the reading of everything may have missed; before the first product, the beginning of time. */
async function newestChange(client: CcvClient, signal: AbortSignal): Promise<string> {
  for await (const { items } of client.pages('products', { query: { orderby: 'modifydate_desc' }, size: 1, signal })) {
    return textOf(rawsOf(items)[0]?.modifydate) ?? beginning
  }
  return beginning
}

const beginning = '1970-01-01T00:00:00Z'

async function* changes(
  client: CcvClient,
  { settled, settings, signal }: Reading<Extract<Position, { through: string }>>,
): AsyncIterable<Page<Product>> {
  let { through, seen } = settled
  const changed = await changedSince(client, { through, seen, size: settings.pageSize, signal })
  for (const some of chunks(changed, settings.pageSize)) {
    const last = textOf(some.at(-1)?.modifydate) ?? through
    // Of earlier seconds everything is known; of this one more may come.
    seen = { ...(last === through ? seen : {}), ...printsAt(last, some) }
    through = last
    yield { ...(await translated(client, some, { settings, signal })), position: { through, seen } }
  }
}

/** How those that changed in this very second looked. */
function printsAt(second: string, raws: readonly Raw[]): Readonly<Record<string, string>> {
  return Object.fromEntries(raws.filter(({ modifydate }) => textOf(modifydate) === second).map((raw) => [idOf(raw.id) ?? '', printOf(raw)]))
}

/** Oldest change first. */
async function changedSince(
  client: CcvClient,
  {
    through,
    seen,
    size,
    signal,
  }: {
    readonly through: string
    readonly seen: Readonly<Record<string, string>>
    readonly size: number
    readonly signal: AbortSignal
  },
): Promise<readonly Raw[]> {
  const changed = new Map<string, Raw>()
  const query = { orderby: 'modifydate_desc', expand: productExpand }
  for await (const { items } of client.pages('products', { query, size, signal })) {
    for (const raw of rawsOf(items)) {
      const modified = textOf(raw.modifydate) ?? through
      if (Date.parse(modified) < Date.parse(through)) return [...changed.values()].reverse()
      const id = idOf(raw.id) ?? ''
      if (seen[id] !== printOf(raw) && !changed.has(id)) changed.set(id, raw)
    }
  }
  return [...changed.values()].reverse()
}

async function translated(
  client: CcvClient,
  raws: readonly Raw[],
  { settings, signal }: Pick<Reading<unknown>, 'settings' | 'signal'>,
): Promise<TranslatedPage<Product>> {
  const surroundings = await surroundingsOf(client, signal)
  const products = await Promise.all(raws.map((raw) => withCombinations(client, raw, signal)))
  const page = translatePage(products, {
    name: (product) => nameOf(product, client),
    translate: (product) => recordOf(product, { client, surroundings }),
  })
  if (!settings.images || !client.fetchImage) return page
  const byId = new Map(products.map((product) => [product.id, product]))
  const withPhotos = async (record: FlowRecord<Product>): Promise<FlowRecord<Product>> => {
    const product = byId.get(record.origin?.id ?? '')
    const images = product && (await readPhotos(client, product, { what: record.key, ofVariants: settings.variantImages, signal }))
    return images ? { ...record, data: { ...record.data, images } } : record
  }
  return { ...page, records: await Promise.all(page.records.map(withPhotos)) }
}

export async function surroundingsOf(client: CcvClient, signal: AbortSignal): Promise<Surroundings> {
  const [settings, categories] = await Promise.all([shopSettings(client, signal), loadCategories(client, signal)])
  return { settings, paths: new Map(categories.map(({ id, path }) => [id, path])) }
}

function recordOf(
  product: CatalogueProduct,
  { client, surroundings }: { readonly client: CcvClient; readonly surroundings: Surroundings },
): FlowRecord<Product> {
  if (product.id === '') throw new DataError('CCV sent it without an id.', { code: 'id-missing' })
  if (productKey(product) === undefined) {
    throw new DataError('it has no product number, and no variant of it has a SKU.', {
      code: 'sku-missing',
      hint: 'Give the product a product number in CCV; it is read again once it has changed there.',
    })
  }
  return { ...nameOf(product, client), data: toProduct(product, surroundings) }
}

function nameOf(product: CatalogueProduct, { account }: CcvClient): Untranslated {
  const { id, raw, combinations } = product
  return {
    entity: 'product',
    key: productKey(product) ?? (id || 'without an id'),
    raw: { ...raw, attributecombinations: combinations },
    origin: { connector: 'ccv-salespos', account, id },
  }
}

export function describeProductPosition(position: Json): string {
  const settled = positionShape.safeParse(position).data
  if (settled === undefined) return 'from the beginning'
  return 'start' in settled
    ? `the first ${settled.start} products`
    : `changes until ${settled.through.replace('T', ' ').replace('Z', ' UTC')}`
}

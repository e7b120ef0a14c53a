import { attemptAll } from '#core/kit/attempt.ts'
import type { CreateItem, UpdateItem, WriteRequest, WriteResult } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import type { EaccountingClient } from '../client.ts'
import { loadCodings, loadUnits } from '../reference-data.ts'
import { type ArticleWriting, articleMembers, newArticle } from './article-members.ts'
import { type ArticleRow, articleReadOnly, articleRow, articlesByNumber } from './article-rows.ts'
import { replacement } from './extra.ts'
import { ensureLabels, type LabelRow } from './label-rows.ts'
import type { ProductWriteSettings } from './product-write-fields.ts'
import { type ArticleData, type ProductData, sellableArticles } from './sellable-articles.ts'

/** `again` looks each article up before it is made; of a product with variants those that are missing are made. */
export function createProducts(
  client: EaccountingClient,
  { items, settings, signal }: WriteRequest<CreateItem<ProductData>, ProductWriteSettings>,
): Promise<readonly WriteResult[]> {
  return attemptAll(items, async (item, leave) => {
    const what = `Product ${item.key}`
    const articles = sellableArticles(item.data, what, settings)
    const writing = await openWriting(client, { settings, what, categories: item.data.categories, signal })
    // Everything is worked out before the first one leaves, so that a wrong variant leaves none half made.
    const bodies = articles.map((article) => ({ article, body: newArticle(article, writing) }))
    const isAgain = item.attempt === 'again'
    const there = isAgain || articles.length > 1 ? await numbered(client, articles, signal) : new Map<string, ArticleRow>()
    const ids: string[] = []
    let made = 0
    for (const { article, body } of bodies) {
      const existing = there.get(article.sku)
      if (existing) {
        ids.push(existing.Id)
        continue
      }
      leave()
      ids.push((await client.create('articles', body, articleRow, signal)).Id)
      made++
    }
    return { ok: true, id: ids.join(' '), label: item.data.name, ...(made === 0 && { existed: true }) }
  })
}

/** Each is read as it stands and sent back whole with its changes. */
export function updateProducts(
  client: EaccountingClient,
  { items, settings, signal }: WriteRequest<UpdateItem<ProductData>, ProductWriteSettings>,
): Promise<readonly WriteResult[]> {
  return attemptAll(items, async (item, leave) => {
    const what = `Product ${item.key}`
    const paths = [...new Set(item.changes.map(({ path }) => path.split('.')[0] ?? ''))]
    const categories = paths.includes('categories') ? item.data.categories : categoriesOf(item.data.variants, paths)
    const writing = await openWriting(client, { settings, what, categories, signal })
    if (paths.includes('variants')) return updateFamily(client, { item, writing, leave, signal })
    const current = await client.get('articles', item.id, articleRow, signal)
    if (!current) {
      throw new DataError(`${what} is no longer in eAccounting.`, {
        code: 'not-found',
        hint: 'It was removed after it was found. Run it again, so that it is looked up anew.',
      })
    }
    const article = { ...onlySent(item.data, paths), sku: item.data.sku ?? current.Number ?? item.key }
    const changes = Object.assign({}, ...paths.map((path) => articleMembers[path]?.(article, writing)))
    leave()
    await put(client, current, changes, signal)
    return { ok: true, id: item.id, label: item.data.name ?? current.Name ?? undefined }
  })
}

/** Of two prices only the one that changed counts; the other follows it. */
function onlySent(data: ProductData, paths: readonly string[]): ProductData {
  const { priceExcl, priceIncl, ...rest } = data
  const both = paths.includes('priceExcl') === paths.includes('priceIncl')
  return {
    ...rest,
    ...((both || paths.includes('priceExcl')) && { priceExcl }),
    ...((both || paths.includes('priceIncl')) && { priceIncl }),
  }
}

interface FamilyUpdate {
  readonly item: UpdateItem<ProductData>
  readonly writing: ArticleWriting
  readonly leave: () => void
  readonly signal: AbortSignal
}

/** The changed list holds every variant as the article it is to be; what is missing is made. */
async function updateFamily(client: EaccountingClient, { item, writing, leave, signal }: FamilyUpdate): Promise<WriteResult> {
  const articles = (item.data.variants ?? []) as readonly ArticleData[]
  const there = await numbered(client, articles, signal)
  const ids: string[] = []
  for (const article of articles) {
    const current = there.get(article.sku)
    if (!current) {
      const body = newArticle(article, writing)
      leave()
      ids.push((await client.create('articles', body, articleRow, signal)).Id)
      continue
    }
    const paths = Object.keys(article).filter((path) => path in articleMembers)
    const changes = Object.assign({}, ...paths.map((path) => articleMembers[path]?.(article, writing)))
    leave()
    await put(client, current, changes, signal)
    ids.push(current.Id)
  }
  return { ok: true, id: ids.join(' '), label: articles.map(({ sku }) => sku).join(', ') }
}

async function put(client: EaccountingClient, current: ArticleRow, changes: object, signal: AbortSignal): Promise<void> {
  await client.replace('articles', current.Id, replacement(current, { ...changes }, articleReadOnly), articleRow, signal)
}

async function numbered(
  client: EaccountingClient,
  articles: readonly ArticleData[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ArticleRow>> {
  const rows = await articlesByNumber(
    client,
    articles.map(({ sku }) => sku),
    signal,
  )
  return new Map([...rows].flatMap(([number, [row]]) => (row ? [[number, row]] : [])))
}

/** Variants that are to be articles carry the categories of their product. */
function categoriesOf(variants: ProductData['variants'], paths: readonly string[]): ProductData['categories'] {
  return paths.includes('variants')
    ? (variants as readonly ArticleData[] | undefined)?.flatMap(({ categories }) => categories ?? [])
    : undefined
}

interface Opening {
  readonly settings: ProductWriteSettings
  readonly what: string
  readonly categories: ProductData['categories']
  readonly signal: AbortSignal
}

async function openWriting(client: EaccountingClient, { settings, what, categories = [], signal }: Opening): Promise<ArticleWriting> {
  const [codings, units, labels] = await Promise.all([
    loadCodings(client, signal),
    loadUnits(client, signal),
    settings.categories === 'none' ? new Map<string, LabelRow>() : ensureLabels(client, categories, signal),
  ])
  return { codings, units, labels, settings, what }
}

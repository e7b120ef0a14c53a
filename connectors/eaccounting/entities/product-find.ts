import type { Existing, FindItem, FindRequest } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { loadCompany } from '../check.ts'
import type { EaccountingClient } from '../client.ts'
import { loadCodings, loadUnits } from '../reference-data.ts'
import { type ArticleWriting, articleMembers } from './article-members.ts'
import { type ArticleRow, articlesByNumber } from './article-rows.ts'
import { type Surroundings, toProduct } from './product-from-article.ts'
import type { ProductWriteSettings } from './product-write-fields.ts'
import { type ArticleData, type ProductData, sellableArticles } from './sellable-articles.ts'

/** What an article is told with: the codings for its rate, the company for its currency. */
export async function loadSurroundings(client: EaccountingClient, signal: AbortSignal): Promise<Surroundings> {
  const [codings, company] = await Promise.all([loadCodings(client, signal), loadCompany(client, signal)])
  return { codings: new Map(codings.map((coding) => [coding.Id, coding])), currency: company.CurrencyCode ?? undefined }
}

export async function findProducts(
  client: EaccountingClient,
  { items, settings, signal }: FindRequest<ProductWriteSettings>,
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const families = new Map(items.map((item) => [item.key, familyOf(item, settings)]))
  const numbers = items.flatMap(({ key }) => families.get(key)?.map(({ sku }) => sku) ?? [key])
  const [rows, around, units] = await Promise.all([
    articlesByNumber(client, numbers, signal),
    loadSurroundings(client, signal),
    loadUnits(client, signal),
  ])
  const writing = { codings: [...around.codings.values()], units, settings: settings ?? { price: 'excl', longTexts: 'cut' } } as const
  return new Map(
    items.map((item) => {
      const family = families.get(item.key)
      if (family) return [item.key, existingFamily(family, rows, { around, writing: { ...writing, what: `Product ${item.key}` } })]
      const found = rows.get(item.key) ?? []
      return [item.key, found.map((row) => existingArticle(row, item, { around, writing: { ...writing, what: `Product ${item.key}` } }))]
    }),
  )
}

/** The articles of a product with variants; undefined for a simple product, and for one that is going to be refused. */
function familyOf({ key, data }: FindItem, settings: ProductWriteSettings | undefined): readonly ArticleData[] | undefined {
  const variants = data?.variants
  if (settings?.variants !== 'articles' || !Array.isArray(variants) || variants.length === 0) return undefined
  try {
    return sellableArticles(data as ProductData, `Product ${key}`, settings)
  } catch (error) {
    // A variant without a SKU is refused in words when it is written.
    if (error instanceof DataError) return undefined
    throw error
  }
}

interface Telling {
  readonly around: Surroundings
  readonly writing: ArticleWriting
}

function existingArticle(row: ArticleRow, { data }: FindItem, { around, writing }: Telling): Existing {
  const wanted = data && asKept({ ...(data as ProductData), sku: row.Number ?? '' }, row, { around, writing })
  return { id: row.Id, label: row.Name ?? undefined, data: { ...toProduct(row, around), extra: row }, wanted }
}

/**
 * The article as eAccounting would tell it after a write: a title cut, one price that counts. What the product says nothing about
 * stays out, and so does the price that follows the other one.
 */
function asKept(article: ArticleData, row: ArticleRow, { around, writing }: Telling): Readonly<Record<string, unknown>> | undefined {
  try {
    const paths = Object.keys(articleMembers).filter((path) => path in article && path !== 'extra')
    const members = Object.assign({}, ...paths.map((path) => articleMembers[path]?.(article, writing)))
    const kept: Readonly<Record<string, unknown>> = { ...toProduct({ ...row, ...members }, around) }
    const follower = 'NetPrice' in members && members.NetPrice === undefined ? 'priceExcl' : 'priceIncl'
    const isLeftOut = (path: string) => path === follower || (path === 'categories' && writing.settings.categories === 'none')
    const told = paths.filter((path) => !isLeftOut(path))
    return { ...Object.fromEntries(told.map((path) => [path, kept[path]])), extra: article.extra }
  } catch (error) {
    if (error instanceof DataError) return undefined
    throw error
  }
}

/** The articles of one product as one record: they differ in nothing but what is listed as variants. */
function existingFamily(
  family: readonly ArticleData[],
  rows: ReadonlyMap<string, readonly ArticleRow[]>,
  telling: Telling,
): readonly Existing[] {
  const found = family.flatMap((article) => (rows.get(article.sku) ?? []).slice(0, 1).map((row) => ({ article, row })))
  if (found.length === 0) return []
  const told = (article: ArticleData, row: ArticleRow) => {
    const wanted = asKept(article, row, telling)
    const there: Readonly<Record<string, unknown>> = { ...toProduct(row, telling.around) }
    return {
      wanted: { ...(wanted ?? article), sku: article.sku },
      there: Object.fromEntries(Object.keys(wanted ?? article).map((path) => [path, there[path]])),
    }
  }
  const missing = family.filter(({ sku }) => !rows.has(sku))
  const pairs = found.map(({ article, row }) => told(article, row))
  return [
    {
      id: found.map(({ row }) => row.Id).join(' '),
      label: found.map(({ row }) => row.Number).join(', '),
      data: { variants: pairs.map(({ there }) => there) },
      wanted: { variants: [...pairs.map(({ wanted }) => wanted), ...missing] },
    },
  ]
}

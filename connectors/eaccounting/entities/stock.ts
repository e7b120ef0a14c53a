import Big from 'big.js'
import { attemptAll } from '#core/kit/attempt.ts'
import {
  type CreateItem,
  defineEntity,
  defineRead,
  type FindRequest,
  type Page,
  type ReadRequest,
  type UpdateItem,
  type WriteRequest,
  type WriteResult,
} from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { Json } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Stock, stock as stockSchema } from '#core/model/stock.ts'
import type { EaccountingClient } from '../client.ts'
import { decimalOf, numberOf } from '../values/number.ts'
import { filled } from '../values/text.ts'
import { type ArticleRow, articleReadOnly, articleRow, articlesByNumber } from './article-rows.ts'
import { replacement } from './extra.ts'

const readFields = {
  onlyStockArticles: field.toggle({
    label: 'Only stock articles',
    help: 'Articles that eAccounting keeps stock of. Needs its stock module; without it no article is marked so.',
    default: false,
  }),
  pageSize: field.number({ label: 'Articles per request', default: 500, min: 1, max: 1_000, rare: true }),
} as const

const writeFields = {
  quantity: field.choice({
    label: 'Quantity to set',
    help: 'eAccounting keeps the balance. Available: the balance is set so that this much is left beside what open orders reserve.',
    options: { available: 'Available', onHand: 'On hand' },
    default: 'available',
  }),
} as const

type StockSettings = ValuesOf<typeof writeFields>

/** One balance for each article; eAccounting knows no warehouses. */
export const stock = defineEntity<EaccountingClient, Stock>({
  entity: 'stock',
  label: 'Stock',
  schema: stockSchema,
  read: defineRead<EaccountingClient, typeof readFields>({
    fields: readFields,
    describePosition: (position) => {
      const { page, readAt } = parsePosition(position)
      if (readAt !== null) return `all articles read, last at ${readAt.slice(0, 16).replace('T', ' ')} UTC`
      return page > 1 ? `within a pass over all articles, at page ${page}` : 'not read yet'
    },
    pages: stockPages,
  }),
  find: {
    by: ['sku'],
    run: async (client, { items, settings, signal }: FindRequest<StockSettings>) => {
      const rows = await articlesByNumber(
        client,
        items.map(({ key }) => key),
        signal,
      )
      return new Map(
        items.map(({ key, data }) => {
          const found = rows.get(key) ?? []
          const chosen = settings?.quantity ?? 'available'
          const wanted = data && { sku: key, [chosen]: data[chosen] }
          return [key, found.map((row) => ({ id: row.Id, label: row.Name ?? key, data: toStock(row), wanted }))]
        }),
      )
    },
  },
  create: { idempotency: 'absolute', batch: 50, run: setStock },
  update: { batch: 50, paths: ['available', 'onHand'], run: setStock },
  writeFields,
})

/**
 * Whether a movement of stock moves `ChangedUtc` is not published, so every run goes through all articles, by their number: none
 * can be deleted, so none slips over the edge of a page.
 */
async function* stockPages(
  client: EaccountingClient,
  { position, settings, signal }: ReadRequest<ValuesOf<typeof readFields>>,
): AsyncGenerator<Page> {
  const start = parsePosition(position)
  const seen = new Set<string>()
  const filter = settings.onlyStockArticles ? 'IsStock eq true' : undefined
  for (let page = start.readAt === null ? start.page : 1; ; page++) {
    const request = { schema: articleRow, filter, orderBy: 'Number', page, pageSize: settings.pageSize, signal }
    const { rows, isLast, remaining } = await client.list('articles', request)
    const fresh = rows.filter(({ Id }) => !seen.has(Id))
    for (const { Id } of rows) seen.add(Id)
    const translated = translatePage(fresh, {
      name: (row) => nameOf(row, client),
      translate: (row) => {
        if (!filled(row.Number)) throw new DataError('it has no number.', { code: 'sku-missing' })
        return { ...nameOf(row, client), data: toStock(row) }
      },
    })
    const readAt = isLast ? client.clock.now().toISOString() : null
    yield { ...translated, position: { page: isLast ? 1 : page + 1, readAt }, remaining }
    if (isLast) return
  }
}

function parsePosition(position: Json): { readonly page: number; readonly readAt: string | null } {
  const stored = (typeof position === 'object' && position !== null ? position : {}) as { page?: unknown; readAt?: unknown }
  const isMoment = typeof stored.readAt === 'string' && !Number.isNaN(Date.parse(stored.readAt))
  return {
    page: Number.isInteger(stored.page) && (stored.page as number) > 0 ? (stored.page as number) : 1,
    readAt: isMoment ? (stored.readAt as string) : null,
  }
}

function nameOf(row: ArticleRow, { account }: EaccountingClient): Untranslated {
  return { entity: 'stock', key: filled(row.Number) ?? row.Id, raw: row, origin: { connector: 'eaccounting', account, id: row.Id } }
}

function toStock(row: ArticleRow): Stock {
  return {
    sku: row.Number ?? '',
    onHand: decimalOf(row.StockBalance),
    reserved: decimalOf(row.StockBalanceReserved),
    available: decimalOf(row.StockBalanceAvailable ?? row.StockBalance),
    locations: [],
    managesStock: row.IsStock ?? undefined,
  }
}

/** An update may carry only the figures that changed, so both are optional here. */
function setStock(
  client: EaccountingClient,
  { items, settings, signal }: WriteRequest<CreateItem<Stock> | UpdateItem<Stock>, StockSettings>,
): Promise<readonly WriteResult[]> {
  return attemptAll(items, async ({ data, key }, leave) => {
    const sku = data.sku ?? key
    const what = `Stock of ${sku}`
    const amount = data[settings.quantity]
    if (amount === undefined) {
      throw new DataError(`${what} carries no quantity ${settings.quantity === 'onHand' ? 'on hand' : 'available'}.`, {
        code: 'quantity-missing',
        hint: 'Map the quantity, or choose the other one in the settings of the node.',
      })
    }
    const [current] = (await articlesByNumber(client, [sku], signal)).get(sku) ?? []
    if (!current) {
      throw new DataError(`${what}: eAccounting has no article with this number.`, {
        code: 'product-missing',
        hint: 'Send the product to eAccounting first.',
      })
    }
    const reserved = settings.quantity === 'available' ? (current.StockBalanceReserved ?? 0) : 0
    const balance = numberOf(new Big(amount).plus(reserved).toFixed(), what)
    leave()
    const after = await client.replace(
      'articles',
      current.Id,
      replacement(current, { StockBalance: balance }, articleReadOnly),
      articleRow,
      signal,
    )
    if (after.StockBalance !== balance) throw keptByItself(what, { asked: balance, kept: after.StockBalance })
    return { ok: true, id: current.Id, label: `${sku}: ${amount}` }
  })
}

/** With the stock module on, the balance follows deliveries and counts, and a write of it is dropped without a word. */
function keptByItself(what: string, { asked, kept }: { readonly asked: number; readonly kept: number | null | undefined }): DataError {
  return new DataError(
    `${what}: eAccounting kept ${kept ?? 'its own figure'} instead of ${asked}, because its stock module counts by itself.`,
    {
      code: 'stock-kept-by-target',
      hint: 'With the stock module on, stock can only be read from eAccounting. Turn the flow round, or switch the module off there.',
    },
  )
}

import type { Page, ReadRequest } from '#core/kit/define-connector.ts'
import { DataError, SettingsError } from '#core/kit/errors.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import type { Stock } from '#core/model/stock.ts'
import type { MplusClient } from '../client.ts'
import type { MplusStock } from '../soap/stock-shapes.ts'
import { highest, markerIn } from '../values/marker.ts'
import { fromScaled, sumOf } from '../values/quantity.ts'
import { isArticleNumber } from '../values/sku.ts'
import { chunks } from './chunks.ts'

export const stockReadFields = {
  branches: field.texts({
    label: 'Branches',
    help: 'Numbers of the branches whose stock counts together. Empty: all branches.',
    optional: true,
  }),
} as const

/** Articles asked for at a time; the service names no limit. */
const articlesPerRequest = 200

/**
 * Stock that changed. The service tells single rows (article and branch) after a stock id; what travels on is the article's
 * stock in all chosen branches, so those rows are asked for in full. Positions are `{ stockId }`, the last one settled.
 */
export async function* stockPages(
  client: MplusClient,
  { position, settings, signal }: ReadRequest<ValuesOf<typeof stockReadFields>>,
): AsyncIterable<Page<Stock>> {
  const branches = await branchesToRead(client, settings.branches ?? [], signal)
  const since = markerIn(position, 'stockId')
  const rows = await rowsOf(client, { branches, articleNumbers: [], stockId: since ?? '0', signal })
  const changed = changedArticles(rows, since)
  let remaining = changed.length
  for (const chunk of chunks(changed, articlesPerRequest)) {
    const articleNumbers = chunk.map(({ articleNumber }) => articleNumber).filter(isArticleNumber)
    const asked = articleNumbers.length === 0 ? [] : await rowsOf(client, { branches, articleNumbers, signal })
    const byArticle = Map.groupBy(asked, ({ articleNumber }) => articleNumber)
    remaining -= chunk.length
    yield {
      ...translatePage(chunk, {
        name: (one) => nameOf(one.articleNumber, one.rows, client),
        translate: ({ articleNumber }) => stockRecords(articleNumber, byArticle.get(articleNumber), client),
      }),
      position: { stockId: (chunk.at(-1)?.stockId ?? 0n).toString() },
      remaining,
    }
  }
}

interface ChangedArticle {
  readonly articleNumber: string
  /** Of its newest change. */
  readonly stockId: bigint
  readonly rows: readonly MplusStock[]
}

/**
 * Oldest change first, each article at its newest one: a position between two chunks never leaves a change behind.
 * A row whose stock id is none counts as changed, and moves no position.
 */
function changedArticles(rows: readonly MplusStock[], since: string | undefined): readonly ChangedArticle[] {
  const start = BigInt(since ?? '0')
  const isChanged = ({ stockId = '0' }: MplusStock) => since === undefined || (highest([stockId]) ?? start + 1n) > start
  const byArticle = Map.groupBy(rows.filter(isChanged), ({ articleNumber }) => articleNumber ?? '')
  return [...byArticle]
    .map(([articleNumber, ofArticle]) => {
      const stockId = highest(ofArticle.map((row) => row.stockId)) ?? start
      return { articleNumber, stockId, rows: ofArticle }
    })
    .sort(({ stockId: left }, { stockId: right }) => (left < right ? -1 : left > right ? 1 : 0))
}

/** None for an article that has no stock in the chosen branches any more. */
function stockRecords(articleNumber: string, rows: readonly MplusStock[] | undefined, client: MplusClient): readonly FlowRecord<Stock>[] {
  if (!isArticleNumber(articleNumber)) {
    throw new DataError(`MplusKASSA sent "${articleNumber}" where an article number belongs.`, { code: 'article-unreadable' })
  }
  return rows ? [{ ...nameOf(articleNumber, rows, client), data: toStock(articleNumber, rows) }] : []
}

function nameOf(articleNumber: string, rows: readonly MplusStock[], { account }: MplusClient): Untranslated {
  const key = articleNumber || `change ${rows[0]?.stockId ?? '?'}`
  return { entity: 'stock', key, raw: rows, origin: { connector: 'mplus', account, id: articleNumber } }
}

interface RowRequest {
  readonly branches: readonly string[]
  readonly articleNumbers: readonly string[]
  readonly stockId?: string
  readonly signal: AbortSignal
}

/** One request for all branches; the single branch the schema demands besides is the first of them. */
export async function rowsOf(
  client: MplusClient,
  { branches, articleNumbers, stockId, signal }: RowRequest,
): Promise<readonly MplusStock[]> {
  const [branchNumber] = branches
  const { articleStocks } = await client.call(
    'getStock',
    { request: { branchNumber, articleNumbers, stockId, branchNumbers: branches } },
    signal,
  )
  return articleStocks.filter((row) => row.branchNumber === undefined || branches.includes(row.branchNumber))
}

/** @throws SettingsError for a branch the till does not have, and for a till that shows none. */
export async function branchesToRead(client: MplusClient, chosen: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  const answer = await client.call('getBranches', {}, signal)
  const known = answer.branches.flatMap(({ branchNumber }) => branchNumber ?? [])
  const unknown = chosen.filter((branch) => !known.includes(branch))
  if (unknown.length > 0 || known.length === 0) {
    throw new SettingsError(unknown.length > 0 ? `This till has no branch ${unknown.join(', ')}.` : 'This till shows no branches.', {
      hint: `Its branches are: ${known.join(', ') || 'none'}.`,
    })
  }
  return chosen.length > 0 ? chosen : known
}

/** The article's stock, in total and per branch. On hand is what can be sold plus what is reserved. */
export function toStock(sku: string, rows: readonly MplusStock[]): Stock {
  const locations = rows.map((row) => {
    const available = fromScaled(row.amountFree ?? '0', row.decimalPlacesFree)
    const reserved = fromScaled(row.amountReserved ?? '0', row.decimalPlacesReserved)
    const incoming = fromScaled(row.amountIncoming ?? '0', row.decimalPlacesIncoming)
    return { location: row.branchNumber ?? '', onHand: sumOf([available, reserved]), reserved, available, incoming }
  })
  const total = (name: 'onHand' | 'reserved' | 'available' | 'incoming') => sumOf(locations.map((one) => one[name]))
  return {
    sku,
    onHand: total('onHand'),
    reserved: total('reserved'),
    available: total('available'),
    incoming: total('incoming'),
    locations,
  }
}

export function describeStockPosition(position: Json): string {
  const stockId = markerIn(position, 'stockId')
  return stockId === undefined ? 'from the beginning' : `up to stock change ${stockId}`
}

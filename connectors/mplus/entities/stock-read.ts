import type { Page, ReadRequest } from '#core/kit/define-connector.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { Json } from '#core/kit/record.ts'
import type { Stock } from '#core/model/stock.ts'
import type { MplusClient } from '../client.ts'
import type { MplusStock } from '../soap/stock-shapes.ts'
import { highest, markerIn } from '../values/marker.ts'
import { fromScaled, sumOf } from '../values/quantity.ts'
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
  const changed = await rowsOf(client, { branches, articleNumbers: [], stockId: since ?? '0', signal })
  const newest = newestByArticle(changed.filter(({ stockId }) => since === undefined || BigInt(stockId ?? '0') > BigInt(since)))
  let remaining = newest.length
  for (const chunk of chunks(newest, articlesPerRequest)) {
    const rows = await rowsOf(client, { branches, articleNumbers: chunk.map(([number]) => number), signal })
    const byArticle = Map.groupBy(rows, ({ articleNumber }) => articleNumber)
    remaining -= chunk.length
    yield {
      records: chunk.flatMap(([number]) => {
        const ofArticle = byArticle.get(number)
        if (!ofArticle) return []
        return [
          {
            entity: 'stock',
            key: number,
            data: toStock(number, ofArticle),
            raw: ofArticle,
            origin: { connector: 'mplus', account: client.account, id: number },
          },
        ]
      }),
      position: { stockId: (chunk.at(-1)?.[1] ?? 0n).toString() },
      remaining,
    }
  }
}

/** Oldest change first, each article at its newest one: a position between two chunks never leaves a change behind. */
function newestByArticle(rows: readonly MplusStock[]): readonly (readonly [articleNumber: string, stockId: bigint])[] {
  const byArticle = Map.groupBy(rows, ({ articleNumber }) => articleNumber)
  return [...byArticle]
    .flatMap(([number, ofArticle]) =>
      number === undefined ? [] : [[number, highest(ofArticle.map(({ stockId }) => stockId)) ?? 0n] as const],
    )
    .sort(([, left], [, right]) => (left < right ? -1 : left > right ? 1 : 0))
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

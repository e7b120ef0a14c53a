import type { CcvClient, Query } from '../client.ts'
import { ccvMoment, idOf, type Raw, rawsOf, textOf } from '../values.ts'
import { readMarker } from './marker.ts'

/**
 * Orders that carry our mark. The API cannot be asked for it, so this is the one place that decides how an order of ours is found:
 * orders placed in the shop since the earliest one in question was placed in its source are read, once; afterwards only newer ones.
 * Kept in memory, for one run.
 */
export interface OrderIndex {
  /** Reads up to now. @param since no order in question can have been placed in the shop before; undefined: nobody knows. */
  refresh(since: number | undefined, signal: AbortSignal): Promise<void>
  byMarker(marker: string): Raw | undefined
}

/** Two clocks may differ, and the shop lists an order a little after it took it. */
const overlapMs = 10 * 60_000
const indexes = new WeakMap<CcvClient, OrderIndex>()

export function orderIndexOf(client: CcvClient): OrderIndex {
  const known = indexes.get(client)
  if (known) return known
  const index = createOrderIndex(client)
  indexes.set(client, index)
  return index
}

function createOrderIndex(client: CcvClient): OrderIndex {
  const orders = new Map<string, Raw>()
  /** Everything from here on was read; absent: nothing was. */
  let coveredFrom: number | undefined
  let newest = Number.NEGATIVE_INFINITY
  let turn: Promise<void> = Promise.resolve()

  async function read(since: number | undefined, signal: AbortSignal): Promise<void> {
    const from = since ?? Number.NEGATIVE_INFINITY
    const isCovered = coveredFrom !== undefined && from >= coveredFrom
    const least = isCovered ? Math.max(from, newest - overlapMs) : from
    const query: Query = Number.isFinite(least) ? { min_create_date: ccvMoment(least) } : {}
    for await (const { items } of client.pages('orders', { query, signal })) {
      for (const raw of rawsOf(items)) {
        const { marker } = readMarker(textOf(raw.reservationnumber))
        if (marker !== undefined && idOf(raw.id) !== undefined) orders.set(marker, raw)
        newest = Math.max(newest, Date.parse(textOf(raw.create_date) ?? '') || newest)
      }
    }
    coveredFrom = Math.min(coveredFrom ?? from, from)
  }

  return {
    refresh(since, signal) {
      // One after the other: a second reading profits from the first.
      turn = turn.catch(() => {}).then(() => read(since, signal))
      return turn
    },
    byMarker: (marker) => orders.get(marker),
  }
}

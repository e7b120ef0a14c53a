import { defineRead } from '#core/kit/define-connector.ts'
import { field } from '#core/kit/fields.ts'
import type { Json } from '#core/kit/record.ts'
import { type TranslatedPage, translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import type { Stock } from '#core/model/stock.ts'
import type { OdooClient } from '../client.ts'
import { originOf } from '../origin.ts'
import { visible } from '../reference-data.ts'
import { describeSweep, parseSweepPosition, positionJson, sweepChanges } from '../sweep.ts'
import { idOf, textOf, unique } from '../values.ts'
import { changesFields, pageSize } from './read-settings.ts'
import { countProducts, type ProductCount, stockFromOdoo } from './stock-quantities.ts'

const product = 'product.product'
const move = 'stock.move'

const fields = {
  which: field.choice({
    label: 'Which products',
    help: 'All: every stocked product in every run, which never misses one. Changed: after the first full run only products with a stock movement since.',
    default: 'all',
    options: { all: 'All stocked products', changed: 'Only where stock moved' },
  }),
  overlapMinutes: changesFields.overlapMinutes,
}

/** Where a full pass stands; `moves` is the sweep of movements that goes on after it. */
interface StockPosition {
  readonly afterId: number | null
  readonly moves: Json
}

export const stockRead = defineRead<OdooClient, typeof fields>({
  fields,
  describePosition: (position) => {
    if (position === null) return 'not read yet'
    const { afterId, moves } = parsePosition(position)
    if (afterId !== null) return `full pass, up to product ${afterId}`
    return moves === null ? 'full pass done' : `movements: ${describeSweep(moves)}`
  },
  pages: async function* (client, { position, settings, signal }) {
    const { afterId, moves } = parsePosition(position)
    const movesOnly = settings.which === 'changed' && afterId === null && moves !== null
    const pages = movesOnly
      ? movedProducts(client, { moves, overlapMinutes: settings.overlapMinutes, signal })
      : allProducts(client, { afterId: afterId ?? 0, moves, tracksMoves: settings.which === 'changed', signal })
    for await (const page of pages) {
      yield { ...(await translateCounts(client, page.ids, signal)), position: { ...page.position } }
    }
  },
})

interface IdPage {
  readonly ids: readonly number[]
  readonly position: StockPosition
}

/** Quantities are computed: a movement does not touch a product's write_date, so products are gone through by id. */
async function* allProducts(
  client: OdooClient,
  {
    afterId,
    moves,
    tracksMoves,
    signal,
  }: { readonly afterId: number; readonly moves: Json; readonly tracksMoves: boolean; readonly signal: AbortSignal },
): AsyncGenerator<IdPage> {
  // Taken before the first product is counted, so that what moves during the pass is read again.
  const start = tracksMoves ? (afterId > 0 ? moves : await newestMove(client, signal)) : null
  const stored = (await client.fieldsOf(product, signal))?.has('is_storable') ? ['is_storable', '=', true] : ['type', '=', 'product']
  let last = afterId
  for (;;) {
    const rows = await client.searchRead(product, {
      domain: [stored, ['id', '>', last]],
      fields: ['default_code'],
      order: 'id',
      limit: pageSize,
      signal,
    })
    last = rows.at(-1)?.id ?? last
    const isEnd = rows.length < pageSize
    yield { ids: rows.map(({ id }) => id), position: { afterId: isEnd ? null : last, moves: start } }
    if (isEnd) return
  }
}

/** Every change of stock is a movement, also an inventory count; quants at zero are deleted and would be missed. */
async function* movedProducts(
  client: OdooClient,
  { moves, overlapMinutes, signal }: { readonly moves: Json; readonly overlapMinutes: number; readonly signal: AbortSignal },
): AsyncGenerator<IdPage> {
  const wanted = await visible(client, move, ['product_id', 'state', 'product_uom_qty', 'quantity', 'write_date'], signal)
  const sweep = sweepChanges({
    search: ({ domain, ...paging }) => client.searchRead(move, { domain, fields: wanted, ...paging, signal }),
    position: parseSweepPosition(moves),
    overlapMinutes,
    pageSize,
  })
  for await (const page of sweep) {
    yield { ids: unique(page.rows.map((row) => idOf(row.product_id))), position: { afterId: null, moves: positionJson(page.position) } }
  }
}

async function newestMove(client: OdooClient, signal: AbortSignal): Promise<Json> {
  if (!(await client.fieldsOf(move, signal))) return null
  const [newest] = await client.searchRead(move, { domain: [], fields: ['write_date'], order: 'write_date desc', limit: 1, signal })
  return newest ? { since: textOf(newest.write_date) ?? null, seen: [] } : null
}

async function translateCounts(client: OdooClient, ids: readonly number[], signal: AbortSignal): Promise<TranslatedPage<Stock>> {
  const nameOf = ({ id, sku, total }: ProductCount): Untranslated => {
    return { entity: 'stock', key: sku, raw: total, origin: originOf(client.settings, id) }
  }
  return translatePage(await countProducts(client, ids, signal), {
    name: nameOf,
    translate: (count) => ({ ...nameOf(count), data: stockFromOdoo(count) }),
  })
}

function parsePosition(position: Json): StockPosition {
  const stored = (typeof position === 'object' && position !== null ? position : {}) as { afterId?: unknown; moves?: Json }
  return { afterId: typeof stored.afterId === 'number' ? stored.afterId : null, moves: stored.moves ?? null }
}

import { z } from 'zod'
import type { Page } from '#core/kit/define-connector.ts'
import { field } from '#core/kit/fields.ts'
import type { Json } from '#core/kit/record.ts'
import type { TranslatedPage } from '#core/kit/translate-page.ts'
import type { Query, VismaNetClient } from '../client.ts'

export const pageSizeField = field.number({
  label: 'Records per request',
  help: 'Visma.net cuts it to the most it gives for each kind of record. More per request is fewer of the calls an hour has.',
  default: 500,
  min: 1,
  max: 1_000,
  rare: true,
})

/** A reading that is under way: the next page, and what is known of how far it may count. */
const sweep = z.object({ page: z.number().int().min(1), seen: z.number().int(), top: z.string().optional(), floor: z.string() })
const positionSchema = z.object({ since: z.string().optional(), sweep: sweep.optional() })

export type ChangePosition = z.infer<typeof positionSchema>

export interface ChangeSource<Row> {
  readonly path: string
  readonly label: string
  readonly query?: Query
  readonly row: z.ZodType<Row>
  readonly pageSize: number
  readonly position: Json
  readonly signal: AbortSignal
  stampOf(row: Row): string | null | undefined
  translate(rows: readonly Row[]): Promise<TranslatedPage> | TranslatedPage
}

const counted = z.looseObject({ metadata: z.looseObject({ totalCount: z.number().nullish() }).nullish() })

/**
 * Reads a list of the ERP by what changed since. Its stamps carry no zone and nobody says which one is meant, so a stamp only ever goes
 * back to the server as it came. A list is sorted by its key, not by change: while its pages are read, a record already read may change
 * again. So the next reading begins no later than what was certainly there when this one began: the newest stamp of its first
 * page, or half a day before the clock of this computer, which is earlier than any zone's clock.
 */
export async function* pagesByChange<Row>(client: VismaNetClient, source: ChangeSource<Row>): AsyncGenerator<Page> {
  const { since, sweep: unfinished } = parsePosition(source.position)
  let { page, seen, top, floor } = unfinished ?? { page: 1, seen: 0, top: since, floor: '' }
  if (!unfinished) floor = stampOf(client.clock.now().getTime() - earlierThanAnyZoneMs)
  for (;;) {
    const rows = await fetchPage(client, source, { since, page })
    if (rows.length === 0 && page === 1) return
    const newest = rows.reduce<string | undefined>((best, row) => later(best, source.stampOf(row)), undefined)
    top = later(top, newest)
    if (page === 1) floor = later(floor, newest) ?? floor
    seen += rows.length
    const isLast = rows.length === 0 || seen >= (counted.safeParse(rows[0]).data?.metadata?.totalCount ?? Number.POSITIVE_INFINITY)
    page++
    const position = isLast
      ? { ...(top !== undefined && { since: page === 2 ? top : earlier(top, floor) }) }
      : { ...(since !== undefined && { since }), sweep: { page, seen, ...(top !== undefined && { top }), floor } }
    yield { ...(await source.translate(rows)), position }
    if (isLast) return
  }
}

const earlierThanAnyZoneMs = 14 * 60 * 60_000

async function fetchPage<Row>(
  client: VismaNetClient,
  { path, label, query, row, pageSize, signal }: ChangeSource<Row>,
  { since, page }: { readonly since: string | undefined; readonly page: number },
): Promise<readonly Row[]> {
  const changed = since === undefined ? {} : { lastModifiedDateTime: since, lastModifiedDateTimeCondition: '>=' }
  return client.get({
    service: 'erp',
    path,
    query: { ...query, ...changed, pageNumber: String(page), pageSize: String(pageSize) },
    label,
    schema: z.array(row),
    signal,
  })
}

export function parsePosition(position: Json): ChangePosition {
  return positionSchema.safeParse(position).data ?? {}
}

/** "changes until 2026-11-22 10:00:00 on the clock of Visma.net". */
export function describeChangePosition(position: Json): string {
  const { since, sweep: unfinished } = parsePosition(position)
  const from =
    since === undefined ? 'from the beginning' : `changes until ${since.slice(0, 19).replace('T', ' ')} on the clock of Visma.net`
  return unfinished ? `${from}, page ${unfinished.page - 1} read` : from
}

/** Only stamps a request may carry: everything else is as if there were none. */
function later(left: string | undefined, right: string | null | undefined): string | undefined {
  if (!right || !/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,7})?)?$/.test(right)) return left
  return left === undefined || right > left ? right : left
}

function earlier(left: string, right: string): string {
  return left < right ? left : right
}

function stampOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, -1)
}

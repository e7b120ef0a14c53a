import { z } from 'zod'
import type { Page, ReadRequest } from '#core/kit/define-connector.ts'
import { VendorError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'
import type { Json } from '#core/kit/record.ts'
import type { TranslatedPage } from '#core/kit/translate-page.ts'
import type { Collection, EaccountingClient } from './client.ts'

/** Settings of every kind of record that is read by its changes. */
export const changesFields = {
  from: field.moment({
    label: 'Changed from',
    help: 'Only on the first run: what was last changed before this moment stays out. Empty: everything.',
    optional: true,
  }),
  overlapMinutes: field.number({
    label: 'Look back (minutes)',
    help: 'A change may become visible a little after its own time. Each run looks back this far; what was read already is not read twice.',
    default: 5,
    min: 1,
    max: 1_440,
    rare: true,
  }),
  pageSize: field.number({ label: 'Records per request', default: 500, min: 1, max: 1_000, rare: true }),
} as const

export interface ChangesSettings {
  readonly from?: string | undefined
  readonly overlapMinutes: number
  readonly pageSize: number
}

/** How far changes have been read; `seen` is what was delivered within the look-back, with the stamp it had. */
interface SweepPosition {
  readonly since: string | null
  readonly seen: readonly (readonly [id: string, stamp: string])[]
}

interface Source<Row extends SweptRow> {
  readonly collection: Collection
  readonly schema: z.ZodType<Row>
  /** The member that tells when it changed. */
  readonly stamp: 'ChangedUtc' | 'ModifiedUtc'
  /** What is read at all, as a filter. */
  readonly where?: string | undefined
  translate(rows: readonly Row[]): Promise<TranslatedPage> | TranslatedPage
}

interface SweptRow {
  readonly Id: string
}

/**
 * Reads a collection by its changes, oldest first. Every request begins at the newest stamp seen, never at a page number: a record
 * that changes meanwhile moves to the end and would push another one over the edge of a page. Only where a whole page has one stamp
 * the next page of the same question is asked.
 */
export async function* pagesByChange<Row extends SweptRow>(
  client: EaccountingClient,
  { position, settings, signal }: ReadRequest<ChangesSettings>,
  { collection, schema, stamp, where, translate }: Source<Row>,
): AsyncGenerator<Page> {
  const start = parsePosition(position)
  const seen = new Map(start.seen)
  let since = start.since
  let from = start.since === null ? moment(settings.from) : earlier(start.since, settings.overlapMinutes)
  for (let page = 1; ; ) {
    const changed = from === null ? undefined : `${stamp} ge ${from}`
    const filter = [where, changed].filter((part) => part !== undefined).join(' and ') || undefined
    const answer = await client.list(collection, { schema, filter, orderBy: stamp, page, pageSize: settings.pageSize, signal })
    const stamps = answer.rows.map((row) => stampOf(row, stamp))
    checkOrder(stamps, { collection, stamp })
    const fresh = answer.rows.filter((row, index) => seen.get(row.Id) !== stamps[index])
    for (const [index, row] of answer.rows.entries()) seen.set(row.Id, stamps[index] ?? '')
    const newest = stamps.at(-1) ?? ''
    if (newest !== '' && (since === null || time(newest) > time(since))) since = newest
    if (fresh.length > 0)
      yield { ...(await translate(fresh)), position: positionOf(seen, since, settings.overlapMinutes), remaining: answer.remaining }
    if (answer.isLast) return
    if (newest !== '' && (from === null || time(newest) > time(from))) {
      from = newest
      page = 1
    } else page++
  }
}

/** "changes until 22 Nov 2026 09:00 UTC" */
export function describeSweep(position: Json): string {
  const { since } = parsePosition(position)
  if (since === null) return position !== null && parsePosition(position).seen.length > 0 ? 'begun, nothing dated read yet' : 'not read yet'
  const at = new Date(since)
  const day = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  return `changes until ${day} ${at.toISOString().slice(11, 16)} UTC`
}

const storedPosition = z.object({ since: z.string().nullish(), seen: z.array(z.tuple([z.string(), z.string()])).catch([]) })

/** Positions can be edited by hand: anything unreadable is a beginning. */
function parsePosition(position: Json): SweepPosition {
  const { since, seen } = storedPosition.safeParse(position).data ?? { seen: [] }
  return { since: moment(since ?? undefined), seen }
}

/** Keeps only what the next sweep can meet again. Rows without a stamp are met again whenever everything is read. */
function positionOf(seen: ReadonlyMap<string, string>, since: string | null, overlapMinutes: number): Json {
  const oldest = since === null ? 0 : time(earlier(since, overlapMinutes))
  return { since, seen: [...seen].filter(([, stamp]) => since === null || (stamp !== '' && time(stamp) >= oldest)) }
}

/** '' for old records that have none; they come first. */
function stampOf(row: SweptRow, stamp: string): string {
  const value = (row as unknown as Readonly<Record<string, unknown>>)[stamp]
  return typeof value === 'string' && !Number.isNaN(time(value)) ? value : ''
}

/** That a list comes in the order asked for is what nothing being missed rests on. */
function checkOrder(stamps: readonly string[], { collection, stamp }: { readonly collection: string; readonly stamp: string }): void {
  const isOrdered = stamps.every((one, index) => index === 0 || time(one) >= time(stamps[index - 1] ?? ''))
  if (isOrdered) return
  throw new VendorError(`eAccounting gave ${collection} in another order than by ${stamp}, so that some could be missed.`, {
    code: 'order-ignored',
    hint: 'Report it with the log of this run.',
  })
}

function time(stamp: string): number {
  if (stamp === '') return Number.NEGATIVE_INFINITY
  // Without a zone it is UTC, as its name says.
  return Date.parse(/(Z|[+-]\d\d:\d\d)$/i.test(stamp) ? stamp : `${stamp}Z`)
}

function earlier(stamp: string, minutes: number): string {
  return new Date(time(stamp) - minutes * 60_000).toISOString()
}

function moment(text: string | undefined): string | null {
  return text === undefined || text === '' || Number.isNaN(time(text)) ? null : new Date(time(text)).toISOString()
}

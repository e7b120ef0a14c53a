import type { Json } from '#core/kit/record.ts'
import { pagesOfRows } from './all-rows.ts'
import type { AccountViewClient } from './client.ts'
import type { BusinessObject } from './objects.ts'
import { isStamp, type Row, stampOf, textOf } from './values.ts'

/**
 * How far changes have been read. Stamps are CNG_DATE, the installation's own time without a zone; they are compared with one another
 * only. `seen` are the records of the overlap as they were delivered: key and fingerprint.
 */
export interface SweepPosition {
  /** Changes up to here have been delivered. */
  readonly since: string | null
  /** A sweep that is under way: it goes on after `lastKey`, and will have read up to `until`. */
  readonly under?: { readonly until: string | null; readonly lastKey: string }
  readonly seen: readonly (readonly [key: string, stamp: string, fingerprint: string])[]
}

/** A stamp is set when a record is saved and can be seen a little later. */
const overlapMs = 10 * 60_000

export interface SweepRequest {
  readonly object: BusinessObject
  readonly fields: readonly string[]
  readonly position: SweepPosition
  /** False: the installation shows no CNG_DATE, so everything is read every time. */
  readonly hasStamps: boolean
  readonly signal: AbortSignal
}

/**
 * What changed since the position. Records come in the order of their keys, because only that order bears changes made meanwhile.
 * The newest stamp there is when the sweep begins is where the next one starts: whatever changes during this one is stamped later.
 */
export async function* sweepChanges(
  client: AccountViewClient,
  { object, fields, position, hasStamps, signal }: SweepRequest,
): AsyncGenerator<{ readonly rows: readonly Row[]; readonly position: SweepPosition }> {
  const { since, under } = position
  const until = under ? under.until : hasStamps ? later(since, await newestStamp(client, object, signal)) : null
  const from = since === null ? null : shift(since, -overlapMs)
  // The operator may look at days alone; what it lets through besides is left out here.
  const where =
    from === null || !hasStamps
      ? []
      : [{ field: 'CNG_DATE', operator: 'DateOnOrAfterDate', type: 'T', value: `{^${from.replace('T', ' ')}}` } as const]
  const keepFrom = until === null ? null : shift(until, -overlapMs)
  const seen = new Map(position.seen.map(([key, stamp, print]) => [key, [stamp, print] as const]))

  let before: { readonly rows: readonly Row[]; readonly lastKey: string } | undefined
  for await (const page of pagesOfRows(client, { object, fields: withStamp(fields, hasStamps), where, lastKey: under?.lastKey, signal })) {
    if (before) yield { rows: before.rows, position: { since, under: { until, lastKey: before.lastKey }, seen: seenList() } }
    before = { rows: page.rows.filter(isFresh), lastKey: page.lastKey ?? '' }
  }
  yield { rows: before?.rows ?? [], position: { since: until, seen: seenList() } }

  function isFresh(row: Row): boolean {
    const stamp = stampOf(row.CNG_DATE)
    const key = textOf(row[object.key]) ?? ''
    if (from !== null && stamp !== undefined && stamp < from) return false
    const print = fingerprint(JSON.stringify(row))
    if (hasStamps && seen.get(key)?.[1] === print) return false
    if (stamp !== undefined) seen.set(key, [stamp, print])
    return true
  }

  /** Only what the next sweep can meet again. */
  function seenList(): SweepPosition['seen'] {
    if (keepFrom === null) return []
    return [...seen].flatMap(([key, [stamp, print]]) => (stamp >= keepFrom ? [[key, stamp, print] as const] : []))
  }
}

async function newestStamp(client: AccountViewClient, object: BusinessObject, signal: AbortSignal): Promise<string | null> {
  const sort = { field: 'CNG_DATE', order: 'Descending' } as const
  const [newest] = await client.read({ object, fields: [object.key, 'CNG_DATE'], sort, size: 1, signal })
  return stampOf(newest?.CNG_DATE) ?? null
}

function withStamp(fields: readonly string[], hasStamps: boolean): readonly string[] {
  return hasStamps && fields.length > 0 && !fields.includes('CNG_DATE') ? [...fields, 'CNG_DATE'] : fields
}

/** Never back: an installation that does not sort answers with any record. */
function later(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right
  return left > right ? left : right
}

function shift(stamp: string, ms: number): string {
  return new Date(Date.parse(`${stamp}Z`) + ms).toISOString().slice(0, 19)
}

/** Reads a stored position; anything else is a beginning. */
export function parseSweepPosition(position: Json): SweepPosition {
  const stored = (typeof position === 'object' && position !== null ? position : {}) as { since?: unknown; under?: unknown; seen?: unknown }
  const stamp = (value: unknown) => (typeof value === 'string' && isStamp(value) ? value : null)
  const under = (typeof stored.under === 'object' && stored.under !== null ? stored.under : {}) as { until?: unknown; lastKey?: unknown }
  return {
    since: stamp(stored.since),
    ...(typeof under.lastKey === 'string' && under.lastKey !== '' && { under: { until: stamp(under.until), lastKey: under.lastKey } }),
    seen: Array.isArray(stored.seen) ? stored.seen.filter(isSeenEntry) : [],
  }
}

export function positionJson({ since, under, seen }: SweepPosition): Json {
  return { since, ...(under && { under: { ...under } }), seen: seen.map((entry) => [...entry]) }
}

/** "changes until 22 Nov 2026 09:00" */
export function describeSweep(position: Json): string {
  const { since, under } = parseSweepPosition(position)
  const start = since === null ? undefined : `changes until ${spoken(since)}`
  if (under) return `${start ?? 'the beginning'}, and on up to ${under.lastKey}`
  return start ?? 'not read yet'
}

function spoken(stamp: string): string {
  const day = new Date(`${stamp}Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  return `${day} ${stamp.slice(11, 16)} on AccountView’s clock`
}

function isSeenEntry(entry: unknown): entry is readonly [string, string, string] {
  return Array.isArray(entry) && entry.length === 3 && entry.every((part) => typeof part === 'string') && isStamp(String(entry[1]))
}

/** FNV-1a over the UTF-16 units: tells two versions of one record apart, nothing more. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(36)
}

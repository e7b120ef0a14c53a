import type { Json } from '#core/kit/record.ts'
import type { Domain } from './client.ts'
import { type OdooRecord, odooTime, textOf } from './values.ts'

/**
 * How far changes of a model have been read. `seen` holds what was delivered lately: id, write_date, and a fingerprint of the
 * record, because two writes within one second carry the same write_date (Odoo delivers whole seconds).
 */
export interface SweepPosition {
  /** Newest write_date delivered, in Odoo's own writing: `2026-11-22 00:34:48`, UTC. */
  readonly since: string | null
  readonly seen: readonly (readonly [id: number, writeDate: string, fingerprint: string])[]
}

export interface SweepPage {
  /** New or changed since they were last delivered. */
  readonly rows: readonly OdooRecord[]
  readonly position: SweepPosition
}

/** One search over the swept model: order, domain and size come from the sweep. */
export type SearchRows = (request: {
  readonly domain: Domain
  readonly order: string
  readonly limit: number
}) => Promise<readonly OdooRecord[]>

export interface SweepRequest {
  readonly search: SearchRows
  readonly position: SweepPosition
  /** First run only: changes from this moment on. */
  readonly from?: string
  /** How long a transaction may have taken and still be seen: it appears late, stamped with its beginning. */
  readonly overlapMinutes: number
  readonly pageSize: number
}

/**
 * Reads what changed, oldest first. `write_date` is the start of a transaction, so a long one becomes visible after records with
 * a later stamp; every sweep therefore begins `overlapMinutes` before the newest stamp and leaves out what it delivered already.
 *
 * Pages are not cut inside a second: the server sorts on microseconds and compares whole seconds (19) or microseconds (before),
 * so within a second only the id is a dependable place to continue from.
 */
export async function* sweepChanges({ search, position, from, overlapMinutes, pageSize }: SweepRequest): AsyncGenerator<SweepPage> {
  const seen = new Map(position.seen.map(([id, writeDate, fingerprint]) => [id, `${writeDate} ${fingerprint}`]))
  let since = position.since
  let cursor = since === null ? (from === undefined ? null : odooTime(from)) : shift(since, -overlapMinutes * 60)

  function settle(rows: readonly OdooRecord[]): SweepPage | undefined {
    const fresh = rows.filter((row) => seen.get(row.id) !== stampOf(row))
    for (const row of rows) {
      seen.set(row.id, stampOf(row))
      const writeDate = writeDateOf(row)
      if (writeDate !== undefined && (since === null || writeDate > since)) since = writeDate
    }
    return fresh.length === 0 ? undefined : { rows: fresh, position: positionOf(seen, { since, overlapMinutes }) }
  }

  for (;;) {
    const rows = await search({ domain: cursor === null ? [] : [['write_date', '>=', cursor]], order: 'write_date, id', limit: pageSize })
    const isEnd = rows.length < pageSize
    const lastSecond = isEnd ? undefined : rows.map(writeDateOf).findLast((writeDate) => writeDate !== undefined)
    const page = settle(lastSecond === undefined ? rows : rows.filter((row) => writeDateOf(row) !== lastSecond))
    if (page) yield page
    if (lastSecond === undefined) return
    for await (const part of rowsOfSecond(search, { second: lastSecond, pageSize })) {
      const rest = settle(part)
      if (rest) yield rest
    }
    cursor = shift(lastSecond, 1)
  }
}

async function* rowsOfSecond(
  search: SearchRows,
  { second, pageSize }: { readonly second: string; readonly pageSize: number },
): AsyncGenerator<readonly OdooRecord[]> {
  let afterId = 0
  for (;;) {
    const within = [
      ['write_date', '>=', second],
      ['write_date', '<', shift(second, 1)],
    ]
    const rows = await search({ domain: [...within, ['id', '>', afterId]], order: 'id', limit: pageSize })
    yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageSize) return
    afterId = last.id
  }
}

/** Keeps only what the next sweep can meet again. */
function positionOf(
  seen: ReadonlyMap<number, string>,
  { since, overlapMinutes }: { readonly since: string | null; readonly overlapMinutes: number },
): SweepPosition {
  const oldest = since === null ? '' : shift(since, -overlapMinutes * 60)
  const entries = [...seen].map(([id, stamp]) => [id, stamp.slice(0, 19), stamp.slice(20)] as const)
  return { since, seen: entries.filter(([, writeDate]) => writeDate >= oldest) }
}

/** Reads a stored position; anything else is a beginning. */
export function parseSweepPosition(position: Json): SweepPosition {
  const stored = (typeof position === 'object' && position !== null ? position : {}) as { since?: unknown; seen?: unknown }
  return {
    since: textOf(stored.since) ?? null,
    // Positions can be edited by hand, so each entry is looked at.
    seen: Array.isArray(stored.seen) ? stored.seen.filter(isSeenEntry) : [],
  }
}

export function positionJson({ since, seen }: SweepPosition): Json {
  return { since, seen: seen.map((entry) => [...entry]) }
}

/** "changes until 22 Nov 2026 09:00 UTC" */
export function describeSweep(position: Json): string {
  const { since } = parseSweepPosition(position)
  if (since === null) return 'not read yet'
  const moment = new Date(`${since.replace(' ', 'T')}Z`)
  const day = moment.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  return `changes until ${day} ${since.slice(11, 16)} UTC`
}

function isSeenEntry(entry: unknown): entry is readonly [number, string, string] {
  return Array.isArray(entry) && typeof entry[0] === 'number' && typeof entry[1] === 'string' && typeof entry[2] === 'string'
}

function shift(time: string, seconds: number): string {
  return odooTime(Date.parse(`${time.replace(' ', 'T')}Z`) + seconds * 1_000)
}

/** Rows that were put into Odoo's database by other means may have none: they are delivered, and move no position. */
function writeDateOf(row: OdooRecord): string | undefined {
  const writeDate = textOf(row.write_date)?.slice(0, 19)
  return writeDate !== undefined && isTime(writeDate) ? writeDate : undefined
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text.replace(' ', 'T')}Z`))
}

const noTime = '0000-00-00 00:00:00'

function stampOf(row: OdooRecord): string {
  return `${writeDateOf(row) ?? noTime} ${fingerprint(JSON.stringify(row))}`
}

/** FNV-1a over the UTF-16 units: tells two versions of one record apart within one second, nothing more. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(36)
}

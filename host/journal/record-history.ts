import type { KeptAnswer } from '#core/kit/ports.ts'
import type { Json } from '#core/kit/record.ts'
import type { JournalDatabase } from './open-database.ts'
import { type OutcomeRecord, outcomeColumns, type StoredOutcome, toOutcome } from './run-queries.ts'

export interface StoredIntent {
  readonly id: number
  readonly runId: number
  readonly nodeId: string
  readonly connector: string
  readonly account: string
  readonly externalId: string
  readonly entity: string
  readonly key: string
  readonly action: 'create' | 'update'
  readonly state: 'intended' | 'done' | 'failed' | 'unknown'
  readonly targetId: string | null
  readonly message: string | null
  /** The JSON text that was sent, while it is kept. */
  readonly sent: string | null
  /** What the target called it, where it chose that itself. */
  readonly label: string | null
  /** What was answered to a write that failed or was lost, as far as it is kept. */
  readonly answer: KeptAnswer | null
  readonly at: number
  readonly endedAt: number | null
}

export interface StoredLink {
  readonly connector: string
  readonly account: string
  readonly externalId: string
  readonly entity: string
  readonly key: string
  readonly targetId: string
  readonly at: number
}

export interface StoredLog {
  readonly id: number
  readonly runId: number
  readonly nodeId: string | null
  readonly level: string
  readonly recordKey: string | null
  readonly message: string
  readonly facts: Readonly<Record<string, Json>> | null
  readonly at: number
}

/** One step on a record's road. */
export type HistoryEntry =
  | { readonly kind: 'outcome'; readonly at: number; readonly outcome: StoredOutcome }
  | { readonly kind: 'intent'; readonly at: number; readonly intent: StoredIntent }
  | { readonly kind: 'link'; readonly at: number; readonly link: StoredLink }
  | { readonly kind: 'log'; readonly at: number; readonly log: StoredLog }

/** What happened to a record in every run, oldest first; `name` is its key or its external id, compared exactly. */
export function recordHistory(database: JournalDatabase, name: string): readonly HistoryEntry[] {
  const keys = JSON.stringify([name, keyInside(name) ?? name])
  const entries: HistoryEntry[] = [
    ...outcomesOf(database, keys).map((outcome) => ({ kind: 'outcome', at: outcome.at, outcome }) as const),
    ...intentsOf(database, keys).map((intent) => ({ kind: 'intent', at: intent.at, intent }) as const),
    ...linksOf(database, keys).map((link) => ({ kind: 'link', at: link.at, link }) as const),
    ...logsOf(database, keys).map((log) => ({ kind: 'log', at: log.at, log }) as const),
  ]
  return entries.sort((a, b) => a.at - b.at || order[a.kind] - order[b.kind])
}

/** Within one millisecond: said before sent, sent before ended. */
const order = { log: 0, intent: 1, outcome: 2, link: 3 } as const

/** The key inside an external id (`externalIdOf`): the last of its four parts, with its encoded bytes put back. */
function keyInside(name: string): string | undefined {
  const parts = name.split('.')
  const last = parts[3]
  if (parts.length !== 4 || last === undefined || !/^([a-zA-Z0-9-]|_[0-9a-f]{2})+$/.test(last)) return undefined
  try {
    return decodeURIComponent(last.replaceAll('_', '%'))
  } catch {
    // Bytes that are no UTF-8 were not written by us.
    return undefined
  }
}

function outcomesOf(database: JournalDatabase, keys: string): readonly StoredOutcome[] {
  return database
    .prepare<[string], OutcomeRecord>(`SELECT ${outcomeColumns} FROM outcome WHERE key IN (SELECT value FROM json_each(?)) ORDER BY id`)
    .all(keys)
    .map(toOutcome)
}

function intentsOf(database: JournalDatabase, keys: string): readonly StoredIntent[] {
  return database
    .prepare<[string], IntentRecord>(
      `SELECT intent.id, run_id AS runId, node_id AS nodeId, connector, account, external_id AS externalId, entity, key, action, state,
         target_key AS targetId, message, label, sent.body AS sent, at, ended_at AS endedAt, status, answer.body, cut_from AS cutFrom
       FROM intent JOIN target ON target.id = intent.target LEFT JOIN sent ON sent.intent_id = intent.id
         LEFT JOIN answer ON answer.intent_id = intent.id
       WHERE key IN (SELECT value FROM json_each(?)) ORDER BY intent.id`,
    )
    .all(keys)
    .map(toIntent)
}

type IntentRecord = Omit<StoredIntent, 'answer'> & {
  readonly status: number | null
  readonly body: string | null
  readonly cutFrom: number | null
}

function toIntent({ status, body, cutFrom, ...intent }: IntentRecord): StoredIntent {
  const answer = status === null || body === null ? null : { status, body, ...(cutFrom !== null && { cutFrom }) }
  return { ...intent, answer }
}

function linksOf(database: JournalDatabase, keys: string): readonly StoredLink[] {
  return database
    .prepare<[string], StoredLink>(
      `SELECT connector, account, external_id AS externalId, entity, key, target_key AS targetId, at
       FROM link JOIN target ON target.id = link.target WHERE key IN (SELECT value FROM json_each(?)) ORDER BY at`,
    )
    .all(keys)
}

function logsOf(database: JournalDatabase, keys: string): readonly StoredLog[] {
  return database
    .prepare<[string], LogRecord>(`SELECT ${logColumns} FROM log WHERE record_key IN (SELECT value FROM json_each(?)) ORDER BY id`)
    .all(keys)
    .map(toLog)
}

export const logColumns = 'id, run_id AS runId, node_id AS nodeId, level, record_key AS recordKey, message, facts, at'

export type LogRecord = Omit<StoredLog, 'facts'> & { readonly facts: string | null }

export function toLog(row: LogRecord): StoredLog {
  return { ...row, facts: row.facts === null ? null : (JSON.parse(row.facts) as StoredLog['facts']) }
}

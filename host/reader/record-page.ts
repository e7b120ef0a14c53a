import type { OutcomeEntry, RecordEntry, RecordPage } from '#core/contract/runs.ts'
import type { Json } from '#core/kit/record.ts'
import type { JournalDatabase } from '#host/journal/open-database.ts'
import { recordHistory } from '#host/journal/record-history.ts'
import type { StoredOutcome } from '#host/journal/run-queries.ts'
import { withoutSecretMembers } from './secret-members.ts'

/**
 * Everything the journal knows of a record, oldest first, by its key or external id. Sent bodies are kept as they were built; of the
 * answer to a write that went well the journal keeps id and number, of a refusal all that fits. Names of nodes are ids here.
 */
export function recordPage(database: JournalDatabase, key: string): RecordPage {
  const history = recordHistory(database, key)
  const runOf = createRunNames(database)
  const entries = history.map((entry): RecordEntry => {
    switch (entry.kind) {
      case 'outcome': {
        const { outcome, at } = entry
        return { kind: 'outcome', at, ...runOf(outcome.runId), nodeName: outcome.nodeId, outcome: toOutcomeEntry(outcome) }
      }
      case 'intent': {
        const { runId, nodeId, connector, account, action, state, targetId, message, label, sent, answer, endedAt } = entry.intent
        const body = sent === null ? null : withoutSecretMembers(parseBody(sent))
        const answered = answer && { ...answer, body: withoutSecretMembers(parseBody(answer.body)) }
        const told = { connector, account, action, state, targetId, message, label, sent: body, answer: answered, endedAt }
        return { kind: 'sent', at: entry.at, ...runOf(runId), nodeId, nodeName: nodeId, ...told }
      }
      case 'link': {
        const { connector, account, targetId } = entry.link
        return { kind: 'link', at: entry.at, connector, account, targetId }
      }
      case 'log': {
        const { runId, nodeId, level, message, facts } = entry.log
        const told = { level, message, facts: facts && withoutSecretMembers(facts) }
        return { kind: 'log', at: entry.at, ...runOf(runId), nodeId, nodeName: nodeId, ...told }
      }
      default:
        return assertNever(entry)
    }
  })
  const names = new Set([key, ...history.flatMap((entry) => (entry.kind === 'outcome' ? [entry.outcome.key] : []))])
  return { key, entries, parked: parkedRecord(database, [...names]) }
}

export function toOutcomeEntry({ sourceNodeId: _source, fix: _fix, ...outcome }: StoredOutcome): OutcomeEntry {
  return outcome
}

/** The newest state of it that waits for another attempt; null when none does. */
function parkedRecord(database: JournalDatabase, keys: readonly string[]): Json {
  const text = database
    .prepare<[string], string>('SELECT record FROM parked WHERE key IN (SELECT value FROM json_each(?)) ORDER BY at DESC LIMIT 1')
    .pluck()
    .get(JSON.stringify(keys))
  return text === undefined ? null : withoutSecretMembers(JSON.parse(text) as Json)
}

function createRunNames(database: JournalDatabase) {
  const find = database.prepare<[number], { flowId: string; flowName: string }>(
    'SELECT flow_id AS flowId, flow_name AS flowName FROM run WHERE id = ?',
  )
  const known = new Map<number, { runId: number; flowId: string; flowName: string }>()
  return (runId: number) => {
    const found = known.get(runId) ?? { runId, ...(find.get(runId) ?? { flowId: '', flowName: '' }) }
    known.set(runId, found)
    return found
  }
}

/** Bodies are JSON by the journal's own rule; one that is not is shown as it is. */
function parseBody(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

function assertNever(entry: never): never {
  throw new Error(`Unhandled entry ${JSON.stringify(entry)}`)
}

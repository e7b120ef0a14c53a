import type { LogRow } from '#core/contract/log.ts'
import type { Json } from '#core/kit/record.ts'
import type { JournalDatabase } from '#host/journal/open-database.ts'
import type { LogSource } from './log-matching.ts'
import type { RowCode } from './place-list.ts'
import { withoutSecretMembers } from './secret-members.ts'

/** Reads rows by their codes, in the order asked. Names of nodes come from the flow's document, which the journal does not have. */
export type ReadRows = (codes: readonly RowCode[]) => readonly LogRow[]

/** A row with all that is known of it. */
export interface RowDetails {
  readonly row: LogRow
  readonly facts: unknown
  readonly changes: unknown
}

export function createRowReader(database: JournalDatabase): {
  readonly rows: ReadRows
  row(source: LogSource, id: number): RowDetails | null
} {
  const among = 'IN (SELECT value FROM json_each(?))'
  const outcomes = database.prepare<[string], StoredRow>(`SELECT ${columns.outcome} FROM outcome WHERE id ${among}`)
  const logs = database.prepare<[string], StoredRow>(`SELECT ${columns.log} FROM log WHERE id ${among}`)
  const findRun = database.prepare<[number], RunName>('SELECT flow_id AS flowId, flow_name AS flowName FROM run WHERE id = ?')
  const moreOfOutcome = database.prepare<[number], Record<string, string | null>>(
    'SELECT source_node_id AS source, planned_kind AS planned, code, fix, target_key AS targetId, changes FROM outcome WHERE id = ?',
  )
  const moreOfLog = database.prepare<[number], Record<string, string | null>>('SELECT facts FROM log WHERE id = ?')

  const rows: ReadRows = (codes) => {
    const runs = new Map<number, RunName>()
    const runOf = (runId: number): RunName => {
      const known = runs.get(runId) ?? findRun.get(runId) ?? { flowId: '', flowName: '' }
      runs.set(runId, known)
      return known
    }
    const found = new Map<RowCode, LogRow>()
    const outcomeIds = codes.filter((code) => code > 0)
    const logIds = codes.filter((code) => code < 0).map((code) => -code)
    if (outcomeIds.length > 0) {
      for (const row of outcomes.all(JSON.stringify(outcomeIds)))
        found.set(row.id, { ...row, source: 'outcome', ...runOf(row.runId), nodeName: null })
    }
    if (logIds.length > 0) {
      for (const row of logs.all(JSON.stringify(logIds))) found.set(-row.id, { ...row, source: 'log', ...runOf(row.runId), nodeName: null })
    }
    return codes.map((code) => found.get(code) ?? removedRow(code))
  }

  return {
    rows,
    row(source, id) {
      const [row] = rows([source === 'outcome' ? id : -id])
      if (!row || row.kind === removed) return null
      if (source === 'log') {
        const facts = moreOfLog.get(id)?.facts
        return { row, facts: facts == null ? null : withoutSecretMembers(JSON.parse(facts) as Json), changes: null }
      }
      const { changes, ...facts } = moreOfOutcome.get(id) ?? {}
      const told = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null))
      return { row, facts: told, changes: changes == null ? null : withoutSecretMembers(JSON.parse(changes) as Json) }
    },
  }
}

const removed = 'removed'

type StoredRow = Omit<LogRow, 'source' | 'flowId' | 'flowName' | 'nodeName'>
type RunName = Pick<LogRow, 'flowId' | 'flowName'>

const columns = {
  outcome: 'id, at, run_id AS runId, node_id AS nodeId, kind, entity, key, message, hint',
  log: 'id, at, run_id AS runId, node_id AS nodeId, level AS kind, NULL AS entity, record_key AS key, message, NULL AS hint',
}

/** A row the retention or an erasure has taken since the view was made; its place stays, so that the others keep theirs. */
function removedRow(code: RowCode): LogRow {
  return {
    ...{ id: Math.abs(code), source: code > 0 ? 'outcome' : 'log', at: 0, runId: 0, flowId: '', flowName: '' },
    ...{ nodeId: null, nodeName: null, kind: removed, entity: null, key: null, message: null, hint: null },
  }
}

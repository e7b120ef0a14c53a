import type { OutcomeRow, PagePart, PositionMove, RunStore } from '#core/engine/store.ts'
import type { WriteJournal } from '#core/kit/define-node.ts'
import { AppError } from '#core/kit/errors.ts'
import type { Clock, LogEntry } from '#core/kit/ports.ts'
import type { Json, OutcomeKind } from '#core/kit/record.ts'
import { prepareInsert } from './insert-rows.ts'
import type { JournalDatabase } from './open-database.ts'
import { createParking, discardParked } from './parking.ts'
import { createWriteMemory } from './write-memory.ts'

export type Totals = Readonly<Partial<Record<OutcomeKind, number>>>

export interface RunIdentity {
  readonly runId: number
  readonly flowId: string
  readonly mode: 'run' | 'plan'
}

/** Log rows wait for the next commit, but neither longer than this nor more than this. */
const logWaitMs = 1_000
const logWaitRows = 256
/** A part that is held waits no longer than this for the next intents to go along with. */
const holdMs = 100

/** The journal as one run sees it. `close` writes what still waits; after a finished run it also settles what was parked. */
export function createRunStore({
  database,
  clock,
  run,
}: {
  readonly database: JournalDatabase
  readonly clock: Clock
  readonly run: RunIdentity
}): RunStore & { close(state: 'finished' | 'failed' | 'stopped' | 'interrupted'): void } {
  const statements = prepareStatements(database)
  const memory = createWriteMemory(database, { clock, writeAlong: (work) => write([], work) })
  const parking = createParking(database, run)
  const closing = new AbortController()
  let totals: Totals = {}
  let logs: { readonly entry: LogEntry; readonly at: number }[] = []
  let held: PagePart[] = []
  let isWaiting = false

  /** One transaction for everything that waits and what is given, in that order. */
  function write(given: readonly PagePart[], work: () => void = () => {}): void {
    const parts = [...held, ...given]
    const outcomes = parts.flatMap((part) => part.outcomes)
    const counted = count(totals, outcomes)
    database
      .transaction(() => {
        memory.write()
        statements.addOutcomes(outcomes.map((outcome) => rowOf(run.runId, outcome)))
        for (const { entry, at } of logs) addLog(statements, { runId: run.runId, entry, at })
        if (run.mode === 'run') for (const part of parts) writeProgress(part)
        if (outcomes.length > 0) statements.setTotals.run(JSON.stringify(counted), run.runId)
        work()
      })
      .immediate()
    // Only now: after a failure (a full disk) all that waited still waits and goes along with the next transaction.
    memory.settle()
    totals = counted
    logs = []
    held = []
  }

  /** Part by part: a later page may end what an earlier one parked. */
  function writeProgress({ outcomes, positions }: PagePart): void {
    parking.write(outcomes)
    for (const move of positions) movePosition(statements, { run, move, at: clock.now().getTime() })
  }

  const flush = () => write([])

  async function flushLater(): Promise<void> {
    isWaiting = true
    try {
      await clock.sleep(holdMs, closing.signal)
      if (held.length > 0) flush()
    } catch {
      // Closed, or the disk refused: then all of it still waits, and whoever writes next is told.
    } finally {
      isWaiting = false
    }
  }

  return {
    position(sourceNodeId) {
      const found = statements.findPosition.get(run.flowId, sourceNodeId)
      // Written by movePosition or setPosition, from JSON.
      return found === undefined ? null : (JSON.parse(found) as Json)
    },
    parked: parking.parked,
    discardParked(sourceNodeId, records) {
      flush()
      for (const { entity, key } of records) discardParked(database, run.flowId, { sourceNodeId, entity, key })
    },
    commit: (part) => write([part]),
    hold(part) {
      held.push(part)
      if (!isWaiting) void flushLater()
    },
    close(state) {
      closing.abort()
      flush()
      if (run.mode === 'run' && state === 'finished') database.transaction(parking.settle).immediate()
    },
    writeJournal(nodeId, { connectorId, account }) {
      const journal = memory.journalFor({ runId: run.runId, nodeId, connector: connectorId, account })
      return run.mode === 'run' ? journal : withoutWrites(journal, nodeId)
    },
    log(entry) {
      const at = clock.now().getTime()
      logs.push({ entry, at })
      const oldest = logs[0]?.at ?? at
      if (logs.length >= logWaitRows || at - oldest >= logWaitMs) flush()
    },
  }
}

/** A plan may look back but leaves nothing behind; an attempt to write is stopped here as the last fence. */
function withoutWrites(journal: WriteJournal, nodeId: string): WriteJournal {
  return {
    recall: journal.recall,
    intend: () => {
      throw new AppError(`Node "${nodeId}" wanted to write while planning.`, {
        code: 'plan-writes',
        fix: 'developer',
        hint: 'This is a defect in the node: a plan decides and reports, and writes nothing.',
      })
    },
    end: () => {},
    link: () => {},
  }
}

function count(totals: Totals, outcomes: readonly OutcomeRow[]): Totals {
  const counted = { ...totals }
  for (const { outcome } of outcomes) counted[outcome.kind] = (counted[outcome.kind] ?? 0) + 1
  return counted
}

function rowOf(runId: number, { sourceNodeId, nodeId, entity, key, outcome, at }: OutcomeRow) {
  const { kind, plannedKind = null, code = null, message = null, hint = null, fix = null, targetId = null, changes } = outcome
  return {
    shared: [runId, sourceNodeId, nodeId, entity, kind, plannedKind, code, hint, fix, at],
    own: [key, message, targetId, changes === undefined ? null : JSON.stringify(changes)],
  }
}

function addLog(
  statements: Statements,
  { runId, entry, at }: { readonly runId: number; readonly entry: LogEntry; readonly at: number },
): void {
  const { nodeId, level, recordKey, message, facts } = entry
  const factsText = facts === undefined ? null : JSON.stringify(facts)
  statements.addLog.run(runId, nodeId ?? null, level, recordKey ?? null, message, factsText, at)
}

function movePosition(
  statements: Statements,
  { run, move, at }: { readonly run: RunIdentity; readonly move: PositionMove; readonly at: number },
): void {
  statements.movePosition.run(run.flowId, move.sourceNodeId, JSON.stringify(move.position), move.described, at, run.runId)
}

type Statements = ReturnType<typeof prepareStatements>
type Text = string | null

function prepareStatements(database: JournalDatabase) {
  return {
    findPosition: database
      .prepare<[string, string], string>('SELECT position FROM position WHERE flow_id = ? AND source_node_id = ?')
      .pluck(),
    addOutcomes: prepareInsert(database, {
      table: 'outcome',
      shared: ['run_id', 'source_node_id', 'node_id', 'entity', 'kind', 'planned_kind', 'code', 'hint', 'fix', 'at'],
      own: ['key', 'message', 'target_key', 'changes'],
    }),
    addLog: database.prepare<[number, Text, string, Text, string, Text, number]>(
      'INSERT INTO log (run_id, node_id, level, record_key, message, facts, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    movePosition: database.prepare<[string, string, string, string, number, number]>(
      `INSERT INTO position (flow_id, source_node_id, position, described, moved_at, run_id) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET position = excluded.position, described = excluded.described,
         moved_at = excluded.moved_at, run_id = excluded.run_id`,
    ),
    setTotals: database.prepare<[string, number]>('UPDATE run SET totals = ? WHERE id = ?'),
  }
}

import type { RunReport } from '#core/contract/runs.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { OutcomeKind } from '#core/kit/record.ts'
import type { JournalDatabase } from '#host/journal/open-database.ts'
import { failuresByCause, findProgress, findRun } from '#host/journal/run-queries.ts'

/** How a run went: counts per node, failures by cause. Names of nodes are ids here. @throws SettingsError `unknown-run`. */
export function runReport(database: JournalDatabase, runId: number): RunReport {
  const found = findRun(database, runId)
  if (!found) throw unknownRun(runId)
  const { flowHash: _hash, ...run } = found
  return {
    run,
    progress: findProgress(database, runId) ?? null,
    byNode: outcomesByNode(database, runId),
    causes: failuresByCause(database, runId).map((cause) => ({ ...cause, nodeName: cause.nodeId })),
    resumes: resumedRuns(database, { ...run, runId }),
  }
}

export function unknownRun(runId: number): SettingsError {
  return new SettingsError(`There is no run ${runId} in the journal.`, {
    code: 'unknown-run',
    hint: 'It may have been removed with old runs: see how long they are kept in the preferences.',
  })
}

function outcomesByNode(database: JournalDatabase, runId: number): RunReport['byNode'] {
  const rows = database
    .prepare<[number], { nodeId: string; kind: OutcomeKind; count: number }>(
      'SELECT node_id AS nodeId, kind, count(*) AS count FROM outcome WHERE run_id = ? GROUP BY node_id, kind ORDER BY min(id)',
    )
    .all(runId)
  const nodes = new Map<string, Partial<Record<OutcomeKind, number>>>()
  for (const { nodeId, kind, count } of rows) nodes.set(nodeId, { ...nodes.get(nodeId), [kind]: count })
  return [...nodes].map(([nodeId, outcomes]) => ({ nodeId, nodeName: nodeId, outcomes }))
}

/** Runs of this flow that were cut off right before this one: those it went on from. */
function resumedRuns(
  database: JournalDatabase,
  {
    runId,
    flowId,
    mode,
    startedAt,
  }: { readonly runId: number; readonly flowId: string; readonly mode: string; readonly startedAt: number },
): readonly number[] {
  return database
    .prepare<[string, string, number, number], number>(
      `SELECT id FROM run WHERE flow_id = ? AND mode = ? AND id < ? AND state = 'interrupted' AND ended_at = ? ORDER BY id`,
    )
    .pluck()
    .all(flowId, mode, runId, startedAt)
}

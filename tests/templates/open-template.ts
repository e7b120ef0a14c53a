import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connectors } from '#connectors/index.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { parseFlowText } from '#core/flow/parse.ts'
import type { Clock } from '#core/kit/ports.ts'
import { openJournal } from '#host/journal/open-journal.ts'
import type { StoredOutcome } from '#host/journal/run-queries.ts'
import type { PracticeOptions } from '#host/practice/practice-systems.ts'
import { executeRun } from '#host/run/execute-run.ts'
import type { RunEnded } from '#host/run/protocol.ts'
import { nodes } from '#nodes/index.ts'
import { type Practice, startPractice } from './practice.ts'

export interface Pass {
  readonly ended: RunEnded
  readonly outcomes: readonly StoredOutcome[]
}

/** A ready-made flow between two practice systems that run in this process, with a journal of its own. */
export interface OpenTemplate {
  readonly document: FlowDocument
  readonly source: Practice
  readonly target: Practice
  readonly clock: Clock
  /** From where the last run stopped, as the scheduler would. */
  run(): Promise<Pass>
  close(): Promise<void>
}

/** Waits are over at once and count all the same, so that a vendor's "try again in a minute" costs nothing. */
function quickClock(): Clock {
  let aheadMs = 0
  return {
    now: () => new Date(Date.now() + aheadMs),
    sleep: async (ms, signal) => {
      aheadMs += Math.max(0, ms)
      await wait(1, undefined, { signal })
    },
  }
}

export function readTemplate(id: string): FlowDocument {
  const parsed = parseFlowText(readFileSync(new URL(`../../assets/templates/${id}.flow.json`, import.meta.url), 'utf8'))
  if ('problems' in parsed) throw new Error(`${id}: ${JSON.stringify(parsed.problems)}`)
  return parsed.ok
}

export async function openTemplate(document: FlowDocument, options: Partial<PracticeOptions> = {}): Promise<OpenTemplate> {
  const clock = quickClock()
  const dataFolder = mkdtempSync(join(tmpdir(), 'sluice-template-'))
  const started = new Map<string, Practice>()
  for (const [slot, { connector }] of Object.entries(document.slots)) started.set(slot, await startPractice(connector, clock, options))
  const slotOf = (does: string) => String(document.nodes.find(({ type }) => type === does)?.settings.slot)
  const [source, target] = [started.get(slotOf('read')), started.get(slotOf('upsert'))]
  if (!source || !target) throw new Error(`${document.id} has no slot to read from or to write to.`)
  const connections = Object.fromEntries([...started].map(([slot, { connection }]) => [slot, connection]))
  const accessTokens: Practice['accessTokens'] = (stored) => {
    const system = [...started.values()].find(({ connection }) => connection.stored.id === stored.id)
    return (system ?? source).accessTokens(stored)
  }
  return {
    ...{ document, source, target, clock },
    async run() {
      const ended = await executeRun(
        { type: 'start', dataFolder, document, mode: 'run', connections },
        { nodes, connectors, clock, signal: new AbortController().signal, tell: () => {}, accessTokens },
      )
      const journal = openJournal({ folder: dataFolder, clock })
      try {
        return { ended, outcomes: journal.outcomes(ended.runId ?? 0, {}, { limit: 1_000 }).rows }
      } finally {
        journal.close()
      }
    },
    async close() {
      await Promise.all([source.server.close(), target.server.close()])
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

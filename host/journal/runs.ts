import type { RunProgress } from '#core/engine/run-event.ts'
import type { RunStore } from '#core/engine/store.ts'
import { AppError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'
import { sayingErrors } from './journal-error.ts'
import type { JournalDatabase } from './open-database.ts'
import { createRunStore } from './run-store.ts'

export interface NewRun {
  readonly flowId: string
  readonly flowName: string
  /** Digest of the flow as it stood when the run began. */
  readonly flowHash: string
  readonly mode: 'run' | 'plan'
  /** Who started it; `command-line` when absent. */
  readonly cause?: RunCause
  /** The published version it uses; absent for a draft or a file. */
  readonly version?: number
}

export type RunCause = 'hand' | 'schedule' | 'resume' | 'command-line'

export interface RunEnd {
  /** `interrupted`: cut off in good order, because whoever started it is gone. */
  readonly state: 'finished' | 'failed' | 'stopped' | 'interrupted'
  readonly error?: AppError
  /** The last counts, kept for the run's report. */
  readonly progress?: RunProgress
}

export interface RunHandle {
  readonly runId: number
  /** Earlier runs of this flow whose process died; they are marked as interrupted. */
  readonly resumes: readonly number[]
  readonly store: RunStore
  /** Writes what still waits and closes the run. Afterwards `journal.indexForSearch` may work off what it left. */
  finish(end: RunEnd): void
}

/** Starts runs of one opened journal. `live` knows the flows that run in this process. */
export function createRunStarter({
  database,
  clock,
  file,
}: {
  readonly database: JournalDatabase
  readonly clock: Clock
  readonly file: string
}): { startRun(run: NewRun): RunHandle } {
  const live = new Set<string>()
  return {
    startRun(run) {
      if (run.mode === 'run') refuseAfterDamage(database)
      const slot = JSON.stringify([run.flowId, run.mode])
      if (live.has(slot)) {
        throw new AppError(`Flow "${run.flowName}" is already running.`, {
          code: 'already-running',
          fix: 'wait',
          hint: 'Wait for the run to end, or stop it first.',
        })
      }
      const { runId, resumes } = addRun(database, run, clock.now().getTime())
      live.add(slot)
      const store = createRunStore({ database, clock, run: { runId, flowId: run.flowId, mode: run.mode } })
      const { finish } = sayingErrors(
        {
          finish: ({ state, error, progress }: RunEnd) => {
            live.delete(slot)
            store.close(state)
            const errorText = error && JSON.stringify({ code: error.code, message: error.message, hint: error.hint, fix: error.fix })
            database
              .prepare('UPDATE run SET state = ?, ended_at = ?, error = ?, progress = ? WHERE id = ?')
              .run(state, clock.now().getTime(), errorText ?? null, progress ? JSON.stringify(progress) : null, runId)
          },
        },
        file,
      )
      return { runId, resumes, store: withWords(store, file), finish }
    },
  }
}

function withWords(store: RunStore, file: string): RunStore {
  const { position, parked, discardParked, commit, hold, log, writeJournal } = sayingErrors(
    {
      position: store.position,
      parked: store.parked,
      discardParked: store.discardParked,
      commit: store.commit,
      hold: store.hold,
      log: store.log,
      writeJournal: store.writeJournal,
    },
    file,
  )
  return {
    position,
    parked,
    discardParked,
    commit,
    hold,
    log,
    writeJournal: (nodeId, connection) => {
      const { recall, intend, end, link } = writeJournal(nodeId, connection)
      return sayingErrors({ recall, intend, end, link }, file)
    },
  }
}

/** A run that finds no positions and no links could double what was sent before; a person decides that, not we. */
function refuseAfterDamage(database: JournalDatabase): void {
  const damage = database
    .prepare<[], { file: string; reason: string }>('SELECT file, reason FROM damage WHERE accepted_at IS NULL ORDER BY at DESC')
    .get()
  if (!damage) return
  throw new AppError(`The journal was damaged (${damage.reason}) and is kept aside as ${damage.file}; what was sent before is unknown.`, {
    code: 'journal-damaged',
    fix: 'user',
    hint: 'Restore the data folder from a backup, or make a plan first and then accept the new, empty journal.',
    facts: { file: damage.file },
  })
}

function addRun(database: JournalDatabase, run: NewRun, at: number): { readonly runId: number; readonly resumes: readonly number[] } {
  return database
    .transaction(() => {
      // The lock on the data folder is ours, so a process that left its run open is gone.
      const resumes = database
        .prepare<[number, string, string], number>(
          `UPDATE run SET state = 'interrupted', ended_at = ? WHERE flow_id = ? AND mode = ? AND state = 'running' RETURNING id`,
        )
        .pluck()
        .all(at, run.flowId, run.mode)
      const added = database
        .prepare(
          `INSERT INTO run (flow_id, flow_name, flow_hash, mode, state, cause, version, started_at) VALUES (?, ?, ?, ?, 'running', ?, ?, ?)`,
        )
        .run(run.flowId, run.flowName, run.flowHash, run.mode, run.cause ?? 'command-line', run.version ?? null, at)
      return { runId: Number(added.lastInsertRowid), resumes }
    })
    .immediate()
}

/** Marks runs whose process is gone; for those that nobody continues. */
export function interruptRuns(database: JournalDatabase, runIds: readonly number[], at: number): void {
  database
    .prepare(`UPDATE run SET state = 'interrupted', ended_at = ? WHERE state = 'running' AND id IN (SELECT value FROM json_each(?))`)
    .run(at, JSON.stringify(runIds))
}

import type { RunProgress } from '#core/engine/run-event.ts'
import type { PositionMove } from '#core/engine/store.ts'
import type { Clock } from '#core/kit/ports.ts'
import { eraseSamples } from '#host/samples/erase-samples.ts'
import { type Erased, erase } from './erase.ts'
import { sayingErrors } from './journal-error.ts'
import { type JournalDatabase, type JournalRole, journalFile, openDatabase } from './open-database.ts'
import { discardParked, listParked, type ParkedRecord } from './parking.ts'
import { listOpenIntents, listPositions, type OpenIntent, type StoredPosition, setPosition } from './positions.ts'
import { type HistoryEntry, recordHistory } from './record-history.ts'
import { type Pruned, prune, type Retention, usedBytes } from './retention.ts'
import {
  type FailureCause,
  failuresByCause,
  findProgress,
  findRun,
  listOutcomes,
  listRuns,
  type OutcomeFilter,
  type PageOf,
  type PageRequest,
  type RunFilter,
  type RunSummary,
  type StoredOutcome,
} from './run-queries.ts'
import { createRunStarter, interruptRuns, type NewRun, type RunHandle } from './runs.ts'
import { indexForSearch, type SearchHit, search } from './search.ts'
import { type TailCursor, type TailEntry, tail, tailEnd } from './tail.ts'

/** A predecessor of this journal that could not be trusted. */
export interface Damage {
  /** Where it is kept. */
  readonly file: string
  readonly reason: string
  readonly at: number
}

/**
 * What must survive: every run, every write intended and ended, how each record ended, how far each source was read.
 * Every function throws AppErrors that say what to do: `disk-full`, `journal-io`, `journal-damaged`, `journal-busy`.
 */
export interface Journal {
  /**
   * Marks earlier runs of this flow that never ended as interrupted and starts a new one.
   * @throws AppError `already-running` (in this process), `journal-damaged` while a damage is not accepted.
   */
  startRun(run: NewRun): RunHandle
  runs(filter?: RunFilter, page?: PageRequest): PageOf<RunSummary>
  run(runId: number): RunSummary | undefined
  /** The counts a run ended with, where they were kept. */
  progress(runId: number): RunProgress | undefined
  /** Marks runs whose process is gone and that nobody continues. */
  interruptRuns(runIds: readonly number[]): void
  outcomes(runId: number, filter?: OutcomeFilter, page?: PageRequest): PageOf<StoredOutcome>
  failuresByCause(runId: number): readonly FailureCause[]
  /** A record's whole road, by its key or its external id. */
  recordHistory(name: string): readonly HistoryEntry[]
  search(text: string, options?: { readonly limit?: number }): readonly SearchHit[]
  /** Works off what runs left to index; call it after a run so that the first search is fast. */
  indexForSearch(signal: AbortSignal): Promise<void>
  tail(since: TailCursor, options?: { readonly limit?: number }): { readonly entries: readonly TailEntry[]; readonly cursor: TailCursor }
  tailEnd(): TailCursor
  positions(flowId: string): readonly StoredPosition[]
  setPosition(flowId: string, move: PositionMove): void
  openIntents(flowId: string): readonly OpenIntent[]
  /** Records that failed or are unknown, with which the next run of this flow begins. */
  parked(flowId: string): readonly ParkedRecord[]
  /** Gives one of them up. Returns how many rows that were. */
  discardParked(flowId: string, record: Pick<ParkedRecord, 'sourceNodeId' | 'entity' | 'key'>): number
  prune(retention: Retention, signal: AbortSignal): Promise<Pruned>
  /** Samples and pinned data of the data folder are covered too. */
  erase(personKey: string): Erased & { readonly samples: number }
  /** Bytes of the journal's file that hold something. */
  usedBytes(): number
  /** A damaged predecessor that nobody has accepted yet; runs that write are refused until then, plans are not. */
  damage(): Damage | undefined
  /** The user has read what was lost and goes on with the empty journal. */
  acceptDamage(): void
  close(): void
}

/**
 * Opens the journal in a data folder whose lock the caller holds (`owner`), or next to one who does (`guest`).
 * @throws AppError as `openDatabase`.
 */
export function openJournal({
  folder,
  clock,
  role = 'owner',
}: {
  readonly folder: string
  readonly clock: Clock
  readonly role?: JournalRole
}): Journal {
  const database = openDatabase({ folder, clock, role })
  const file = journalFile(folder)
  const { startRun } = createRunStarter({ database, clock, file })
  return sayingErrors(
    {
      startRun,
      runs: (filter?: RunFilter, page?: PageRequest) => listRuns(database, filter, page),
      run: (runId: number) => findRun(database, runId),
      progress: (runId: number) => findProgress(database, runId),
      interruptRuns: (runIds: readonly number[]) => interruptRuns(database, runIds, clock.now().getTime()),
      outcomes: (runId: number, filter?: OutcomeFilter, page?: PageRequest) => listOutcomes(database, runId, filter, page),
      failuresByCause: (runId: number) => failuresByCause(database, runId),
      recordHistory: (name: string) => recordHistory(database, name),
      search: (text: string, options?: { readonly limit?: number }) => search(database, text, options),
      indexForSearch: (signal: AbortSignal) => indexForSearch(database, signal),
      tail: (since: TailCursor, options?: { readonly limit?: number }) => tail(database, since, options),
      tailEnd: () => tailEnd(database),
      positions: (flowId: string) => listPositions(database, flowId),
      setPosition: (flowId: string, move: PositionMove) => setPosition(database, clock, flowId, move),
      openIntents: (flowId: string) => listOpenIntents(database, flowId),
      parked: (flowId: string) => listParked(database, flowId),
      discardParked: (flowId: string, record: Pick<ParkedRecord, 'sourceNodeId' | 'entity' | 'key'>) =>
        discardParked(database, flowId, record),
      prune: (retention: Retention, signal: AbortSignal) => prune(database, clock, retention, signal),
      erase: (personKey: string) => ({ ...erase(database, personKey), samples: eraseSamples(folder, personKey) }),
      usedBytes: () => usedBytes(database),
      damage: () => findDamage(database),
      acceptDamage: () => {
        database.prepare('UPDATE damage SET accepted_at = ? WHERE accepted_at IS NULL').run(clock.now().getTime())
      },
      close: () => {
        database.close()
      },
    },
    file,
  )
}

function findDamage(database: JournalDatabase): Damage | undefined {
  return database.prepare<[], Damage>('SELECT file, reason, at FROM damage WHERE accepted_at IS NULL ORDER BY at DESC').get()
}

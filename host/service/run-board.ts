import type { ErrorReply } from '#core/contract/reply.ts'
import { toErrorReply } from '#core/contract/reply.ts'
import type { RunSummary } from '#core/contract/runs.ts'
import type { RunProgress } from '#core/engine/run-event.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { AppError, StoppedError } from '#core/kit/errors.ts'
import type { Journal } from '#host/journal/open-journal.ts'
import type { RunCause } from '#host/journal/runs.ts'
import type { OpenableConnection, RunEnded } from '#host/run/protocol.ts'
import type { runInProcess } from '#host/run/run-process.ts'
import type { Emit } from './events.ts'
import type { Leftovers } from './leftovers.ts'
import { summaryOf } from './run-summary.ts'

export interface RunRequest {
  readonly document: FlowDocument
  readonly mode: 'run' | 'plan'
  readonly cause: RunCause
  /** The published version the document is; null for a draft. */
  readonly version: number | null
  /** Runs that were cut off and that this one continues. */
  readonly resumes?: readonly number[]
}

export interface EndedRun {
  readonly run: RunSummary
  readonly progress: RunProgress | null
  readonly error: ErrorReply | null
  readonly causes: NonNullable<RunEnded['causes']>
  /** The connection that did not work as it is given, where that ended the run. */
  readonly lost: { readonly id: string; readonly name: string } | null
  /** Connections that were called and answered: those of a run that finished. */
  readonly reached: readonly string[]
  readonly request: RunRequest
}

/** Every run of this service: at most one for each flow, each in a process of its own, whatever becomes of the page that started it. */
export interface RunBoard {
  /**
   * Resolves when it has started.
   * @throws AppError `already-running`, and whatever keeps it from starting: `slot-unbound`, `vault-locked`, `journal-damaged`
   */
  start(request: RunRequest): Promise<{ readonly runId: number }>
  /** @throws AppError `run-not-running` */
  stop(runId: number): void
  active(): readonly { readonly run: RunSummary; readonly progress: RunProgress | null }[]
  activeRunOf(flowId: string): number | null
  /** True from the first moment of starting. */
  isBusy(flowId: string): boolean
  progressOf(runId: number): RunProgress | null
  onEnded(listener: (ended: EndedRun) => void): () => void
  /** Stops every run and waits for their ends. */
  close(): Promise<void>
}

interface ActiveRun {
  readonly request: RunRequest
  readonly stopping: AbortController
  connections: Readonly<Record<string, OpenableConnection>>
  run: RunSummary | undefined
  progress: RunProgress | null
  told: RunProgress | null
  timer: NodeJS.Timeout | undefined
  ended: Promise<void>
}

const tellEveryMs = 100

export function createRunBoard({
  dataFolder,
  journal,
  openSlots,
  runProcess,
  keepDays,
  leftovers,
  onJournalDamaged,
  emit,
}: {
  readonly dataFolder: string
  /** The journal for looking; a function, because a damaged one is opened anew. */
  readonly journal: () => Journal
  readonly openSlots: (document: FlowDocument) => Promise<Readonly<Record<string, OpenableConnection>>>
  readonly runProcess: typeof runInProcess
  readonly keepDays: () => number
  readonly leftovers: Leftovers
  /** The run process has kept the journal aside and begun a new one. */
  readonly onJournalDamaged: () => void
  readonly emit: Emit
}): RunBoard {
  const byFlow = new Map<string, ActiveRun>()
  const listeners = new Set<(ended: EndedRun) => void>()
  let isClosing = false

  function tellProgress(active: ActiveRun): void {
    active.timer = undefined
    const { run, progress, told } = active
    if (!run || !progress || progress === told) return
    active.told = progress
    emit('run:progress', { runId: run.id, flowId: run.flowId, progress })
    active.timer = setTimeout(() => tellProgress(active), tellEveryMs)
  }

  async function start(request: RunRequest): Promise<{ readonly runId: number }> {
    const { document, mode } = request
    if (isClosing) throw new StoppedError('Sluice is closing.')
    if (byFlow.has(document.id)) throw alreadyRunning(document.name)
    const active: ActiveRun = {
      ...{ request, stopping: new AbortController(), connections: {}, run: undefined, progress: null, told: null, timer: undefined },
      ended: Promise.resolve(),
    }
    // Before the first wait, so that two starts at once cannot both pass.
    byFlow.set(document.id, active)
    try {
      const connections = await openSlots(document)
      active.connections = connections
      if (mode === 'run') await leftovers.keep(request)
      return await launch(active, connections)
    } catch (error) {
      byFlow.delete(document.id)
      if (!active.run) await leftovers.remove(document.id)
      throw error
    }
  }

  function launch(active: ActiveRun, connections: Readonly<Record<string, OpenableConnection>>): Promise<{ readonly runId: number }> {
    const { document, mode, cause, version, resumes } = active.request
    return new Promise((resolve, reject) => {
      const running = runProcess(
        { dataFolder, document, mode, connections, cause, resumes, ...(version !== null && { version }), keepDays: keepDays() },
        {
          signal: active.stopping.signal,
          observer: {
            onStarted: ({ runId, resumes }) => {
              const row = journal().run(runId)
              if (!row) return
              active.run = summaryOf(row)
              emit('run:started', { run: active.run, resumes })
              emit('flow:changed', { flowId: document.id, what: 'list' })
              resolve({ runId })
            },
            onProgress: ({ progress }) => {
              active.progress = progress
              if (active.timer === undefined) active.timer = setTimeout(() => tellProgress(active), active.told ? tellEveryMs : 0)
            },
          },
        },
      )
      active.ended = running
        .then(
          (ended) => finish(active, ended),
          (error: unknown) => finish(active, error),
        )
        .then((notStarted) => {
          if (notStarted !== undefined) reject(notStarted)
        })
    })
  }

  /** @returns why it never started, for whoever waits for its start */
  async function finish(active: ActiveRun, how: unknown): Promise<unknown> {
    const { document, mode } = active.request
    clearTimeout(active.timer)
    active.timer = undefined
    const ended = isEnded(how) ? how : undefined
    const died = ended ? undefined : toErrorReply(how)
    const run = active.run
    if (run && died && mode === 'run' && died.code === 'run-died') journal().interruptRuns([run.id])
    // A run whose process died stays noted: it is continued at the next start.
    if (ended || !run) await leftovers.remove(document.id)
    byFlow.delete(document.id)
    const error = ended?.error ? { ...ended.error, facts: {} } : (died ?? null)
    if (ended?.error?.code === 'journal-damaged') onJournalDamaged()
    if (!run) return ended ? fromFacts(ended.error) : (how ?? new StoppedError())
    const row = journal().run(run.id)
    const summary = row ? summaryOf(row) : run
    const progress = ended?.progress ?? active.progress
    emit('run:ended', { run: summary, progress, error })
    emit('flow:changed', { flowId: document.id, what: 'list' })
    const stored = ended?.lostSlot === undefined ? undefined : active.connections[ended.lostSlot]?.stored
    const lost = stored ? { id: stored.id, name: stored.name } : null
    const used = new Set(Object.values(active.connections).map(({ stored: { id } }) => id))
    const reached = ended?.state === 'finished' ? (ended.called ?? []).filter((id) => used.has(id)) : []
    for (const listener of listeners)
      listener({ run: summary, progress, error, causes: ended?.causes ?? [], lost, reached, request: active.request })
    return undefined
  }

  const find = (runId: number) => [...byFlow.values()].find(({ run }) => run?.id === runId)

  return {
    start,
    stop(runId) {
      const active = find(runId)
      if (!active)
        throw new AppError(`Run ${runId} is not running.`, { code: 'run-not-running', fix: 'user', hint: 'It has ended already.' })
      active.stopping.abort(new StoppedError())
    },
    active: () => [...byFlow.values()].flatMap(({ run, progress }) => (run ? [{ run, progress }] : [])),
    activeRunOf: (flowId) => byFlow.get(flowId)?.run?.id ?? null,
    isBusy: (flowId) => byFlow.has(flowId),
    progressOf: (runId) => find(runId)?.progress ?? null,
    onEnded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      isClosing = true
      for (const { stopping } of byFlow.values()) stopping.abort(new StoppedError())
      await Promise.all([...byFlow.values()].map(({ ended }) => ended))
    },
  }
}

function isEnded(how: unknown): how is RunEnded {
  return typeof how === 'object' && how !== null && 'type' in how && how.type === 'ended'
}

/** An error that came over the pipe, as one to throw again. */
function fromFacts(error: RunEnded['error']): AppError {
  if (!error) return new StoppedError()
  const { message, ...facts } = error
  return new AppError(message, facts)
}

function alreadyRunning(name: string): AppError {
  return new AppError(`"${name}" is already running.`, {
    code: 'already-running',
    fix: 'wait',
    hint: 'Wait for the run to end, or stop it first.',
  })
}

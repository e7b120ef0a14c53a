import { AsyncLocalStorage } from 'node:async_hooks'
import { hash } from 'node:crypto'
import type { RunReport } from '#core/engine/run-event.ts'
import { runFlow } from '#core/engine/run-flow.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { serializeFlow } from '#core/flow/serialize.ts'
import type { AnyConnector } from '#core/kit/define-connector.ts'
import type { AnyNode, BoundConnection, Probe } from '#core/kit/define-node.ts'
import { ConnectionError, SettingsError, StoppedError, toAppError } from '#core/kit/errors.ts'
import type { Clock, Log } from '#core/kit/ports.ts'
import { openConnection, type Surroundings } from '#host/connections/open-connection.ts'
import type { DataFolderLock } from '#host/data-folder/lock.ts'
import { callsOfProcess } from '#host/http/request-budget.ts'
import { createImageStore, pruneImages } from '#host/images/image-store.ts'
import { type Journal, openJournal } from '#host/journal/open-journal.ts'
import { madeOf } from '#host/samples/made-of.ts'
import { pruneSamples } from '#host/samples/sample-file.ts'
import { createSampler, runCap } from '#host/samples/sampler.ts'
import { lockFlow } from './lock-flow.ts'
import type { ErrorFacts, FromRun, RunEnded, StartRun } from './protocol.ts'
import { takesImages } from './takes-images.ts'

export interface RunServices {
  readonly nodes: Readonly<Record<string, AnyNode>>
  readonly connectors: Readonly<Record<string, AnyConnector>>
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly probe?: Probe
  readonly tell: (message: FromRun) => void
  readonly accessTokens?: Surroundings['accessTokens']
  /** True once nobody waits for this run any more: it was cut off, not stopped. */
  readonly isCutOff?: () => boolean
}

const defaultKeepDays = 90
const maxBytes = 2_000_000_000
/** Tidying up after a run may take this long; what is left waits for the next. */
const tidyMs = 2_000
const causesTold = 5

/** One run from the journal's first row to its last; told step by step through `tell`, never throwing. */
export async function executeRun(start: StartRun, services: RunServices): Promise<RunEnded> {
  const { clock, signal, tell } = services
  const { document, mode } = start
  let flowLock: DataFolderLock | undefined
  let journal: Journal
  let run: ReturnType<Journal['startRun']>
  try {
    if (mode === 'run') flowLock = await lockFlow({ dataFolder: start.dataFolder, flowId: document.id, clock, signal })
    journal = openJournal({ folder: start.dataFolder, clock })
    run = journal.startRun({
      ...{ flowId: document.id, flowName: document.name, flowHash: hash('sha256', serializeFlow(document)), mode },
      ...{ cause: start.cause, version: start.version },
    })
  } catch (error) {
    flowLock?.release()
    return endedWith(
      {
        state: error instanceof StoppedError ? 'stopped' : 'failed',
        error,
        emitted: 0,
        nodes: {},
        wires: {},
        outcomes: {},
        branchEnds: { owed: 0, settled: 0 },
      },
      undefined,
    )
  }
  const { runId, store } = run
  const resumes = [...new Set([...(start.resumes ?? []), ...run.resumes])]
  tell({ type: 'started', runId, resumes })
  const probe = services.probe ?? (() => undefined)
  // A connection serves several nodes and does not know for which: the one at work tells where its lines belong.
  const atWork = new AsyncLocalStorage<string>()
  const log: Log = (entry) => {
    const nodeId = atWork.getStore()
    store.log(nodeId === undefined ? entry : { nodeId, ...entry })
    probe('log-written')
  }
  if (resumes.length > 0) log({ level: 'warn', message: `Continues run ${resumes.join(', ')}, which was cut off.` })
  const sampler = createSampler({
    ...{ dataFolder: start.dataFolder, flowId: document.id, kind: 'run', runId, clock, cap: runCap },
    nodes: madeOf(document, services.nodes),
    allNodes: document.nodes.map(({ id }) => id),
    onTrouble: (error) => log({ level: 'warn', message: `Samples of this run are not kept: ${toAppError(error).message}` }),
  })
  const report = await runFlow({
    ...{ document, mode, store, clock, log, signal, probe, tap: sampler },
    nodes: services.nodes,
    connection: createConnections(start, { ...services, log }),
    hash: (text) => hash('sha1', text, 'base64'),
    observe: (progress) => tell({ type: 'progress', progress }),
    within: (nodeId, work) => atWork.run(nodeId, work),
  })
  sampler.close()
  const ended: RunEnded = { ...endedWith(report, runId), lostSlot: lostSlotOf(report, document), called: calledBy(clock) }
  try {
    run.finish({
      state: report.state === 'stopped' && services.isCutOff?.() ? 'interrupted' : report.state,
      error: report.error === undefined ? undefined : toAppError(report.error),
      progress: ended.progress,
    })
    const causes = journal.failuresByCause(runId).slice(0, causesTold)
    await tidy(journal, start.keepDays)
    pruneImages({ dataFolder: start.dataFolder, clock })
    pruneSamples(start.dataFolder, { maxAgeDays: start.keepDays ?? defaultKeepDays, now: clock.now() })
    return { ...ended, causes }
  } catch (error) {
    return ended.state === 'finished' ? { ...ended, state: 'failed', error: factsOf(error) } : ended
  } finally {
    journal.close()
    flowLock?.release()
  }
}

/** Old rows go, new ones become searchable; what does not fit into the time is left to the next run and the first search. */
async function tidy(journal: Journal, maxAgeDays = defaultKeepDays): Promise<void> {
  const limit = AbortSignal.timeout(tidyMs)
  await journal.prune({ maxAgeDays, maxBytes }, limit)
  await journal.indexForSearch(limit)
}

/** Connections are made when a node first asks for its slot. */
export function createConnections(
  { connections, dataFolder, document }: Pick<StartRun, 'connections' | 'dataFolder' | 'document'>,
  {
    connectors,
    clock,
    log,
    accessTokens,
    httpOptions,
  }: { readonly connectors: Readonly<Record<string, AnyConnector>>; readonly clock: Clock; readonly log: Log } & Pick<
    Surroundings,
    'accessTokens' | 'httpOptions'
  >,
): (slot: string) => BoundConnection {
  const opened = new Map<string, BoundConnection>()
  const images = createImageStore({ dataFolder, clock })
  const fetchesImages = takesImages(document, ({ slot }) => connectors[connections[slot]?.stored.connectorId ?? ''])
  return (slot) => {
    const before = opened.get(slot)
    if (before) return before
    const bound = Object.hasOwn(connections, slot) ? connections[slot] : undefined
    if (!bound)
      throw new SettingsError(`The slot "${slot}" has no connection on this machine.`, {
        code: 'slot-unbound',
        hint: `Bind one: sluice flow run <file> --bind ${slot}=<connection>`,
      })
    const definition = connectors[bound.stored.connectorId]
    if (!definition)
      throw new SettingsError(
        `Connection "${bound.stored.name}" is for "${bound.stored.connectorId}", which this version of Sluice does not know.`,
        { code: 'unknown-connector' },
      )
    const connection = openConnection(definition, bound.stored, bound.secrets, {
      clock,
      log,
      httpOptions,
      accessTokens,
      images,
      fetchesImages,
    })
    opened.set(slot, connection)
    return connection
  }
}

/** A report as it crosses to the parent. */
export function endedWith(report: RunReport, runId: number | undefined): RunEnded {
  const { state, error, branchEnds, endedBy: _endedBy, ...progress } = report
  return { type: 'ended', runId, state, error: error === undefined ? undefined : factsOf(error), progress, branchEnds }
}

/** A node works with one connection: when it ends the run because of a connection, it is that one. */
function lostSlotOf({ error, endedBy }: RunReport, document: FlowDocument): string | undefined {
  if (!(error instanceof ConnectionError)) return undefined
  const slot = document.nodes.find(({ id }) => id === endedBy)?.settings.slot
  return typeof slot === 'string' ? slot : undefined
}

function calledBy(clock: Clock): readonly string[] {
  return callsOfProcess(clock).flatMap(([connectionId, { taken }]) => (taken > 0 ? [connectionId] : []))
}

function factsOf(thrown: unknown): ErrorFacts {
  const { code, message, hint, fix } = toAppError(thrown)
  return { code, message, hint, fix }
}

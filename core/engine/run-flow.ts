import type { FlowDocument } from '#core/flow/document.ts'
import type { AnyNode, BoundConnection, NodeContext, NodeRunner, Probe, Result } from '#core/kit/define-node.ts'
import { BusyError, ConnectionError, SettingsError, StoppedError, toAppError } from '#core/kit/errors.ts'
import type { Clock, Log } from '#core/kit/ports.ts'
import { Counters } from './counters.ts'
import { createDelivery } from './delivery.ts'
import { createEmitPage } from './emit-page.ts'
import { createKeyLocks } from './key-locks.ts'
import { createPageLedger, type PageLedger } from './page-ledger.ts'
import { createParkedRecords, type ParkedRecords } from './parked-records.ts'
import type { RunProgress, RunReport } from './run-event.ts'
import { type Batch, buildRunningGraph, type RunningNode } from './running-graph.ts'
import { createSettlement } from './settlement.ts'
import type { RunStore } from './store.ts'
import type { Tap } from './tap.ts'

export interface RunOptions {
  readonly document: FlowDocument
  readonly nodes: Readonly<Record<string, AnyNode>>
  readonly mode: 'run' | 'plan'
  /** @throws SettingsError when the slot is not bound. */
  readonly connection: (slot: string) => BoundConnection
  readonly store: RunStore
  readonly clock: Clock
  readonly log: Log
  readonly hash: (text: string) => string
  readonly signal: AbortSignal
  readonly probe?: Probe
  /** Called at most ten times a second while records move, and once at the end. */
  readonly observe?: (progress: RunProgress) => void
  /** Sees what passes each node, for the editor's data view. */
  readonly tap?: Tap
  /** Does a node's work; lets the host know whose work a line of the log comes from that a shared connection writes. */
  readonly within?: <Result>(nodeId: string, work: () => Result) => Result
  readonly limits?: Partial<EngineLimits>
}

export interface EngineLimits {
  /** Records travelling together. */
  readonly batchSize: number
  /** Batches waiting on a wire before its producer waits. */
  readonly queueCapacity: number
  /** Pages of one source on their way at once. */
  readonly pagesInFlight: number
  /** A settled outcome goes to the store after this long at the latest, even while its page is still under way. */
  readonly flushMs: number
}

const defaultLimits: EngineLimits = { batchSize: 250, queueCapacity: 4, pagesInFlight: 4, flushMs: 1_000 }
const observeEveryMs = 100

/**
 * Executes a flow once. Every record a source emits ends in exactly one outcome per branch; positions move only over pages
 * whose records all have one on disk. Never throws: what went wrong is in the report.
 */
export async function runFlow(options: RunOptions): Promise<RunReport> {
  const counters = new Counters()
  const report = await executeFlow(options, counters).catch((error: unknown) => ({ state: 'failed' as const, error }))
  const progress = counters.snapshot()
  options.observe?.(progress)
  return { ...progress, ...report, branchEnds: { owed: counters.owed, settled: counters.settled } }
}

async function executeFlow(options: RunOptions, counters: Counters): Promise<Pick<RunReport, 'state' | 'error' | 'endedBy'>> {
  const { document, mode, store, clock, log, probe = () => undefined } = options
  const limits = { ...defaultLimits, ...options.limits }
  const graph = buildRunningGraph(document, { nodes: options.nodes, queueCapacity: limits.queueCapacity })
  const stop = new AbortController()
  const ledgers: PageLedger[] = []
  const parkedBySource = new Map<string, ParkedRecords>()
  const pageWaiters: (() => void)[] = []
  const releasePageWaiters = () => {
    for (const go of pageWaiters.splice(0)) go()
  }
  let endedBy: string | undefined
  const halt = (error: unknown, nodeId?: string) => {
    if (stop.signal.aborted) return
    endedBy = nodeId
    stop.abort(error)
    for (const node of graph) node.queue?.close()
    releasePageWaiters()
  }
  const settlement = createSettlement({
    ...{ store, clock, counters, probe, halt },
    movesPositions: mode === 'run',
    stopsAtFailure: document.options.onFailure === 'stop',
    flushMs: limits.flushMs,
    onPageDone: releasePageWaiters,
  })
  const { deliver } = createDelivery({ counters, settlement })
  const emitPage = createEmitPage({ counters, settlement, fullBatchSize: limits.batchSize })
  let observedAt = settlement.tick()
  function observe(): void {
    const now = settlement.tick()
    if (!options.observe || now - observedAt < observeEveryMs) return
    observedAt = now
    options.observe(counters.snapshot())
  }

  const contextFor = (node: RunningNode): NodeContext => ({
    ...{ mode, clock, probe },
    nodeId: node.id,
    nodeName: node.name,
    settings: node.settings,
    timeZone: document.options.timeZone,
    signal: stop.signal,
    log: (entry) => log({ nodeId: node.id, ...entry }),
    connection: options.connection,
    journal: (connection) => store.writeJournal(node.id, connection),
    hash: options.hash,
  })

  async function processBatch(node: RunningNode, runner: NodeRunner, batch: Batch): Promise<void> {
    counters.node(node.id).received += batch.records.length
    let results: readonly Result[]
    try {
      const answer = runner.process(batch.records)
      results = answer instanceof Promise ? await answer : answer
    } catch (thrown) {
      if (endsRun(thrown)) throw thrown
      log({
        level: 'error',
        nodeId: node.id,
        message: `"${node.name}" failed on ${batch.records.length} records at once: ${toAppError(thrown).message}`,
      })
      results = batch.records.map((record) => ({ record, error: thrown }))
    }
    options.tap?.processed(node.id, batch.records, results)
    await deliver(node, batch, results)
    observe()
  }

  async function runNode(node: RunningNode, runner: NodeRunner): Promise<void> {
    const concurrency = node.definition.inputs === 1 ? (node.definition.concurrency ?? 1) : 1
    const locks = concurrency > 1 ? createKeyLocks() : undefined
    const inWork = new Set<Promise<void>>()
    for (;;) {
      const taken = node.queue?.take()
      const batch = taken instanceof Promise ? await taken : taken
      if (!batch) break
      if (!locks) {
        await processBatch(node, runner, batch)
        continue
      }
      await locks.acquire(batch.records)
      const work: Promise<void> = processBatch(node, runner, batch)
        .catch((error: unknown) => halt(error, node.id))
        .finally(() => {
          locks.release(batch.records)
          inWork.delete(work)
        })
      inWork.add(work)
      if (inWork.size >= concurrency) await Promise.race(inWork)
    }
    await Promise.all(inWork)
    await runner.close?.()
  }

  async function runSource(node: RunningNode): Promise<void> {
    if (node.definition.inputs !== 0 || node.definition.category === 'trigger') return
    const source = await node.definition.open(contextFor(node))
    const ledger = createPageLedger(node.id, (position) => source.describePosition(position))
    ledgers.push(ledger)
    const parked = createParkedRecords(store.parked(node.id))
    parkedBySource.set(node.id, parked)
    for await (const page of source.pages(store.position(node.id), stop.signal)) {
      if (stop.signal.aborted) break
      counters.expects(node.id, page.remaining)
      parked.supersede(page.records)
      options.tap?.emitted(node.id, page.records)
      await emitPage(node, ledger, page)
      while (ledger.inFlight >= limits.pagesInFlight && !stop.signal.aborted) await new Promise<void>((go) => pageWaiters.push(go))
    }
    const again = stop.signal.aborted ? [] : parked.remaining()
    if (again.length > 0) {
      options.tap?.emitted(node.id, again)
      await emitPage(node, ledger, { records: again, position: null })
    }
  }

  const onStop = () => halt(options.signal.reason instanceof StoppedError ? options.signal.reason : new StoppedError())
  if (options.signal.aborted) onStop()
  options.signal.addEventListener('abort', onStop, { once: true })
  try {
    const runners = await prepareRunners(graph, contextFor)
    const workOf = async (node: RunningNode): Promise<void> => {
      const runner = runners.get(node)
      if (runner) await runNode(node, runner)
      else if (!node.isDisabled) await runSource(node)
      tellEnd(node)
    }
    const { within = (_nodeId, start) => start() } = options
    const work = graph.map((node) => within(node.id, () => workOf(node)))
    for (const [place, one] of work.entries()) one.catch((error: unknown) => halt(error, graph[place]?.id))
    await Promise.allSettled(work)
    settlement.commitRest(ledgers)
    if (!stop.signal.aborted && mode === 'run') {
      for (const [sourceNodeId, parked] of parkedBySource) store.discardParked(sourceNodeId, parked.renamed())
    }
  } finally {
    options.signal.removeEventListener('abort', onStop)
  }
  if (!stop.signal.aborted) return { state: 'finished' }
  return { state: stop.signal.reason instanceof StoppedError ? 'stopped' : 'failed', error: stop.signal.reason, endedBy }
}

async function prepareRunners(
  graph: readonly RunningNode[],
  contextFor: (node: RunningNode) => NodeContext,
): Promise<ReadonlyMap<RunningNode, NodeRunner>> {
  const runners = new Map<RunningNode, NodeRunner>()
  for (const node of graph) {
    const { definition } = node
    if (definition.inputs === 0) continue
    runners.set(
      node,
      definition.inputs === 'failures' || node.isDisabled ? passOn(definition.outputs[0]) : await definition.prepare(contextFor(node)),
    )
    if (node.openProducers === 0) node.queue?.end()
  }
  return runners
}

/** Tells everything below a node that it will send no more. */
function tellEnd(node: RunningNode): void {
  for (const target of [...[...node.ports.values()].flat(), ...node.catches]) {
    target.openProducers--
    if (target.openProducers === 0) target.queue?.end()
  }
}

/** These say that no record would fare better: the target is down, the credentials are wrong, a setting is. */
function endsRun(thrown: unknown): boolean {
  return (
    thrown instanceof ConnectionError || thrown instanceof BusyError || thrown instanceof SettingsError || thrown instanceof StoppedError
  )
}

function passOn(port = 'out'): NodeRunner {
  return { process: (records) => records.map((record) => ({ port, record })) }
}

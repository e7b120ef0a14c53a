import { hash } from 'node:crypto'
import { runFlow } from '#core/engine/run-flow.ts'
import type { RunStore } from '#core/engine/store.ts'
import type { Tap } from '#core/engine/tap.ts'
import type { BoundConnection, BoundEntity } from '#core/kit/define-node.ts'
import { AppError } from '#core/kit/errors.ts'
import { whileSomeoneWaits } from '#host/http/someone-waits.ts'
import { openSentMemory, type SentMemory } from '#host/journal/recall-only.ts'
import { keptInput } from '#host/samples/kept-input.ts'
import { madeOf } from '#host/samples/made-of.ts'
import { pinNames, readPins } from '#host/samples/pins.ts'
import { createSampler, previewCap } from '#host/samples/sampler.ts'
import { createConnections, endedWith, type RunServices } from './execute-run.ts'
import { graphOfOne, graphToHere, type PreviewGraph } from './preview-graph.ts'
import type { RunEnded, StartPreview } from './protocol.ts'

type PreviewServices = Pick<RunServices, 'nodes' | 'connectors' | 'clock' | 'signal' | 'accessTokens'> & Partial<Pick<RunServices, 'tell'>>

/**
 * Executes the part of a draft that leads to a node, for the eye only: no system, journal, position or parked record changes.
 * What passed each node goes to the flow's samples. Never throws.
 */
export async function executePreview(start: StartPreview, services: PreviewServices): Promise<RunEnded> {
  let memory: SentMemory | undefined
  try {
    const { dataFolder } = start
    memory = openSentMemory(dataFolder)
    const { graph, made } = preparePreview(start, services)
    const { clock, signal } = services
    let trouble: unknown
    const sampler = createSampler({
      ...{ dataFolder, clock, flowId: start.document.id, kind: 'preview', runId: null, cap: previewCap },
      nodes: made,
      allNodes: start.document.nodes.map(({ id }) => id),
      onTrouble: (error) => {
        trouble ??= error
      },
    })
    const connect = createConnections(start, { ...services, log: () => undefined, httpOptions: whileSomeoneWaits })
    const report = await runFlow({
      ...{ document: graph.document, nodes: graph.definitions, mode: 'plan', clock, signal, tap: tellingReads(sampler, services) },
      store: previewStore(memory),
      log: () => undefined,
      connection: (slot) => forLooking(connect(slot)),
      hash: (text) => hash('sha1', text, 'base64'),
    })
    sampler.close()
    if (trouble !== undefined && report.state === 'finished')
      return endedWith({ ...report, state: 'failed', error: samplesUnwritable(trouble) }, undefined)
    return endedWith(report, undefined)
  } catch (error) {
    const nothing = { emitted: 0, nodes: {}, wires: {}, outcomes: {}, branchEnds: { owed: 0, settled: 0 } }
    return endedWith({ ...nothing, state: 'failed', error }, undefined)
  } finally {
    memory?.close()
  }
}

/** Whoever waits hears of every page as it comes; all else a preview tells by its samples. */
function tellingReads(tap: Tap, { tell }: PreviewServices): Tap {
  let emitted = 0
  return {
    ...tap,
    emitted(nodeId, records) {
      emitted += records.length
      tell?.({ type: 'progress', progress: { emitted, nodes: {}, wires: {}, outcomes: {} } })
      tap.emitted(nodeId, records)
    },
  }
}

function preparePreview({ dataFolder, document, nodeId, scope, limit }: StartPreview, { nodes: definitions }: PreviewServices) {
  const pinned = readPins(dataFolder, document.id)
  const made = madeOf(document, definitions, pinNames(pinned))
  const type = document.nodes.find(({ id }) => id === nodeId)?.type ?? ''
  const isSource = Object.hasOwn(definitions, type) && definitions[type]?.inputs === 0
  if (scope === 'to-here' || isSource) {
    const graph = graphToHere({ document, nodeId, definitions, pinned, limit })
    return { graph, made: only(made, graph) }
  }
  const kept = keptInput({ dataFolder, document, nodeId, definitions, pinned, made })
  const graph = graphOfOne({ document, nodeId, definitions, input: kept.records })
  return { graph, made: new Map([[nodeId, kept.made]]) }
}

function only<Value>(of: ReadonlyMap<string, Value>, { running }: PreviewGraph): ReadonlyMap<string, Value> {
  return new Map([...of].filter(([nodeId]) => running.has(nodeId)))
}

/** A run's store that keeps nothing: every source begins at the beginning, and nothing is parked. */
function previewStore(memory: SentMemory): RunStore {
  return {
    position: () => null,
    parked: () => [],
    discardParked: () => {},
    commit: () => {},
    hold: () => {},
    writeJournal: (_nodeId, { connectorId, account }) => ({
      recall: memory.recallFor(connectorId, account),
      intend: refuseWrite,
      end: () => {},
      link: () => {},
    }),
    log: () => {},
  }
}

/**
 * The last fence: nodes that honour `plan` never write, and one that does not finds nothing to write with. A source that is set to
 * begin with what comes from now on would show nothing, so it is asked from the beginning.
 */
function forLooking(connection: BoundConnection): BoundConnection {
  const entities = Object.entries(connection.entities).map(([id, entity]): [string, BoundEntity] => {
    const { read, create, update } = entity
    return [
      id,
      {
        ...entity,
        ...(create && { create: { ...create, run: async () => refuseWrite() } }),
        ...(update && { update: { ...update, run: async () => refuseWrite() } }),
        ...(read && {
          read: {
            ...read,
            pages: (request) => read.pages({ ...request, settings: fromTheBeginning(read.fields, request.settings) }),
          },
        }),
      },
    ]
  })
  return { ...connection, entities: Object.fromEntries(entities) }
}

function fromTheBeginning(fields: NonNullable<BoundEntity['read']>['fields'], settings: Readonly<Record<string, unknown>>) {
  const { start } = fields
  const knowsBeginning = start?.kind === 'choice' && start.options !== undefined && Object.hasOwn(start.options, 'beginning')
  return knowsBeginning ? { ...settings, start: 'beginning' } : settings
}

function refuseWrite(): never {
  throw new AppError('A preview tried to write.', {
    code: 'preview-writes',
    fix: 'developer',
    hint: 'This is a defect in the node: a plan decides and reports, and writes nothing.',
  })
}

function samplesUnwritable(cause: unknown): AppError {
  const said = cause instanceof Error ? cause.message : String(cause)
  return new AppError(`What the preview found could not be kept: ${said}.`, {
    code: 'samples-unwritable',
    fix: 'user',
    hint: 'Check that the disk of the data folder has room and can be written.',
    cause,
  })
}

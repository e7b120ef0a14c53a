import type { TriedLane, TriedRecord } from '#core/contract/integrations.ts'
import { toErrorReply } from '#core/contract/reply.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { SettingsError, StoppedError } from '#core/kit/errors.ts'
import type { Reader } from '#host/reader/reader.ts'
import type { OpenableConnection } from '#host/run/protocol.ts'
import type { runInProcess } from '#host/run/run-process.ts'
import { definitionOf, feedersOf, type NodeDefinitions, nodesBefore } from '#host/samples/feeders.ts'
import { removeSamplesOf } from '#host/samples/sample-file.ts'
import { isWanted, triedRecords } from './tried-records.ts'

export interface TryDeps {
  readonly dataFolder: string
  readonly reader: Pick<Reader, 'ask'>
  readonly definitions: NodeDefinitions
  readonly openSlots: (document: FlowDocument, bound: ReadonlyMap<string, string>) => Promise<Readonly<Record<string, OpenableConnection>>>
  readonly runProcess: typeof runInProcess
}

/** Hears how far a try has come: the lane's place in the answers, and the records read of it. */
export type OnTrying = (lane: number, read: number) => void

export interface LaneToTry {
  /** Its place in the answers. */
  readonly lane: number
  /** A flow of this lane alone. */
  readonly document: FlowDocument
  /** Connection id by slot. */
  readonly bound: ReadonlyMap<string, string>
}

export interface Tried {
  readonly records: readonly TriedRecord[]
  readonly lanes: readonly TriedLane[]
}

/**
 * Runs each lane on a few real records with writes blocked: the very preview of the editor, on a flow that nobody has yet.
 * A lane that cannot be tried says why; the others go on. What was kept of the records is erased again.
 */
export async function tryLanes(
  lanes: readonly LaneToTry[],
  { limit, signal, onTrying }: { readonly limit: number; readonly signal: AbortSignal; readonly onTrying: OnTrying },
  deps: TryDeps,
): Promise<Tried> {
  const records: TriedRecord[] = []
  const told: TriedLane[] = []
  for (const one of lanes) {
    if (signal.aborted) break
    // One that was stopped tells nothing more: another may be under way by then.
    const onRead = (read: number) => signal.aborted || onTrying(one.lane, read)
    onRead(0)
    const tried = await tryLane(one, { limit, signal, onRead }, deps)
    records.push(...tried.records)
    told.push(tried.lane)
  }
  return { records, lanes: told }
}

/** More than are shown, so that a filter on the first records still leaves some to see. */
const readPerShown = 5

async function tryLane(
  { lane, document, bound }: LaneToTry,
  { limit, signal, onRead }: { readonly limit: number; readonly signal: AbortSignal; readonly onRead: (read: number) => void },
  deps: TryDeps,
) {
  const { dataFolder, definitions } = deps
  const flowId = document.id
  try {
    const target = document.nodes.find((node) => definitionOf(node, definitions)?.effect === 'write')
    if (!target) throw new SettingsError('Nothing of these answers writes anywhere.', { code: 'nothing-written' })
    const connections = await deps.openSlots(document, bound)
    signal.throwIfAborted()
    const { state, error } = await deps.runProcess(
      {
        ...{ type: 'preview', dataFolder, document, nodeId: target.id, scope: 'to-here', limit: limit * readPerShown },
        connections,
      },
      { signal, observer: { onProgress: ({ progress }) => onRead(progress.emitted) } },
    )
    const { read, records } = await triedAt(document, target.id, lane, deps)
    signal.throwIfAborted()
    const wanted = records.filter(isWanted)
    return {
      records: (wanted.length > 0 ? wanted : records).slice(0, limit),
      lane: {
        ...{ lane, read, leftOut: records.length - wanted.length },
        error: state === 'failed' && error ? { ...error, facts: {} } : null,
      },
    }
  } catch (thrown) {
    const error = thrown instanceof StoppedError ? null : toErrorReply(thrown)
    return { records: [], lane: { lane, read: 0, leftOut: 0, error } }
  } finally {
    removeSamplesOf(dataFolder, flowId)
  }
}

async function triedAt(document: FlowDocument, targetId: string, lane: number, { reader, definitions }: TryDeps) {
  const before = [...nodesBefore(targetId, feedersOf(document, definitions))].filter((id) => id !== targetId)
  const isSource = (id: string) => document.nodes.some((node) => node.id === id && definitionOf(node, definitions)?.inputs === 0)
  const rowsAt = async (nodeId: string, side: 'in' | 'out') =>
    (await reader.ask('dataRows', { flowId: document.id, nodeId, side, offset: 0, limit: 500 })).rows
  const rowsOf = async (ids: readonly string[], side: 'in' | 'out') => (await Promise.all(ids.map((id) => rowsAt(id, side)))).flat()
  const read = await rowsOf(before.filter(isSource), 'out')
  const between = await rowsOf(
    before.filter((id) => !isSource(id)),
    'in',
  )
  return { read: read.length, records: triedRecords(lane, { read, between, written: await rowsAt(targetId, 'in') }) }
}

/** The tries that are going on, at most one for each draft. */
export function createTries(): {
  /** One of the same draft that is going on is stopped first: whoever asks again has other answers by now. */
  run<Result>(id: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result>
  stop(id: string): void
  /** Stops all and waits for their ends. */
  close(): Promise<void>
} {
  const running = new Map<string, { readonly stopping: AbortController; readonly ended: Promise<unknown> }>()
  return {
    async run(id, work) {
      const before = running.get(id)
      before?.stopping.abort(new StoppedError('Tried again with other answers.'))
      const stopping = new AbortController()
      const ended = Promise.resolve(before?.ended)
        .catch(() => undefined)
        .then(() => work(stopping.signal))
      const mine = { stopping, ended }
      running.set(id, mine)
      return ended.finally(() => running.get(id) === mine && running.delete(id))
    },
    stop: (id) => running.get(id)?.stopping.abort(new StoppedError('The try was stopped.')),
    async close() {
      for (const { stopping } of running.values()) stopping.abort(new StoppedError())
      await Promise.allSettled([...running.values()].map(({ ended }) => ended))
    },
  }
}

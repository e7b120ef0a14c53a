import { randomUUID } from 'node:crypto'
import type { Handlers } from '#core/contract/dispatch.ts'
import { type ErrorReply, toErrorReply } from '#core/contract/reply.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { AppError, StoppedError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'
import type { Reader } from '#host/reader/reader.ts'
import type { OpenableConnection, StartPreview } from '#host/run/protocol.ts'
import type { runInProcess } from '#host/run/run-process.ts'
import type { Emit } from '#host/service/events.ts'
import type { NodeDefinitions } from './feeders.ts'
import { documentForPreview } from './needed-slots.ts'

export type DataHandlers = Pick<Handlers, Extract<keyof Handlers, `data:${string}`>>

export interface DataDeps {
  readonly dataFolder: string
  readonly reader: Reader
  readonly definitions: NodeDefinitions
  /** Connections and secrets of the slots of a document. @throws `slot-unbound`, `secret-missing` */
  readonly openSlots: (document: FlowDocument) => Promise<Readonly<Record<string, OpenableConnection>>>
  readonly runProcess: typeof runInProcess
  readonly clock: Clock
  readonly emit: Emit
}

interface Preview {
  readonly stopping: AbortController
  readonly ended: Promise<void>
}

/** The data view: what stands at the nodes, previews and pins. `close` stops previews and waits for their ends. */
export function createDataHandlers(deps: DataDeps): { readonly handlers: DataHandlers; close(): Promise<void> } {
  const { reader, clock, emit } = deps
  const previews = new Map<string, Preview>()

  async function preview(flowId: string, previewId: string, start: Omit<StartPreview, 'connections'>, signal: AbortSignal): Promise<void> {
    const tell = (state: 'finished' | 'failed' | 'stopped', error: ErrorReply | null) => {
      previews.delete(flowId)
      emit('data:changed', { flowId })
      emit('data:preview-ended', { flowId, previewId, state, error })
    }
    try {
      const connections = await deps.openSlots(documentForPreview(start, deps))
      signal.throwIfAborted()
      const { state, error } = await deps.runProcess({ ...start, connections }, { signal })
      tell(state, state === 'stopped' || !error ? null : { ...error, facts: {} })
    } catch (error) {
      if (error instanceof StoppedError) tell('stopped', null)
      else tell('failed', toErrorReply(error))
    }
  }

  async function changed(flowId: string, work: Promise<unknown>): Promise<void> {
    await work
    emit('data:changed', { flowId })
  }

  const handlers: DataHandlers = {
    'data:overview': ({ flowId, document }, { signal }) => reader.ask('dataOverview', { flowId, document }, signal),
    'data:rows': (given, { signal }) => reader.ask('dataRows', given, signal),
    'data:schema': (given, { signal }) => reader.ask('dataSchema', given, signal),
    'data:record': (given, { signal }) => reader.ask('dataRecord', given, signal),
    'data:try-mapping': (given, { signal }) => reader.ask('tryMappings', given, signal),
    'data:preview': ({ flowId, document, nodeId, scope, limit }) => {
      if (previews.has(flowId)) throw alreadyPreviewing(document.name)
      const previewId = randomUUID()
      const stopping = new AbortController()
      const start = { type: 'preview', dataFolder: deps.dataFolder, document: { ...document, id: flowId }, nodeId, scope, limit } as const
      // Before anything is waited for, so that a second one at the same moment is refused; it starts when the answer is on its way.
      const ended = Promise.resolve().then(() => preview(flowId, previewId, start, stopping.signal))
      previews.set(flowId, { stopping, ended })
      return { previewId }
    },
    'data:stop-preview': ({ flowId }) => previews.get(flowId)?.stopping.abort(new StoppedError('The preview was stopped.')),
    'data:pin': ({ flowId, ...given }) => changed(flowId, reader.ask('pin', { flowId, ...given, at: clock.now().getTime() })),
    'data:unpin': (given) => changed(given.flowId, reader.ask('unpin', given)),
  }

  return {
    handlers,
    async close() {
      for (const { stopping } of previews.values()) stopping.abort(new StoppedError())
      await Promise.all([...previews.values()].map(({ ended }) => ended))
    },
  }
}

function alreadyPreviewing(name: string): AppError {
  return new AppError(`A preview of "${name}" is running already.`, {
    code: 'preview-running',
    fix: 'wait',
    hint: 'Wait for its end, or stop it first.',
  })
}

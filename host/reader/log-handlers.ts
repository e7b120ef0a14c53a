import { randomUUID } from 'node:crypto'
import type { Caller, Handlers } from '#core/contract/dispatch.ts'
import type { LogFilter, LogRow } from '#core/contract/log.ts'
import { AppError, SettingsError } from '#core/kit/errors.ts'
import type { Emit } from '#host/service/events.ts'
import { toCsv, toJsonLines } from './log-text.ts'
import type { NodeNames } from './node-names.ts'
import type { Answer, Given, ReaderCall } from './protocol.ts'
import type { Reader } from './reader.ts'
import { viewGoneCode } from './service.ts'

export type LogHandlers = Pick<Handlers, Extract<keyof Handlers, `log:${string}`>>

export interface LogDeps {
  readonly reader: Reader
  readonly names: NodeNames
  readonly emit: Emit
}

const viewsOfCaller = 4
const rowsPerChunk = 2_000

interface OpenView {
  readonly viewId: string
  readonly filter: LogFilter
  readonly caller: Caller
}

/** The log for pages: views belong to the caller that opened them and end with it. */
export function createLogHandlers({ reader, names, emit }: LogDeps): LogHandlers {
  const views = new Map<string, OpenView>()

  // A view's id is known to its own page only; others do not know what to do with it.
  reader.onGrew((size) => views.has(size.viewId) && emit('log:grew', size))

  async function close(viewId: string): Promise<void> {
    if (!views.delete(viewId)) return
    await reader.ask('closeView', { viewId })
  }

  function viewOf(viewId: string, caller: Caller): OpenView {
    const view = views.get(viewId)
    if (view && view.caller.id === caller.id) return view
    throw new SettingsError('This view of the log is closed.', { code: viewGoneCode, hint: 'Open the log again.' })
  }

  /** A reader that died has forgotten its views; they are made anew where the question stands. */
  async function askView<Name extends ReaderCall>(name: Name, given: Given<Name>, view: OpenView): Promise<Answer<Name>> {
    const { signal } = view.caller
    try {
      return await reader.ask(name, given, signal)
    } catch (error) {
      if (!(error instanceof AppError && (error.code === viewGoneCode || error.code === 'reader-died'))) throw error
      await reader.ask('openView', { viewId: view.viewId, filter: view.filter }, signal)
      return await reader.ask(name, given, signal)
    }
  }

  async function withNames(rows: readonly LogRow[]): Promise<readonly LogRow[]> {
    const nameOf = await names.forFlows(rows.map(({ flowId }) => flowId))
    return rows.map((row) => (row.nodeId === null ? row : { ...row, nodeName: nameOf(row.flowId, row.nodeId) }))
  }

  return {
    'log:open': async ({ filter }, caller) => {
      const viewId = randomUUID()
      const own = [...views.values()].filter((view) => view.caller.id === caller.id)
      for (const view of own.slice(0, Math.max(0, own.length - viewsOfCaller + 1))) await close(view.viewId)
      views.set(viewId, { viewId, filter, caller })
      const end = () => void close(viewId).catch(() => undefined)
      caller.signal.addEventListener('abort', end, { once: true })
      try {
        return { viewId, ...(await reader.ask('openView', { viewId, filter }, caller.signal)) }
      } catch (error) {
        caller.signal.removeEventListener('abort', end)
        views.delete(viewId)
        throw error
      }
    },
    'log:rows': async ({ viewId, offset, limit }, caller) => {
      const { rows, total } = await askView('viewRows', { viewId, offset, limit }, viewOf(viewId, caller))
      return { rows: await withNames(rows), total }
    },
    'log:close': async ({ viewId }, caller) => {
      if (views.get(viewId)?.caller.id === caller.id) await close(viewId)
    },
    'log:row': async ({ source, id }, { signal }) => {
      const details = await reader.ask('logRow', { source, id }, signal)
      if (!details) throw rowGone(source, id)
      const [row = details.row] = await withNames([details.row])
      return { ...details, row }
    },
    'log:place': async ({ viewId, source, id }, caller) => ({
      index: await askView('placeInView', { viewId, source, id }, viewOf(viewId, caller)),
    }),
    'log:export': async ({ viewId, format, places, after = 0 }, caller) => {
      const view = viewOf(viewId, caller)
      const picked = places?.slice(after, after + rowsPerChunk)
      const { rows, total } = picked
        ? { rows: await askView('pickedRows', { viewId, places: picked }, view), total: places?.length ?? 0 }
        : await askView('viewRows', { viewId, offset: after, limit: rowsPerChunk }, view)
      const named = await withNames(rows)
      const next = after + rowsPerChunk
      return {
        chunk: format === 'csv' ? toCsv(named, { withHeader: after === 0 }) : toJsonLines(named),
        next: next < total ? next : null,
      }
    },
  }
}

function rowGone(source: 'outcome' | 'log', id: number): SettingsError {
  return new SettingsError(`The ${source === 'outcome' ? 'outcome' : 'log line'} ${id} is not in the journal any more.`, {
    code: 'row-gone',
    hint: 'Rows go when their run is older than the days they are kept, or when a person is erased.',
  })
}

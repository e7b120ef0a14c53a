import type { ContractClient } from '#core/contract/client.ts'
import { ContractError } from '#core/contract/reply.ts'
import type { EditorRun, EditorStore } from './store.ts'

const largeFrom = 200
const largeTickMs = 300

/**
 * Keeps the run of an open flow: the one that goes on, or the last one known. Events are applied once per animation frame,
 * however many come in between. Returns the function that lets go.
 */
export function followRuns(host: ContractClient, store: EditorStore): () => void {
  const { flowId } = store.getState()
  let next: EditorRun | undefined
  let frame: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let appliedAt = 0
  let isOver = false

  const current = () => next ?? store.getState().run
  const put = (run: EditorRun) => {
    next = run
    frame ??= requestAnimationFrame(apply)
  }
  const apply = () => {
    frame = undefined
    appliedAt = performance.now()
    if (next) store.setState({ run: next })
    next = undefined
  }
  /** Counts of a large flow change everywhere at once: they tick slower, so that hands stay fast. */
  const putCounts = (run: EditorRun) => {
    next = run
    if (frame !== undefined || timer !== undefined) return
    const restMs = store.getState().document.nodes.length > largeFrom ? appliedAt + largeTickMs - performance.now() : 0
    if (restMs <= 0) return put(run)
    timer = setTimeout(() => {
      timer = undefined
      frame ??= requestAnimationFrame(apply)
    }, restMs)
  }

  const leave = [
    host.subscribe('run:started', ({ run }) => {
      if (run.flowId === flowId) put({ runId: run.id, summary: run, progress: null, error: null })
    }),
    host.subscribe('run:progress', ({ runId, flowId: of, progress }) => {
      const run = current()
      if (of !== flowId) return
      if (run?.runId === runId) putCounts({ ...run, progress })
      // A run whose start was told before this page listened.
      else void showActive()
    }),
    host.subscribe('run:ended', ({ run, progress, error }) => {
      if (run.flowId !== flowId) return
      const before = current()
      put({
        runId: run.id,
        summary: run,
        progress: progress ?? (before?.runId === run.id ? before.progress : null),
        error: error ? new ContractError(error) : null,
      })
    }),
  ]

  async function showActive(): Promise<boolean> {
    const active = await host.request('run:active', {})
    const found = active.find(({ run }) => run.flowId === flowId)
    if (!found || isOver || current()?.runId === found.run.id) return found !== undefined
    put({ runId: found.run.id, summary: found.run, progress: found.progress, error: null })
    return true
  }

  /** The counts of the last run stay on the canvas after the flow was closed and opened again. */
  async function showLast(): Promise<void> {
    if (await showActive()) return
    const { rows } = await host.request('run:list', { flowId, limit: 1 })
    const last = rows[0]
    if (!last || current()) return
    const { run, progress } = await host.request('run:report', { runId: last.id })
    if (!isOver && !current())
      put({ runId: run.id, summary: run, progress, error: run.error ? new ContractError({ ...run.error, facts: {} }) : null })
  }

  // The past is an extra: without an answer the canvas shows the flow without counts.
  showLast().catch(() => {})

  return () => {
    isOver = true
    clearTimeout(timer)
    if (frame !== undefined) cancelAnimationFrame(frame)
    for (const one of leave) one()
  }
}

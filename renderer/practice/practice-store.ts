import { createStore } from 'zustand/vanilla'
import type { ContractError } from '#core/contract/reply.ts'
import type { RunReport, RunSummary } from '#core/contract/runs.ts'
import type { RunProgress } from '#core/engine/run-event.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { go } from '#renderer/frame/route.ts'
import { i18next } from '#renderer/language/i18n.ts'
import { pageLanguage } from '#renderer/language/page-language.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { toast } from '#renderer/ui/toast.ts'
import { countWords } from './count-words.ts'

export type Practice =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly flowId: string; readonly runId: number; readonly progress: RunProgress | null }
  | { readonly kind: 'failed'; readonly error: ContractError }

export const practiceStore = createStore<Practice>(() => ({ kind: 'idle' }))

const change = (next: Practice) => practiceStore.setState(next, true)

/** Closes what is shown of it; a run that goes on goes on. */
export function leavePractice(): void {
  change({ kind: 'idle' })
}

/** Starts the practice systems, runs a ready-made flow (the main one) once and opens it. A second press while it starts does nothing. */
export async function startPractice(template?: string): Promise<void> {
  const { kind } = practiceStore.getState()
  if (kind === 'starting' || kind === 'running') return
  change({ kind: 'starting' })
  try {
    const { flowId, runId } = await host.request('practice:start', {
      ...(template !== undefined && { template }),
      ...(pageLanguage() === 'nl' && { language: 'nl' }),
    })
    if (practiceStore.getState().kind !== 'starting') return
    change({ kind: 'running', flowId, runId, progress: null })
    const stops = follow(runId, flowId)
    // It may have ended before we began to listen.
    const report = await host.request('run:report', { runId }).catch(() => null)
    if (report && report.run.state !== 'running') finish(report.run)
    else if (report) show(runId, report)
    const stop = practiceStore.subscribe((practice) => {
      if (practice.kind === 'running' && practice.runId === runId) return
      stop()
      for (const each of stops) each()
    })
    if (!isShown(runId)) for (const each of stops) each()
  } catch (thrown) {
    change({ kind: 'failed', error: toContractError(thrown) })
  }
}

function follow(runId: number, flowId: string): readonly (() => void)[] {
  return [
    host.subscribe('run:progress', (told) => {
      if (told.runId === runId && isShown(runId)) change({ kind: 'running', flowId, runId, progress: told.progress })
    }),
    host.subscribe('run:ended', ({ run }) => {
      if (run.id === runId && isShown(runId)) finish(run)
    }),
  ]
}

function show(runId: number, { progress, run }: RunReport): void {
  if (isShown(runId)) change({ kind: 'running', flowId: run.flowId, runId, progress })
}

function isShown(runId: number): boolean {
  const practice = practiceStore.getState()
  return practice.kind === 'running' && practice.runId === runId
}

function finish(run: RunSummary): void {
  leavePractice()
  go({ page: 'flow', flowId: run.flowId })
  const t = i18next.getFixedT(null, 'practice')
  toast({
    tone: run.state === 'finished' ? 'done' : 'failed',
    title: t(run.state === 'finished' ? 'finished' : 'ended-badly'),
    text: run.error ? saySentences(run.error.message) : countWords(run.totals),
    action: { label: t('show-run'), onAction: () => go({ page: 'run', runId: run.id }) },
  })
}

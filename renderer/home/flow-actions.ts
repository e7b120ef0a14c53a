import type { FlowCard } from '#core/contract/flows.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { liveFlows } from '#renderer/frame/lives.ts'
import { closeFlow } from '#renderer/frame/open-flows.ts'
import { go } from '#renderer/frame/route.ts'
import { pageLanguage } from '#renderer/language/page-language.ts'
import { toastError } from '#renderer/ui/toast.ts'

/** Does it, and tells in a toast why the host would not; null then. */
async function attempt<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work
  } catch (thrown) {
    toastError(toContractError(thrown))
    return null
  }
}

/** A new flow, empty or from a ready-made one, opened at once. */
export async function createFlow(template?: string): Promise<void> {
  const made = await attempt(
    host.request('flow:create', { ...(template !== undefined && { template }), ...(pageLanguage() === 'nl' && { language: 'nl' }) }),
  )
  if (made) go({ page: 'flow', flowId: made.id })
}

export async function duplicateFlow({ id }: FlowCard): Promise<void> {
  await attempt(host.request('flow:duplicate', { flowId: id }))
  liveFlows.refresh()
}

export async function removeFlow({ id }: FlowCard, deleteFile: boolean): Promise<boolean> {
  const done = await attempt(host.request('flow:remove', { flowId: id, deleteFile }).then(() => true))
  if (done) closeFlow(id)
  liveFlows.refresh()
  return done === true
}

export async function armFlow({ id }: FlowCard, armed: boolean): Promise<void> {
  await attempt(host.request('flow:arm', { flowId: id, armed }))
  liveFlows.refresh()
}

/** What is published runs; a flow that never was, as it is drawn. */
export async function runFlow({ id, publishedVersion }: FlowCard, mode: 'run' | 'plan' = 'run'): Promise<void> {
  const start = async () => {
    const document = publishedVersion === null ? { document: (await host.request('flow:open', { flowId: id })).draft } : {}
    return host.request('run:start', { flowId: id, mode, ...document })
  }
  await attempt(start())
  liveFlows.refresh()
}

export async function stopRun(runId: number): Promise<void> {
  await attempt(host.request('run:stop', { runId }))
}

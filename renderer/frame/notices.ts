import type { Notice } from '#core/contract/app.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { toastError } from '#renderer/ui/toast.ts'
import { liveNotices } from './lives.ts'
import { go } from './route.ts'
import { showConnection } from './shown-connection.ts'

/** Newest first. */
export function newestFirst(notices: readonly Notice[]): readonly Notice[] {
  return [...notices].sort((one, other) => other.at - one.at)
}

export function dismissNotice(id: string): void {
  host.request('app:dismiss-notice', { id }).then(liveNotices.refresh, (thrown: unknown) => toastError(toContractError(thrown)))
}

/** Where a notice leads, if anywhere. */
export function placeOf({ runId, flowId, connectionId, kind }: Notice): (() => void) | null {
  if (connectionId !== undefined) return () => showConnection(connectionId)
  if (runId !== undefined) return () => go({ page: 'run', runId })
  if (flowId !== undefined) return () => go({ page: 'flow', flowId })
  return kind === 'connection-lost' ? () => go({ page: 'connections' }) : null
}

/** Which word stands on the button that leads there. */
export function placeWord({ runId, flowId, connectionId }: Notice): 'run' | 'flow' | 'connection' | 'connections' {
  if (connectionId !== undefined) return 'connection'
  if (runId !== undefined) return 'run'
  return flowId !== undefined ? 'flow' : 'connections'
}

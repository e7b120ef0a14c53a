import type { ContractClient } from '#core/contract/client.ts'
import type { EditHistory } from '#core/contract/flows.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import type { Saving } from './store.ts'

export interface Draft {
  readonly document: FlowDocument
  readonly history: EditHistory
}

const waitMs = 400
const retryMs = 2_000

/** Drafts on their way, by flow: whoever opens a flow again waits for its last one first. */
const underWay = new Map<string, Promise<void>>()

export function draftSaved(flowId: string): Promise<void> {
  return underWay.get(flowId) ?? Promise.resolve()
}

/** Keeps the newest draft at the host: at most one save under way, the next one shortly after the last change, and again after a failure. */
export function keepDraft(host: ContractClient, flowId: string, read: () => Draft, tell: (saving: Saving) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDirty = false

  const given = () => {
    const { document, history } = read()
    return { flowId, document, history: { steps: [...history.steps], done: history.done } }
  }

  const later = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), ms)
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    if (!isDirty) return underWay.get(flowId)
    // One at a time and in order: an older draft must never arrive after a newer one.
    await underWay.get(flowId)
    if (!isDirty) return
    isDirty = false
    tell({ kind: 'saving' })
    const saved = host.request('flow:save-draft', given()).then(
      () => {
        if (!isDirty) tell({ kind: 'saved' })
      },
      (thrown: unknown) => {
        isDirty = true
        tell({ kind: 'failed', error: toContractError(thrown) })
        later(retryMs)
      },
    )
    underWay.set(flowId, saved)
    await saved
    if (underWay.get(flowId) === saved) underWay.delete(flowId)
  }

  return {
    changed() {
      isDirty = true
      tell({ kind: 'waiting' })
      later(waitMs)
    },
    flush,
    close() {
      const last = flush()
      return last.finally(() => clearTimeout(timer))
    },
  }
}

import { useStore } from 'zustand'
import { ContractError } from '#core/contract/reply.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError, useHostEvent } from '#renderer/contract/use-request.ts'
import { type EditorState, useEditor, useEditorStore } from '#renderer/editor/store.ts'
import { idlePreview, previewStore, setPreview } from './preview-store.ts'

const flowIdOf = (state: EditorState) => state.flowId

export interface Preview {
  readonly isRunning: boolean
  readonly error: ContractError | null
  readonly limit: number
  readonly setLimit: (limit: number) => void
  /** Runs the draft up to the node, or the node alone, with writes blocked. */
  readonly start: (scope: 'to-here' | 'only') => void
  readonly stop: () => void
}

export function usePreview(nodeId: string | undefined): Preview {
  const flowId = useEditor(flowIdOf)
  const store = useEditorStore()
  const state = useStore(previewStore, ({ byFlow }) => byFlow[flowId]) ?? idlePreview
  useHostEvent('data:preview-ended', (ended) => {
    if (ended.flowId !== flowId) return
    const { running } = previewStore.getState().byFlow[flowId] ?? idlePreview
    // An answer may overtake the one that names the preview; another preview's end is none of ours.
    if (running?.previewId !== null && running?.previewId !== ended.previewId) return
    setPreview(flowId, { running: null, error: ended.error ? new ContractError(ended.error) : null })
  })
  const start = (scope: 'to-here' | 'only') => {
    if (nodeId === undefined) return
    setPreview(flowId, { running: { nodeId, scope, previewId: null }, error: null })
    const { document } = store.getState()
    host.request('data:preview', { flowId, document, nodeId, scope, limit: state.limit }).then(
      ({ previewId }) => {
        const { running } = previewStore.getState().byFlow[flowId] ?? idlePreview
        if (running) setPreview(flowId, { running: { ...running, previewId } })
      },
      (thrown: unknown) => setPreview(flowId, { running: null, error: toContractError(thrown) }),
    )
  }
  return {
    isRunning: state.running !== null,
    error: state.error,
    limit: state.limit,
    setLimit: (limit) => setPreview(flowId, { limit }),
    start,
    stop: () => {
      host.request('data:stop-preview', { flowId }).catch((thrown: unknown) => setPreview(flowId, { error: toContractError(thrown) }))
    },
  }
}

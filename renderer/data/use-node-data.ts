import { useEffect, useRef, useState } from 'react'
import type { NodeData } from '#core/contract/data.ts'
import type { ContractError } from '#core/contract/reply.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError, useHostEvent } from '#renderer/contract/use-request.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'

const flowIdOf = (state: EditorState) => state.flowId
const documentOf = (state: EditorState) => state.document

/** Held against every change of the draft, but not at every key. */
const pauseMs = 300

export interface NodeDataState {
  readonly data: NodeData | undefined
  readonly isLoading: boolean
  readonly error: ContractError | undefined
  readonly refresh: () => void
  /** Grows when the data itself is new, not only whether it is stale. */
  readonly version: number
}

/** What there is for a node, and whether it still belongs to the draft as it stands. */
export function useNodeData(nodeId: string): NodeDataState {
  const flowId = useEditor(flowIdOf)
  const document = useEditor(documentOf)
  const [state, setState] = useState<Omit<NodeDataState, 'refresh' | 'version'>>({ data: undefined, isLoading: true, error: undefined })
  const [version, setVersion] = useState(0)
  const asked = useRef(0)
  const refresh = () => {
    asked.current += 1
    const mine = asked.current
    host.request('data:overview', { flowId, document }).then(
      (all) => mine === asked.current && setState({ data: all.find((one) => one.nodeId === nodeId), isLoading: false, error: undefined }),
      (thrown: unknown) =>
        mine === asked.current && setState((before) => ({ ...before, isLoading: false, error: toContractError(thrown) })),
    )
  }
  const current = useRef(refresh)
  current.current = refresh
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for every draft and node
  useEffect(() => {
    const timer = setTimeout(() => current.current(), asked.current === 0 ? 0 : pauseMs)
    return () => clearTimeout(timer)
  }, [document, nodeId, flowId])
  useHostEvent('data:changed', (changed) => {
    if (changed.flowId !== flowId) return
    setVersion((before) => before + 1)
    current.current()
  })
  return { ...state, refresh, version }
}

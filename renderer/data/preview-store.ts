import { createStore } from 'zustand/vanilla'
import type { ContractError } from '#core/contract/reply.ts'

export interface PreviewState {
  readonly running: { readonly nodeId: string; readonly scope: 'to-here' | 'only'; readonly previewId: string | null } | null
  /** Why the last one came to nothing. */
  readonly error: ContractError | null
  /** Records read from each source. */
  readonly limit: number
}

export const idlePreview: PreviewState = { running: null, error: null, limit: 100 }

/** Previews by flow: one at a time for each. */
export const previewStore = createStore<{ readonly byFlow: Readonly<Record<string, PreviewState>> }>(() => ({ byFlow: {} }))

export function setPreview(flowId: string, change: Partial<PreviewState>): void {
  previewStore.setState(({ byFlow }) => ({ byFlow: { ...byFlow, [flowId]: { ...(byFlow[flowId] ?? idlePreview), ...change } } }))
}

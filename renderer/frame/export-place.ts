import { createStore } from 'zustand/vanilla'

/** The flow whose export dialog is open. */
export const exportPlace = createStore<{ readonly flowId: string | null }>(() => ({ flowId: null }))

export function openExport(flowId: string): void {
  exportPlace.setState({ flowId })
}

export function closeExport(): void {
  exportPlace.setState({ flowId: null })
}

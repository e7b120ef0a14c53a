import { createStore } from 'zustand/vanilla'

/** Which node's mappings or tables stand wide over the canvas. */
export interface MapPanelState {
  readonly opened: { readonly nodeId: string; readonly field: string } | null
}

export const mapPanelStore = createStore<MapPanelState>(() => ({ opened: null }))

export const mapPanel = {
  open: (nodeId: string, field: string) => mapPanelStore.setState({ opened: { nodeId, field } }),
  close: () => mapPanelStore.setState({ opened: null }),
} as const

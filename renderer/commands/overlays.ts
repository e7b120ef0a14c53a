import { createStore } from 'zustand/vanilla'

/** What lies over the page by command. */
export const overlays = createStore<{ readonly shown: 'palette' | 'sheet' | null }>(() => ({ shown: null }))

export function show(shown: 'palette' | 'sheet'): void {
  overlays.setState({ shown })
}

export function hide(): void {
  overlays.setState({ shown: null })
}

import { createStore } from 'zustand/vanilla'

/** Whether the import dialog is open, and with what text. */
export const importPlace = createStore<{ readonly isOpen: boolean; readonly text?: string }>(() => ({ isOpen: false }))

/** Opens the import dialog; with text it shows at once what that would do. */
export function openImport(text?: string): void {
  importPlace.setState({ isOpen: true, text }, true)
}

export function closeImport(): void {
  importPlace.setState({ isOpen: false }, true)
}

import type { PaletteEntry } from './palette-entries.ts'

/** What is dragged out of the palette just now: the browser hides it from whoever is only dragged over. */
export const draggedEntry: { current: PaletteEntry | null } = { current: null }

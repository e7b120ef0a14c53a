import { createStore } from 'zustand/vanilla'

export interface ChosenColumns {
  readonly paths: readonly string[] | null
  readonly widths: Readonly<Record<string, number>>
}

export const noChoice: ChosenColumns = { paths: null, widths: {} }

/** Columns and widths by kind of record, for as long as the page is open: orders look the same at every node. */
export const columnsStore = createStore<{ readonly byEntity: Readonly<Record<string, ChosenColumns>> }>(() => ({ byEntity: {} }))

export function setColumns(entity: string, change: Partial<ChosenColumns>): void {
  columnsStore.setState(({ byEntity }) => ({ byEntity: { ...byEntity, [entity]: { ...(byEntity[entity] ?? noChoice), ...change } } }))
}

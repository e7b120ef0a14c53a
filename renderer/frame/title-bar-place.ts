import { createStore } from 'zustand/vanilla'

/** The element of the title bar that pages draw into. */
export const titleBarPlace = (() => {
  const store = createStore<{ readonly element: HTMLElement | null }>(() => ({ element: null }))
  return { store, set: (element: HTMLElement | null) => store.setState({ element }) }
})()

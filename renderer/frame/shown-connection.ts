import { createStore } from 'zustand/vanilla'
import { go } from './route.ts'

/** The connection somebody asked to see; null again once it is shown. */
export const shownConnection = createStore<{ readonly id: string | null }>(() => ({ id: null }))

/** Opens the list of connections with the keyboard on this one. */
export function showConnection(id: string): void {
  shownConnection.setState({ id })
  go({ page: 'connections' })
}

import { createStore } from 'zustand/vanilla'
import type { OpenEditor } from './create-editor.ts'

/** The flow on screen, for commands that come from outside the editor: menus, the palette, shortcuts. */
export const openEditors = (() => {
  const store = createStore<{ readonly current: OpenEditor | null }>(() => ({ current: null }))
  return {
    subscribe: store.subscribe,
    current: () => store.getState().current?.store ?? null,
    add: (editor: OpenEditor) => store.setState({ current: editor }),
    remove: (editor: OpenEditor) => {
      if (store.getState().current === editor) store.setState({ current: null })
    },
  }
})()

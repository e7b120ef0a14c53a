import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { defaultPreferences, type Preferences } from '#core/contract/app.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { setLanguage } from '#renderer/language/i18n.ts'
import { toastError } from '#renderer/ui/toast.ts'

/** What the user chose; the host keeps it, this is the page's copy. */
export const preferencesStore = createStore<Preferences>(() => defaultPreferences)

export function usePreferences<Value>(select: (preferences: Preferences) => Value): Value {
  return useStore(preferencesStore, select)
}

/** Shown at once, then told to the host; taken back when it refuses. */
export function changePreferences(change: Partial<Preferences>): void {
  const before = preferencesStore.getState()
  preferencesStore.setState(change)
  host.request('app:change-preferences', change).catch((thrown: unknown) => {
    preferencesStore.setState(before, true)
    toastError(toContractError(thrown))
  })
}

/** The size or folded state of a panel, by its name. */
export function rememberPanel(name: string, value: number | boolean): void {
  changePreferences({ panels: { ...preferencesStore.getState().panels, [name]: value } })
}

function apply({ language, theme }: Preferences): void {
  setLanguage(language)
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

/** Reads what was kept and follows every change, of other windows too. Returns the function that stops it. */
export function followPreferences(): () => void {
  const stops = [
    preferencesStore.subscribe(apply),
    host.subscribe('app:preferences-changed', (preferences) => preferencesStore.setState(preferences, true)),
  ]
  host.request('app:preferences', {}).then(
    (preferences) => preferencesStore.setState(preferences, true),
    // The defaults serve; whatever keeps the host from answering is shown by the frame.
    () => {},
  )
  return () => {
    for (const stop of stops) stop()
  }
}

import type { Rectangle } from 'electron'
import ElectronStore from 'electron-store'

interface WindowSettings {
  readonly bounds?: Rectangle
  readonly isMaximized: boolean
}

interface Kept {
  readonly window: WindowSettings
  /** Closing the window was explained once. */
  readonly trayExplained: boolean
}

/** What this shell keeps for itself; preferences of the app are the host's (`app:preferences`). */
export interface Settings {
  get<Name extends keyof Kept>(name: Name): Kept[Name]
  set<Name extends keyof Kept>(name: Name, value: Kept[Name]): void
}

export function openSettings(folder: string): Settings {
  const store = new ElectronStore<Kept>({
    cwd: folder,
    name: 'window',
    defaults: { window: { isMaximized: false }, trayExplained: false },
    // A file damaged by hand is no reason not to start.
    clearInvalidConfig: true,
  })
  // Name and value belong together by Kept, which the union of its members cannot say.
  return { get: (name) => store.get(name), set: (name, value) => store.set({ [name]: value } as Partial<Kept>) }
}

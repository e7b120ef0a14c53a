import { type CommandEntry, keysOf } from '#core/contract/commands.ts'
import { usePreferences } from '#renderer/settings/preferences.ts'
import { commandEntry } from './registry.ts'

/** Keys a browser never gives to a page. */
const keptByBrowsers = new Set(['Mod+N', 'Mod+W', 'Mod+T', 'Ctrl+Tab', 'Ctrl+Shift+Tab'])

/** The keys worth showing for a command: the first that can reach the page. */
export function shownKeys(entry: CommandEntry, chosen: Readonly<Record<string, string>>): string | undefined {
  const keys = keysOf(entry, chosen)
  const isBrowser = !('sluice' in window)
  return (isBrowser ? keys.find((one) => !keptByBrowsers.has(one)) : undefined) ?? keys[0]
}

const keysOfUser = ({ keys }: { readonly keys: Readonly<Record<string, string>> }) => keys

/** For buttons and menus that do what a command does. */
export function useCommandKeys(id: string): string | undefined {
  const chosen = usePreferences(keysOfUser)
  const entry = commandEntry(id)
  return entry && shownKeys(entry, chosen)
}

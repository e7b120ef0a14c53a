import { join } from 'node:path'
import { defaultPreferences, type Preferences, preferencesSchema } from '#core/contract/app.ts'
import { openJsonFile } from '#host/connections/json-file.ts'

export interface PreferenceStore {
  current(): Preferences
  change(changes: Partial<Preferences>): Promise<Preferences>
}

/** `preferences.json` of the data folder. Losing it is a nuisance and no more, so a damaged one counts as none. */
export async function openPreferences(dataFolder: string): Promise<PreferenceStore> {
  const path = join(dataFolder, 'preferences.json')
  // A file of a newer Sluice may hold more, one of an older less.
  const schema = preferencesSchema.partial().strip()
  const file = openJsonFile<Partial<Preferences>>({ path, schema, empty: {} })
  let current: Preferences = { ...defaultPreferences, ...(await file.read().catch(() => ({}))) }
  return {
    current: () => current,
    async change(changes) {
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
      const next = { ...current, ...given }
      await file.replace(next)
      current = next
      return current
    },
  }
}

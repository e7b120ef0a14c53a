import { SettingsError } from '#core/kit/errors.ts'
import type { Fields } from '#core/kit/fields.ts'
import type { Json } from '#core/kit/record.ts'

/** Settings of a connection, parted into what may stand in a file and what may not. */
export interface PartedSettings {
  readonly plain: Readonly<Record<string, Json>>
  readonly secrets: Readonly<Record<string, string>>
}

/**
 * Takes the secrets out of settings. Only fields the connector declares are kept: an unknown one might be a secret under an old name.
 * @throws SettingsError when a secret is not text
 */
export function partSettings(fields: Fields, settings: Readonly<Record<string, unknown>>): PartedSettings {
  const given = Object.entries(fields).filter(([name]) => Object.hasOwn(settings, name) && settings[name] !== undefined)
  const secrets = given.filter(([, field]) => field.kind === 'secret').filter(([name]) => settings[name] !== '' && settings[name] !== null)
  const wrong = secrets.find(([name]) => typeof settings[name] !== 'string')
  if (wrong) throw new SettingsError(`"${wrong[1].label}" is not text.`)
  return {
    // parseSettings has checked these against their fields, all of which hold JSON.
    plain: Object.fromEntries(given.filter(([, field]) => field.kind !== 'secret').map(([name]) => [name, settings[name] as Json])),
    secrets: Object.fromEntries(secrets.map(([name]) => [name, String(settings[name])])),
  }
}

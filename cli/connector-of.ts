import { connectors } from '#connectors/index.ts'
import type { AnyConnector } from '#core/kit/define-connector.ts'
import { SettingsError } from '#core/kit/errors.ts'

/** @throws SettingsError `unknown-connector` that lists the systems there are. */
export function connectorOf(system: string): AnyConnector {
  const found = Object.hasOwn(connectors, system) ? connectors[system] : undefined
  if (found) return found
  throw new SettingsError(`There is no system "${system}".`, {
    code: 'unknown-connector',
    hint: `Systems: ${Object.keys(connectors).join(', ')}.`,
  })
}

import { requests } from '#core/contract/contract.ts'
import type { Handlers } from '#core/contract/dispatch.ts'
import { SettingsError } from '#core/kit/errors.ts'

/** Requests whose handlers are still being built; those that are there replace theirs. */
export function notYet(): Handlers {
  const refuse = (name: string) => () => {
    throw new SettingsError(`"${name}" is not there yet.`, { code: 'not-yet' })
  }
  // Every name gets the same refusal.
  return Object.fromEntries(Object.keys(requests).map((name) => [name, refuse(name)])) as unknown as Handlers
}

import { type CommandEntry, commandList, keysOf } from '#core/contract/commands.ts'
import { normalizeKeys } from './keys.ts'

type Chosen = Readonly<Record<string, string>>

/** The user's keys with one command's changed: to other keys, to none (''), or back to the defaults (null). */
export function changedKeys(chosen: Chosen, { id, keys }: Pick<CommandEntry, 'id' | 'keys'>, next: string | null): Chosen {
  const { [id]: _before, ...rest } = chosen
  // The defaults chosen by hand are the defaults.
  return next === null || (keys.length === 1 && keys[0] === next) ? rest : { ...rest, [id]: next }
}

/** Another command that hears the same keys; the first in the list wins. */
export function conflictOf(entry: Pick<CommandEntry, 'id' | 'keys'>, chosen: Chosen, isMac: boolean): CommandEntry | undefined {
  const own = new Set(keysOf(entry, chosen).map((keys) => normalizeKeys(keys, isMac)))
  return commandList.find((other) => other.id !== entry.id && keysOf(other, chosen).some((keys) => own.has(normalizeKeys(keys, isMac))))
}

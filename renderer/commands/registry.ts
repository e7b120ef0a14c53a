import { type CommandEntry, type CommandId, type CommandMenu, commandList } from '#core/contract/commands.ts'

/** What a page gives: the id of the list, and what happens. Label, keys and menu come from the list. */
export interface Command {
  readonly id: CommandId
  /** Asked when it is about to be shown or run; without it, always. */
  readonly enabled?: () => boolean
  /** `given` comes with `app:command`: the text of a file, the id of a run. */
  readonly run: (given?: string) => void
}

const entries: ReadonlyMap<string, CommandEntry> = new Map(commandList.map((entry) => [entry.id, entry]))

/** The newest registration of an id is the one that counts; the ones below come back when it goes. */
const registered = new Map<string, Command[]>()

/** Registers commands until the returned function is called. */
export function registerCommands(commands: readonly Command[]): () => void {
  for (const command of commands) registered.set(command.id, [...(registered.get(command.id) ?? []), command])
  return () => {
    for (const command of commands) {
      const left = (registered.get(command.id) ?? []).filter((one) => one !== command)
      if (left.length > 0) registered.set(command.id, left)
      else registered.delete(command.id)
    }
  }
}

export function commandEntry(id: string): CommandEntry | undefined {
  return entries.get(id)
}

/** True when somebody answers to it, and it makes sense now. */
export function isEnabled(id: string): boolean {
  const command = registered.get(id)?.at(-1)
  return command !== undefined && (command.enabled?.() ?? true)
}

/** Runs it if it is enabled; false when there was nothing to run. */
export function runCommand(id: string, given?: string): boolean {
  const command = registered.get(id)?.at(-1)
  if (!command || !(command.enabled?.() ?? true)) return false
  command.run(given)
  return true
}

/** Everything that can be done now, in the order of the list. */
export function enabledCommands(): readonly CommandEntry[] {
  return [...entries.values()].filter(({ id, isHidden }) => !isHidden && isEnabled(id))
}

export function commandsOf(menu: CommandMenu): readonly CommandEntry[] {
  return [...entries.values()].filter((entry) => entry.menu === menu)
}

import { useEffect, useRef } from 'react'
import { type Command, registerCommands } from './registry.ts'

/** Answers to commands while the component is there: `useCommands([{ id: 'edit.undo', enabled: canUndo, run: undo }])`. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands)
  latest.current = commands
  // Registered anew only when the ids change; what they do is always what was rendered last.
  const ids = commands.map(({ id }) => id).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ids` stands for the commands
  useEffect(
    () =>
      registerCommands(
        latest.current.map(({ id }, place) => ({
          id,
          enabled: () => latest.current[place]?.enabled?.() ?? true,
          run: (given) => latest.current[place]?.run(given),
        })),
      ),
    [ids],
  )
}

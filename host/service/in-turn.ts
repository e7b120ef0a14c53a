/** Work on one thing after the other; different things at the same time. */
export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>

export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return async (name, work) => {
    const before = last.get(name) ?? Promise.resolve()
    // The one before has told its own caller how it went.
    const own = before.then(work, work)
    const settled = own.catch(() => undefined)
    last.set(name, settled)
    try {
      return await own
    } finally {
      if (last.get(name) === settled) last.delete(name)
    }
  }
}

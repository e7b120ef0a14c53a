/** A map that forgets what was not used for long, so that a run over millions of records keeps its size. */
export interface BoundedMap<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
}

/**
 * Keeps at least the `limit` keys used last, and at most twice as many. Two generations: a full one becomes the old one, and what
 * is used there moves over. Deleting the oldest key of one Map instead costs a walk over all the places deleted before it.
 */
export function createBoundedMap<Value>(limit: number): BoundedMap<Value> {
  let young = new Map<string, Value>()
  let old = new Map<string, Value>()
  const set = (key: string, value: Value): void => {
    if (young.size >= limit && !young.has(key)) {
      old = young
      young = new Map()
    }
    young.set(key, value)
  }
  return {
    set,
    get: (key) => {
      const found = young.get(key)
      if (found !== undefined) return found
      const aged = old.get(key)
      if (aged !== undefined) set(key, aged)
      return aged
    },
  }
}

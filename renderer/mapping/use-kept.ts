import { useRef } from 'react'

/** The value of before for as long as a new one says the same: what depends on it is not drawn again for nothing. */
export function useKept<Value>(value: Value, isSame: (before: Value, value: Value) => boolean): Value {
  const kept = useRef(value)
  if (!Object.is(kept.current, value) && !isSame(kept.current, value)) kept.current = value
  return kept.current
}

export function isSameSet<Thing>(before: ReadonlySet<Thing>, after: ReadonlySet<Thing>): boolean {
  return before.size === after.size && [...after].every((thing) => before.has(thing))
}

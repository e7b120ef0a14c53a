import type { FunctionEntry } from '#core/mapping/describe-functions.ts'
import { functionWords } from '#renderer/language/core-words.ts'

/** Functions by what somebody types: names that begin so first, then names that hold it, then what is said of them. */
export function findFunctions(search: string): readonly FunctionEntry[] {
  const wanted = search.trim().toLowerCase()
  const places = functionWords().map((entry) => ({ entry, place: placeOf(entry, wanted) }))
  return places
    .filter(({ place }) => place < 3)
    .toSorted((one, other) => one.place - other.place)
    .map(({ entry }) => entry)
}

function placeOf({ label, summary, id }: FunctionEntry, wanted: string): number {
  const name = label.toLowerCase()
  if (name.startsWith(wanted)) return 0
  if (name.includes(wanted) || id.includes(wanted)) return 1
  return summary.toLowerCase().includes(wanted) ? 2 : 3
}

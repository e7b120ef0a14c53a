/**
 * A record as it was read, ready to be sent back: lists that are empty only because reading always gives a list are left out,
 * so that the service is not told of wrappers it never sent.
 */
export function withoutEmptyLists<T extends object>(record: T): T {
  const entries = Object.entries(record)
    .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(inside) : inside(value)])
  // Every element may be absent from what is sent, so the type stays the record's own.
  return Object.fromEntries(entries) as T
}

function inside(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? withoutEmptyLists(value) : value
}

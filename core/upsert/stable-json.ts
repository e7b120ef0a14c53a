/** JSON with object members in sorted order, so that equal data gives equal text whatever order a source built it in. */
export function stableJson(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'null'
}

/** Returns the value itself where nothing has to move: most records come in the same order every time. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.some(isObject) ? value.map(sorted) : value
  const members = value as Readonly<Record<string, unknown>>
  const result: Record<string, unknown> = {}
  for (const name of Object.keys(members).sort()) {
    const inner = members[name]
    // defineProperty, because assigning to `__proto__` would set the prototype and lose the member.
    if (name === '__proto__') Object.defineProperty(result, name, { value: sorted(inner), enumerable: true })
    else result[name] = typeof inner === 'object' ? sorted(inner) : inner
  }
  return result
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

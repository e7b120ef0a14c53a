/** What a write of the ERP API wants around every value: `{ "value": … }`. */
export interface Wrapped {
  readonly value: unknown
}

/** Each member wrapped; absent ones stay away, which leaves them as they are in Visma.net. */
export function wrap(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, Wrapped>> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [name, { value }]))
}

/** A nested object is wrapped once as a whole and again inside; undefined when nothing is in it. */
export function wrapInside(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, Wrapped>> | undefined {
  const inside = wrap(fields)
  return Object.keys(inside).length === 0 ? undefined : inside
}

/** What a flow file may hold. Far above any flow drawn by hand; low enough that a hostile file costs nothing. */
export const flowLimits = {
  textBytes: 5_000_000,
  depth: 40,
  nodes: 5_000,
  wires: 20_000,
  comments: 5_000,
  groups: 1_000,
  slots: 500,
  /** Ids, types, port and slot names, in characters. */
  idLength: 200,
  /** Names people give, in characters. */
  nameLength: 500,
  /** Any other text, in characters. */
  textLength: 1_000_000,
  /** Pixels from the middle of the canvas. */
  coordinate: 1_000_000,
} as const

/** Names that reach behind an object instead of into it; no key or id of a flow may be one. */
export const reservedNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export function textBytes(text: string): number {
  return new TextEncoder().encode(text).length
}

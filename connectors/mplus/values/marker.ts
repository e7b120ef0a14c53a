import type { Json } from '#core/kit/record.ts'

/** Counters of the service are 64-bit; compared as whole numbers, kept as text. */
export function highest(markers: readonly (string | undefined)[]): bigint | undefined {
  const numbers = markers.flatMap((marker) => (marker !== undefined && /^\d+$/.test(marker) ? [BigInt(marker)] : []))
  return numbers.length === 0 ? undefined : numbers.reduce((most, one) => (one > most ? one : most))
}

/** Reads `{ [name]: "4711" }`; undefined when the source was never read or the position is not one of ours. */
export function markerIn(position: Json, name: 'syncMarker' | 'stockId'): string | undefined {
  if (typeof position !== 'object' || position === null || Array.isArray(position)) return undefined
  const value = (position as { readonly [key: string]: Json })[name]
  return typeof value === 'string' && /^\d+$/.test(value) ? value : undefined
}

import type { Json } from '#core/kit/record.ts'

/** Counters of the service are 64-bit; compared as whole numbers, kept as text. */
export function highest(markers: readonly (string | undefined)[]): bigint | undefined {
  return numbersIn(markers).reduce<bigint | undefined>((most, one) => (most === undefined || one > most ? one : most), undefined)
}

/** The lowest that is at least `from`. */
export function lowest(markers: readonly (string | undefined)[], from = 0n): bigint | undefined {
  return numbersIn(markers)
    .filter((one) => one >= from)
    .reduce<bigint | undefined>((least, one) => (least === undefined || one < least ? one : least), undefined)
}

/** What is no number is left out: one odd record must not keep a page from being placed. */
function numbersIn(markers: readonly (string | undefined)[]): readonly bigint[] {
  return markers.flatMap((marker) => (marker !== undefined && /^\d+$/.test(marker) ? [BigInt(marker)] : []))
}

/** Reads `{ [name]: "4711" }`; undefined when the source was never read or the position is not one of ours. */
export function markerIn(position: Json, name: 'syncMarker' | 'stockId'): string | undefined {
  if (typeof position !== 'object' || position === null || Array.isArray(position)) return undefined
  const value = (position as { readonly [key: string]: Json })[name]
  return typeof value === 'string' && /^\d+$/.test(value) ? value : undefined
}

/** Where a document keeps our mark; the vendor has no field for an external number. */
const longest = 100
const separator = ' · '

/**
 * What a document carries in its reference: the order number people look for and a short mark of where it came from, because two
 * shops may both have an order 1042. Made of the same order it is always the same, so it can be looked up exactly.
 */
export function referenceOf(number: string, externalId: string): string {
  const mark = markOf(externalId)
  return `${number.trim().slice(0, longest - separator.length - mark.length)}${separator}${mark}`
}

/** `W-1042 · 3f9k2m8q1z` → `W-1042`; a reference that people wrote themselves stays whole. */
export function numberIn(reference: string): string {
  return reference.replace(/ · [0-9a-z]{10}$/, '')
}

/** Ten characters of two independent 32-bit FNV-1a sums: enough for some hundred thousand documents of one number. */
function markOf(externalId: string): string {
  const [one, two] = [sum(externalId, 0x811c9dc5), sum(`${externalId} `, 0x9747b28c)]
  return (BigInt(one) * 0x1_0000_0000n + BigInt(two)).toString(36).padStart(13, '0').slice(-10)
}

function sum(text: string, start: number): number {
  let hash = start
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

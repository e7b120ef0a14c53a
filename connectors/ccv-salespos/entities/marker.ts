import { createHash } from 'node:crypto'

/**
 * How an order we placed is known again. The API has no field for a foreign number that can be searched, so a mark made of our id
 * stands at the end of `reservationnumber`, behind what people may read: `1042 · INK-77 · #3f2a91bc0712`.
 */
export function writeMarker(externalId: string, said: readonly (string | undefined)[]): string {
  const text = said.filter((part) => part !== undefined && part !== '').join(' · ')
  // No length is published; this stays well below what any till prints on a line.
  return [text.slice(0, 60), markerOf(externalId)].filter((part) => part !== '').join(' · ')
}

export function markerOf(externalId: string): string {
  return `#${createHash('sha256').update(externalId).digest('hex').slice(0, 12)}`
}

export function readMarker(reservation: string | undefined): { readonly said?: string; readonly marker?: string } {
  const match = /^(?:(.*) · )?(#[0-9a-f]{12})$/.exec(reservation ?? '')
  if (!match) return reservation === undefined ? {} : { said: reservation }
  return { ...(match[1] !== undefined && { said: match[1] }), ...(match[2] !== undefined && { marker: match[2] }) }
}

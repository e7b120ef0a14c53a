/**
 * The vendor caps marker-driven pages of relations at 1,000 and publishes no cap for the others; the sandbox holds all of them to it,
 * so that nobody counts on getting everything at once.
 */
export const pageCap = 1000

interface Marked {
  readonly syncMarker: number
}

/**
 * Records from a marker on (inclusive), the lowest markers first, until the limit. `weigh` counts a record against it (a product weighs its
 * articles); the first record is returned whatever it weighs, so that a reader always moves on.
 */
export function takeFromMarker<Item extends Marked>(
  items: Iterable<Item>,
  { from, limit = pageCap, weigh = () => 1 }: { readonly from: number; readonly limit?: number; readonly weigh?: (item: Item) => number },
): Item[] {
  const candidates = [...items].filter((item) => item.syncMarker >= from).sort((left, right) => left.syncMarker - right.syncMarker)
  // A limit of zero or less would page for ever; it is read as "no limit of the client's own".
  const room = limit > 0 ? Math.min(limit, pageCap) : pageCap
  const page: Item[] = []
  let weight = 0
  for (const item of candidates) {
    weight += weigh(item)
    if (page.length > 0 && weight > room) break
    page.push(item)
  }
  return page
}

/**
 * Which part of a very long list is on screen, exact to the last row.
 *
 * Browsers cap how tall an element may be (Chromium: 33.5 million device pixels, so 6.7 million at 500 % zoom). A longer list
 * scrolls through a shorter spacer: `offset` is what the spacer lacks above the screen. Small steps keep the offset, so wheel and
 * arrows move row by row as anywhere; a dragged scroll bar is read in proportion; near both ends the offset is pinned.
 */
export interface Geometry {
  readonly rowHeight: number
  readonly total: number
  /** Height of what is seen. */
  readonly viewport: number
  readonly tallest?: number
}

/** `scrollTop + offset` is the place in the whole list, in pixels. */
export interface ScrollPlace {
  readonly scrollTop: number
  readonly offset: number
}

const tallestPx = 4_000_000

export function spacerHeight(geometry: Geometry): number {
  return Math.min(geometry.total * geometry.rowHeight, geometry.tallest ?? tallestPx)
}

/** The place that shows pixel `y` of the whole list at the top. */
export function placeAt(geometry: Geometry, y: number): ScrollPlace {
  const wanted = Math.max(0, Math.min(y, lastTop(geometry)))
  const offset = idealOffset(geometry, wanted)
  return { scrollTop: wanted - offset, offset }
}

/** Where the list stands after the browser has scrolled to `scrollTop`. */
export function follow(geometry: Geometry, before: ScrollPlace, scrollTop: number): ScrollPlace {
  const spacer = spacerHeight(geometry)
  if (spacer === geometry.total * geometry.rowHeight) return { scrollTop, offset: 0 }
  const step = Math.abs(scrollTop - before.scrollTop)
  // One pixel of a dragged scroll bar is `spacer / viewport` pixels of the spacer; wheels and flings are far below half of that.
  if (step >= Math.max(geometry.viewport, spacer / geometry.viewport / 2)) return { scrollTop, offset: offsetAt(geometry, scrollTop) }
  const y = scrollTop + before.offset
  const margin = pinned(geometry)
  const last = lastTop(geometry)
  const isNearEnd = y <= margin || y >= last - margin
  const isOutOfSpacer = scrollTop < margin / 2 || scrollTop > spacer - geometry.viewport - margin / 2
  if ((isNearEnd || isOutOfSpacer) && before.offset !== idealOffset(geometry, y)) return placeAt(geometry, y)
  return { scrollTop, offset: before.offset }
}

/** First row on screen and the row after the last one, with `extra` rows on both sides; at most `most` rows. */
export function rowsAt(
  geometry: Geometry,
  place: ScrollPlace,
  extra: number,
  most = 100,
): { readonly first: number; readonly end: number } {
  const y = place.scrollTop + place.offset
  const top = Math.floor(y / geometry.rowHeight)
  const bottom = Math.ceil((y + geometry.viewport) / geometry.rowHeight)
  const spare = Math.max(0, Math.min(extra, Math.floor((most - (bottom - top)) / 2)))
  const first = Math.max(0, top - spare)
  return { first, end: Math.max(first, Math.min(geometry.total, bottom + spare, first + most)) }
}

/** The place that shows a row in full: as it is when it can be seen already, else by the shortest way or in the middle. */
export function placeShowing(geometry: Geometry, place: ScrollPlace, row: number, align: 'nearest' | 'middle' = 'nearest'): ScrollPlace {
  const y = place.scrollTop + place.offset
  const top = row * geometry.rowHeight
  const bottom = top + geometry.rowHeight
  if (top >= y && bottom <= y + geometry.viewport && align === 'nearest') return place
  if (align === 'middle') return placeAt(geometry, top - (geometry.viewport - geometry.rowHeight) / 2)
  return placeAt(geometry, top < y ? top : bottom - geometry.viewport)
}

export function isAtEnd(geometry: Geometry, place: ScrollPlace): boolean {
  // Zoomed pages scroll by fractions of a pixel.
  return place.scrollTop + place.offset >= lastTop(geometry) - 2
}

function lastTop({ total, rowHeight, viewport }: Geometry): number {
  return Math.max(0, total * rowHeight - viewport)
}

/** As far from both ends as this the offset does not move. */
function pinned(geometry: Geometry): number {
  return Math.floor(spacerHeight(geometry) / 100)
}

function idealOffset(geometry: Geometry, y: number): number {
  const missing = geometry.total * geometry.rowHeight - spacerHeight(geometry)
  const margin = pinned(geometry)
  const last = lastTop(geometry)
  if (missing <= 0 || y <= margin) return 0
  if (y >= last - margin) return missing
  return Math.round((missing * (y - margin)) / (last - 2 * margin))
}

/** The offset that goes with a place of the scroll bar: `idealOffset` read backwards. */
function offsetAt(geometry: Geometry, scrollTop: number): number {
  const missing = geometry.total * geometry.rowHeight - spacerHeight(geometry)
  const margin = pinned(geometry)
  const lastScroll = spacerHeight(geometry) - geometry.viewport
  if (scrollTop <= margin) return 0
  if (scrollTop >= lastScroll - margin) return missing
  return Math.round((missing * (scrollTop - margin)) / (lastScroll - 2 * margin))
}

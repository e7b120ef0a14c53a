import type { FlowDocument } from '#core/flow/document.ts'
import { indexOf } from '../document-index.ts'
import type { CanvasThing } from './canvas-things.ts'
import { rectOf } from './canvas-things.ts'
import type { Rect } from './geometry.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/**
 * Where an arrow key leads from a thing: left and right along the wires where there are some, else to what lies nearest in that
 * direction. From nothing it leads to the first thing of the canvas.
 */
export function nextThing(
  document: FlowDocument,
  things: readonly CanvasThing[],
  from: string | null,
  direction: Direction,
): string | null {
  const start = things.find(({ id }) => id === from)
  if (!start) return firstThing(things)
  const { into, from: leaving } = indexOf(document)
  const wired =
    direction === 'right'
      ? (leaving.get(start.id) ?? []).map(({ to }) => to)
      : direction === 'left'
        ? (into.get(start.id) ?? []).map((wire) => wire.from[0])
        : []
  const here = placeOf(start)
  if (wired.length > 0) {
    const byId = new Map(things.map((thing) => [thing.id, thing]))
    const found = wired.flatMap((id) => byId.get(id) ?? [])
    return nearest(found, (place) => Math.abs(place.y - here.y))
  }
  return nearest(
    things.filter(({ id }) => id !== start.id),
    (place) => {
      const [dx, dy] = [place.x - here.x, place.y - here.y]
      const ahead = direction === 'right' ? dx : direction === 'left' ? -dx : direction === 'down' ? dy : -dy
      const aside = Math.abs(direction === 'right' || direction === 'left' ? dy : dx)
      // Far to the side is another direction.
      return ahead < 4 || aside > ahead * 3 ? Infinity : ahead + 2 * aside
    },
  )
}

/** The one furthest up and left. */
function firstThing(things: readonly CanvasThing[]): string | null {
  return nearest(things, ({ x, y }) => x + y)
}

function nearest(things: readonly CanvasThing[], cost: (place: { readonly x: number; readonly y: number }) => number): string | null {
  let best: { readonly id: string; readonly cost: number } | null = null
  for (const thing of things) {
    const price = cost(placeOf(thing))
    if (price < (best?.cost ?? Infinity)) best = { id: thing.id, cost: price }
  }
  return best?.id ?? null
}

/** A frame is where its name is, not around what it holds. */
function placeOf(thing: CanvasThing): { readonly x: number; readonly y: number } {
  const { x, y, width, height }: Rect = rectOf(thing)
  return thing.type === 'frame' ? { x: x + 60, y: y + 12 } : { x: x + width / 2, y: y + height / 2 }
}

import type { Comment, FlowDocument, FlowNode } from './document.ts'
import { type Edit, make, placed, refuse, replaceWhere } from './make-edit.ts'

/** How large a node or comment is drawn, in pixels: the page knows, a flow does not. */
export type SizeOf = (thing: FlowNode | Comment) => readonly [width: number, height: number]

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'

/** Brings edges or middles of nodes and comments onto one line: the outermost edge, or the middle of all. */
export function align(document: FlowDocument, ids: readonly string[], to: Alignment, sizeOf: SizeOf): Edit {
  const boxes = boxesOf(document, ids, sizeOf)
  if (boxes.length < 2) return refuse('Choose at least two nodes to align.')
  const axis = to === 'left' || to === 'centre' || to === 'right' ? 0 : 1
  const starts = boxes.map(({ start }) => start[axis])
  const ends = boxes.map(({ start, size }) => start[axis] + size[axis])
  const [first, last] = [Math.min(...starts), Math.max(...ends)]
  const share = to === 'left' || to === 'top' ? 0 : to === 'right' || to === 'bottom' ? 1 : 0.5
  return place(document, new Map(boxes.map(({ id, start, size }) => [id, along(start, axis, first + (last - first - size[axis]) * share)])))
}

/** Equal gaps between neighbours; the two outermost stay. */
export function distribute(document: FlowDocument, ids: readonly string[], direction: 'across' | 'down', sizeOf: SizeOf): Edit {
  const axis = direction === 'across' ? 0 : 1
  const boxes = boxesOf(document, ids, sizeOf).toSorted((a, b) => a.start[axis] - b.start[axis])
  const [first, last] = [boxes[0], boxes.at(-1)]
  if (boxes.length < 3 || !first || !last) return refuse('Choose at least three nodes to distribute.')
  const taken = boxes.slice(0, -1).reduce((sum, { size }) => sum + size[axis], 0)
  const gap = (last.start[axis] - first.start[axis] - taken) / (boxes.length - 1)
  const places = new Map<string, readonly [number, number]>()
  let next = first.start[axis]
  for (const { id, start, size } of boxes) {
    places.set(id, along(start, axis, next))
    next += size[axis] + gap
  }
  return place(document, places)
}

/** Moves each of these to a place of its own; what already stands there is left out of the diff. */
export function place(document: FlowDocument, places: ReadonlyMap<string, readonly [number, number]>): Edit {
  const isElsewhere = ({ id, position }: FlowNode | Comment) => {
    const to = places.get(id)
    return to !== undefined && (Math.round(to[0]) !== position[0] || Math.round(to[1]) !== position[1])
  }
  const moved = <Thing extends FlowNode | Comment>(thing: Thing) => placed(thing, places.get(thing.id) ?? thing.position)
  return make(document, [
    ...replaceWhere('nodes', document.nodes, isElsewhere, moved),
    ...replaceWhere('comments', document.comments ?? [], isElsewhere, moved),
  ])
}

interface Box {
  readonly id: string
  readonly start: readonly [number, number]
  readonly size: readonly [number, number]
}

function boxesOf({ nodes, comments = [] }: FlowDocument, ids: readonly string[], sizeOf: SizeOf): readonly Box[] {
  const meant = new Set(ids)
  return [...nodes, ...comments]
    .filter(({ id }) => meant.has(id))
    .map((thing) => ({ id: thing.id, start: thing.position, size: sizeOf(thing) }))
}

function along([x, y]: readonly [number, number], axis: 0 | 1, to: number): readonly [number, number] {
  return axis === 0 ? [to, y] : [x, to]
}

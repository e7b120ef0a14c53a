import { around, type Rect } from './geometry.ts'

/** As React Flow has it: what stands at x, y of the flow is drawn at `x * zoom + view.x`. */
export interface View {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

interface Surroundings {
  /** The canvas, in pixels of the page. */
  readonly width: number
  readonly height: number
  /** What lies over its lower edge: the tools, the map. From the canvas's own corner. */
  readonly covered: readonly Rect[]
  readonly maxZoom: number
}

const marginShare = 0.055
const minZoom = 0.08
/** Between a node and what lies over the canvas. */
const clearance = 8

/** The largest view of these things in which nothing lies over one of them; where that is not to be had, they are out of its way. */
export function fitView(things: readonly Rect[], { width, height, covered, maxZoom }: Surroundings): View | undefined {
  const box = around(things)
  if (!box) return undefined
  const margin = { x: width * marginShare, y: height * marginShare }
  const rights = [width - margin.x, ...covered.filter(({ x }) => x > width / 2).map(({ x }) => x - clearance)]
  const bottoms = [height - margin.y, ...covered.map(({ y }) => y - clearance)]
  const views = rights
    .flatMap((right) => bottoms.map((bottom) => ({ x: margin.x, y: margin.y, width: right - margin.x, height: bottom - margin.y })))
    .filter((room) => room.width > 0 && room.height > 0)
    .map((room) => viewIn(box, room, maxZoom))
    // The sort is stable: of equals the one with the most room comes first.
    .toSorted((one, other) => other.zoom - one.zoom)
  return views.find((view) => !things.some((thing) => covered.some((over) => meet(drawn(thing, view), over)))) ?? views.at(-1)
}

function viewIn(box: Rect, room: Rect, maxZoom: number): View {
  const zoom = Math.max(minZoom, Math.min(maxZoom, room.width / box.width, room.height / box.height))
  return {
    x: room.x + room.width / 2 - (box.x + box.width / 2) * zoom,
    y: room.y + room.height / 2 - (box.y + box.height / 2) * zoom,
    zoom,
  }
}

function drawn({ x, y, width, height }: Rect, view: View): Rect {
  return { x: x * view.zoom + view.x, y: y * view.zoom + view.y, width: width * view.zoom, height: height * view.zoom }
}

function meet(one: Rect, other: Rect): boolean {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height
}

import type { Comment, FlowDocument, FlowNode } from '#core/flow/document.ts'
import type { PortsOf } from '#core/flow/wires.ts'
import { indexOf } from '../document-index.ts'

/** Pixels of the canvas. Nodes have one size, so that nothing needs measuring before it can be drawn, wired or laid out. */
export const nodeWidth = 232
const nodeHeight = 56
const portPitch = 18
export const grid = 8
export const commentSize: readonly [number, number] = [240, 96]
export const groupPadding = { side: 16, top: 40, bottom: 16 }

export type Point = readonly [x: number, y: number]

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A node's ports as they are drawn: those of its type, and those that wires use although the type is unknown or lacks them. */
export interface NodeShape {
  readonly hasInput: boolean
  readonly outputs: readonly string[]
  readonly height: number
}

export function shapeOf(document: FlowDocument, node: FlowNode, portsOf: PortsOf): NodeShape {
  const ports = portsOf(node.type)
  const { into, from } = indexOf(document)
  const wired = (from.get(node.id) ?? []).map((wire) => wire.from[1])
  const outputs = [...new Set([...(ports?.outputs ?? (wired.length > 0 ? [] : ['out'])), ...wired])]
  const hasInput = ports ? ports.inputs === 1 || into.has(node.id) : true
  return { hasInput, outputs, height: Math.max(nodeHeight, portPitch * (outputs.length + 1)) }
}

export function isSameShape(one: NodeShape, other: NodeShape): boolean {
  return one.hasInput === other.hasInput && one.height === other.height && one.outputs.join('\n') === other.outputs.join('\n')
}

/** Where an output's dot is, from the top of the node. */
export function outputTop({ outputs, height }: NodeShape, port: string): number {
  return (height * (Math.max(0, outputs.indexOf(port)) + 1)) / (outputs.length + 1)
}

export function sizeIn(document: FlowDocument, portsOf: PortsOf): (thing: FlowNode | Comment) => Point {
  return (thing) => ('type' in thing ? [nodeWidth, shapeOf(document, thing, portsOf).height] : (thing.size ?? commentSize))
}

/** The four points of a wire's curve. */
export type Curve = readonly [Point, Point, Point, Point]

/** Leaves to the right and comes in from the left, however the ends lie to each other. */
export function wireCurve([x1, y1]: Point, [x2, y2]: Point): Curve {
  const across = x2 - x1
  const reach = across >= 0 ? Math.max(24, across / 2) : Math.min(160, 48 - across / 4)
  return [
    [x1, y1],
    [x1 + reach, y1],
    [x2 - reach, y2],
    [x2, y2],
  ]
}

export function curvePath([[x1, y1], [x2, y2], [x3, y3], [x4, y4]]: Curve): string {
  return `M${x1},${y1} C${x2},${y2} ${x3},${y3} ${x4},${y4}`
}

export function pointOn([a, b, c, d]: Curve, share: number): Point {
  const rest = 1 - share
  const along = (axis: 0 | 1) =>
    rest ** 3 * a[axis] + 3 * rest ** 2 * share * b[axis] + 3 * rest * share ** 2 * c[axis] + share ** 3 * d[axis]
  return [along(0), along(1)]
}

const pieces = 16

/** How far a point is from a curve; Infinity when it is not even near its box. */
export function distanceTo(curve: Curve, [x, y]: Point, near: number): number {
  const xs = curve.map((point) => point[0])
  const ys = curve.map((point) => point[1])
  if (x < Math.min(...xs) - near || x > Math.max(...xs) + near || y < Math.min(...ys) - near || y > Math.max(...ys) + near) return Infinity
  let nearest = Infinity
  let from = curve[0]
  for (let piece = 1; piece <= pieces; piece++) {
    const to = pointOn(curve, piece / pieces)
    nearest = Math.min(nearest, distanceToLine([x, y], from, to))
    from = to
  }
  return nearest
}

function distanceToLine([x, y]: Point, [x1, y1]: Point, [x2, y2]: Point): number {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length))
  return Math.hypot(x - (x1 + share * dx), y - (y1 + share * dy))
}

/** Whether a drawn line, point by point, goes through a curve. */
export function crosses(curve: Curve, line: readonly Point[]): boolean {
  let from = curve[0]
  for (let piece = 1; piece <= pieces; piece++) {
    const to = pointOn(curve, piece / pieces)
    for (let index = 1; index < line.length; index++) {
      const [start, end] = [line[index - 1], line[index]]
      if (start && end && segmentsCross(from, to, start, end)) return true
    }
    from = to
  }
  return false
}

function segmentsCross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)
}

export function around(rects: readonly Rect[]): Rect | undefined {
  if (rects.length === 0) return undefined
  const x = Math.min(...rects.map((rect) => rect.x))
  const y = Math.min(...rects.map((rect) => rect.y))
  const right = Math.max(...rects.map((rect) => rect.x + rect.width))
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height))
  return { x, y, width: right - x, height: bottom - y }
}

import i18next from 'i18next'
import { place } from '#core/flow/arrange.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { addToGroup } from '#core/flow/groups.ts'
import { type Edit, inTurn } from '#core/flow/make-edit.ts'
import { insertOnWire, type PortsOf } from '#core/flow/wires.ts'
import { indexOf } from '../document-index.ts'
import type { PaletteEntry } from '../palette-entries.ts'
import type { Canvas } from './canvas-store.ts'
import { rectOf } from './canvas-things.ts'
import { distanceTo, nodeWidth, outputTop, type Point, shapeOf, wireCurve } from './geometry.ts'
import { titleOf, wordsFor } from './thing-words.ts'

/** A node's middle this near to a wire means the wire. */
const nearWire = 22

/** Where a wire runs now, also while its ends are dragged. */
export function curveOf(canvas: Canvas, key: string) {
  const { document } = canvas.editor.getState()
  const { wires, nodes } = indexOf(document)
  const wire = wires.get(key)
  const [from, to] = [wire && nodes.get(wire.from[0]), wire && nodes.get(wire.to)]
  if (!wire || !from || !to) return undefined
  const source = shapeOf(document, from, canvas.portsOf)
  const target = shapeOf(document, to, canvas.portsOf)
  return wireCurve(
    [from.position[0] + nodeWidth, from.position[1] + outputTop(source, wire.from[1])],
    [to.position[0], to.position[1] + target.height / 2],
  )
}

/** The wire a node would be spliced into with its middle there; null when there is none near, or the node cannot stand in one. */
export function wireNear(canvas: Canvas, middle: Point, ports: ReturnType<PortsOf>, nodeId?: string): string | null {
  if (ports && (ports.inputs !== 1 || ports.outputs.length === 0)) return null
  const { wires } = indexOf(canvas.editor.getState().document)
  let best: { readonly key: string; readonly far: number } | null = null
  for (const [key, wire] of wires) {
    if (wire.from[0] === nodeId || wire.to === nodeId) continue
    const curve = curveOf(canvas, key)
    const far = curve ? distanceTo(curve, middle, nearWire) : Infinity
    if (far < nearWire && far < (best?.far ?? Infinity)) best = { key, far }
  }
  return best?.key ?? null
}

/** While one node without wires is dragged, the wire under the hand or under its middle lights up. */
export function followDrag(canvas: Canvas, ids: readonly string[], hand: Point): void {
  const { document } = canvas.editor.getState()
  const { nodes, into, from } = indexOf(document)
  const only = ids.length === 1 ? ids[0] : undefined
  const node = only === undefined ? undefined : nodes.get(only)
  const thing = node && canvas.store.getState().things.find(({ id }) => id === only)
  const isFree = node !== undefined && !into.has(node.id) && !from.has(node.id)
  const near = (place: Point) => wireNear(canvas, place, node && canvas.portsOf(node.type), node?.id)
  const spliceKey = thing && isFree ? (near(hand) ?? near(middleOf(thing))) : null
  if (spliceKey !== canvas.store.getState().spliceKey) canvas.store.setState({ spliceKey })
}

/** The palette's entry over the canvas lights up the wire it would go into. */
export function followEntry(canvas: Canvas, { node }: PaletteEntry, at: Point): void {
  const spliceKey = wireNear(canvas, at, node)
  if (spliceKey !== canvas.store.getState().spliceKey) canvas.store.setState({ spliceKey })
}

function middleOf(thing: Parameters<typeof rectOf>[0]): Point {
  const { x, y, width, height } = rectOf(thing)
  return [x + width / 2, y + height / 2]
}

/** Where everything stands after a drag becomes one step: moved, spliced into the wire below, in or out of a group. */
export function endDrag(canvas: Canvas, ids: readonly string[]): void {
  const { things, spliceKey } = canvas.store.getState()
  const { document, edit } = canvas.editor.getState()
  const { nodes, comments, groups, wires } = indexOf(document)
  const moved = new Map(
    things.flatMap(({ id, position }): [string, Point][] => {
      const before = nodes.get(id) ?? comments.get(id)
      const isMoved = before && (Math.round(position.x) !== before.position[0] || Math.round(position.y) !== before.position[1])
      return isMoved ? [[id, [position.x, position.y]]] : []
    }),
  )
  canvas.store.setState({ spliceKey: null })
  const wire = spliceKey === null ? undefined : wires.get(spliceKey)
  const nodeId = wire && ids[0]
  const entered = groupEntered(canvas, [...moved.keys()], ids)
  if (moved.size > 0 || wire) {
    const words = wordsFor(
      canvas,
      ids.filter((id) => moved.has(id) || groups.has(id)),
    )
    const label =
      nodeId === undefined ? i18next.t('editor:did.moved', words) : i18next.t('editor:did.spliced', { name: titleOf(canvas, nodeId) })
    edit(label, (flow) =>
      inTurn(flow, [
        (one): Edit => place(one, moved),
        ...(wire && nodeId !== undefined ? [(one: FlowDocument) => insertOnWire(one, wire, nodeId, canvas.portsOf)] : []),
        ...(entered === undefined ? [] : [(one: FlowDocument) => addToGroup(one, entered, [...moved.keys()])]),
      ]),
    )
  }
  // Also where nothing was changed: a refused move leaves things where the mouse let go of them.
  canvas.settle()
}

/** The one frame that all dragged things were dropped into, when they were in none before. */
function groupEntered(canvas: Canvas, moved: readonly string[], dragged: readonly string[]): string | undefined {
  const { groups, groupOf } = indexOf(canvas.editor.getState().document)
  if (groups.size === 0 || moved.length === 0 || dragged.some((id) => groups.has(id)) || moved.some((id) => groupOf.has(id)))
    return undefined
  const { things } = canvas.store.getState()
  const known = new Map(things.map((thing) => [thing.id, thing]))
  const middles = moved.flatMap((id) => {
    const thing = known.get(id)
    return thing ? [middleOf(thing)] : []
  })
  return things.find((thing) => {
    if (thing.type !== 'frame') return false
    const { x, y, width, height } = rectOf(thing)
    return middles.every(([left, top]) => left > x && left < x + width && top > y && top < y + height)
  })?.id
}

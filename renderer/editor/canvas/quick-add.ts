import i18next from 'i18next'
import type { FlowDocument } from '#core/flow/document.ts'
import { connect, moveNodes } from '#core/flow/edit.ts'
import { downstream } from '#core/flow/graph.ts'
import { type Edit, inTurn, make } from '#core/flow/make-edit.ts'
import { insertOnWire, whyNotConnect } from '#core/flow/wires.ts'
import { bindByItself } from '../bind-by-itself.ts'
import { indexOf } from '../document-index.ts'
import { addEntry, type PaletteEntry } from '../palette-entries.ts'
import type { Canvas, QuickAdd } from './canvas-store.ts'
import { rectOf } from './canvas-things.ts'
import { grid, nodeWidth, type Point, shapeOf } from './geometry.ts'
import { besideThing, focusThing, middleOfView, rectsOf } from './view-actions.ts'

const gapAcross = 72
const gapDown = 24

/** Adds an entry where a place names it, wired to what asked for it, as one step. Returns the new node's id. */
export function addFromPalette(
  canvas: Canvas,
  entry: PaletteEntry,
  { place, from, to, wire: wireKey }: Omit<QuickAdd, 'at'>,
): string | null {
  const { document, edit, select } = canvas.editor.getState()
  const snapped: Point = [Math.round(place[0] / grid) * grid, Math.round(place[1] / grid) * grid]
  const { nodeId, newSlot, make: add } = addEntry(document, entry, snapped)
  const wire = wireKey === undefined ? undefined : indexOf(document).wires.get(wireKey)
  const output = entry.node.outputs[0]
  const isAdded = edit(i18next.t('editor:did.added', { name: entry.label }), (flow) =>
    inTurn(flow, [
      add,
      ...(wire ? [(one: FlowDocument) => insertOnWire(one, wire, nodeId, canvas.portsOf)] : []),
      ...(wire ? [(one: FlowDocument) => makeRoom(canvas, one, nodeId, wire.to)] : []),
      ...(from ? [(one: FlowDocument) => connectIfPossible(canvas, one, from, nodeId)] : []),
      ...(to !== undefined && output !== undefined ? [(one: FlowDocument) => connectIfPossible(canvas, one, [nodeId, output], to)] : []),
    ]),
  )
  if (!isAdded) return null
  select([nodeId])
  canvas.say(i18next.t('editor:did.added', { name: entry.label }))
  focusThing(canvas, nodeId)
  if (newSlot) void bindByItself(canvas.editor, newSlot)
  return nodeId
}

function connectIfPossible(canvas: Canvas, document: FlowDocument, from: readonly [string, string], to: string): Edit {
  const wire = { from, to }
  return whyNotConnect(document, wire, canvas.portsOf) === undefined ? connect(document, wire) : make(document, [])
}

/** What comes after a node put into a wire moves right when the node would cover it. */
function makeRoom(canvas: Canvas, document: FlowDocument, nodeId: string, to: string): Edit {
  const { nodes } = indexOf(document)
  const [added, next] = [nodes.get(nodeId), nodes.get(to)]
  if (!added || !next) return make(document, [])
  const missing = added.position[0] + nodeWidth + gapAcross - next.position[0]
  const isNear = Math.abs(next.position[1] - added.position[1]) < shapeOf(document, next, canvas.portsOf).height + gapDown
  if (missing <= 0 || !isNear) return make(document, [])
  return moveNodes(document, [to, ...downstream(document, to)], [Math.ceil(missing / grid) * grid, 0])
}

/** Where a node goes that is added by the keyboard: after the one at hand and wired to it, or into the middle of the view. */
export function placeAfter(canvas: Canvas, nodeId: string | null): Omit<QuickAdd, 'at'> {
  const { document } = canvas.editor.getState()
  const node = nodeId === null ? undefined : indexOf(document).nodes.get(nodeId)
  if (!node) {
    const [x, y] = middleOfView(canvas)
    return { place: freePlace(canvas, [x - nodeWidth / 2, y - 28]) }
  }
  const shape = shapeOf(document, node, canvas.portsOf)
  const wired = new Set((indexOf(document).from.get(node.id) ?? []).map(({ from }) => from[1]))
  const port = shape.outputs.find((one) => !wired.has(one)) ?? shape.outputs[0]
  return {
    place: freePlace(canvas, [node.position[0] + nodeWidth + gapAcross, node.position[1]]),
    ...(port !== undefined && { from: [node.id, port] as const }),
  }
}

/** The place itself, or the next one below that covers nothing. */
export function freePlace(canvas: Canvas, [x, y]: Point): Point {
  const rects = canvas.store
    .getState()
    .things.filter(({ type }) => type === 'step')
    .map(rectOf)
  let top = y
  for (let tries = 0; tries < 200; tries++) {
    const covered = rects.find(
      (rect) => Math.abs(rect.x - x) < nodeWidth + grid && top < rect.y + rect.height + grid && rect.y < top + 56 + grid,
    )
    if (!covered) break
    top = covered.y + covered.height + gapDown
  }
  return [x, top]
}

/** Opens the list of what can be added beside the node at hand. */
export function openQuickAdd(canvas: Canvas, nodeId: string | null): void {
  const at: Point = nodeId !== null && rectsOf(canvas, [nodeId]).length > 0 ? besideThing(canvas, nodeId) : middleOfScreen(canvas)
  canvas.store.setState({ quickAdd: { at, ...placeAfter(canvas, nodeId), isLoose: true } })
}

export function openQuickAddOnWire(canvas: Canvas, wireKey: string, at: Point, middle: Point): void {
  canvas.store.setState({ quickAdd: { at, place: [middle[0] - nodeWidth / 2, middle[1] - 28], wire: wireKey } })
}

function middleOfScreen(canvas: Canvas): Point {
  const [x, y] = middleOfView(canvas)
  const place = canvas.view?.flowToScreenPosition({ x, y })
  return place ? [place.x - 140, place.y - 120] : [innerWidth / 2, innerHeight / 3]
}

import type { Edge, Node } from '@xyflow/react'
import { Position } from '@xyflow/react'
import type { FlowDocument, FlowNode, Wire } from '#core/flow/document.ts'
import { type PortsOf, wireKey } from '#core/flow/wires.ts'
import { around, commentSize, groupPadding, isSameShape, type NodeShape, nodeWidth, outputTop, type Rect, shapeOf } from './geometry.ts'

export type StepThing = Node<{ readonly shape: NodeShape }, 'step'>
export type CommentThing = Node<Record<string, never>, 'comment'>
export type GroupThing = Node<Record<string, never>, 'frame'>
export type CanvasThing = StepThing | CommentThing | GroupThing
export type CanvasWire = Edge<{ readonly port: string }, 'wire'>

/** The whole story of a node is in the editor's store; what React Flow gets is only place, size and whether it is selected. */
const nothing: Record<string, never> = {}
// React Flow gives its own elements a role description without a role; ours carry both themselves.
const quiet = { 'aria-roledescription': undefined }
// Nor is a wire a thing to be read: the label of the node it leaves says where it leads. Typed loosely, as the label is left out of the type.
const unread: object = { ...quiet, 'aria-label': undefined }

/** What stands on the canvas. Things that did not change stay the same objects, so that only what changed is drawn again. */
export function canvasThings(
  document: FlowDocument,
  {
    selection,
    portsOf,
    before,
  }: { readonly selection: readonly string[]; readonly portsOf: PortsOf; readonly before: readonly CanvasThing[] },
): readonly CanvasThing[] {
  const known = new Map(before.map((thing) => [thing.id, thing]))
  const selected = new Set(selection)
  const steps = document.nodes.map((node) => stepThing(document, node, selected.has(node.id), portsOf, known.get(node.id)))
  const comments = (document.comments ?? []).map(({ id, position, size = commentSize }) =>
    same(known.get(id), {
      ...{ id, type: 'comment' as const, data: nothing, selected: selected.has(id), domAttributes: quiet },
      position: { x: position[0], y: position[1] },
      ...sized(size[0], size[1]),
      zIndex: -1,
    }),
  )
  const members = new Map([...steps, ...comments].map((thing) => [thing.id, thing]))
  const groups = (document.groups ?? []).flatMap((group) => {
    const rect = groupRect(group.members.flatMap((id) => members.get(id) ?? []))
    return rect ? [groupThing(group.id, rect, selected.has(group.id), known.get(group.id))] : []
  })
  return sameList(before, [...groups, ...comments, ...steps])
}

function stepThing(
  document: FlowDocument,
  node: FlowNode,
  isSelected: boolean,
  portsOf: PortsOf,
  before: CanvasThing | undefined,
): CanvasThing {
  const fresh = shapeOf(document, node, portsOf)
  const shape = before?.type === 'step' && isSameShape(before.data.shape, fresh) ? before.data.shape : fresh
  const data = before?.type === 'step' && before.data.shape === shape ? before.data : { shape }
  const [x, y] = node.position
  if (
    before?.type === 'step' &&
    before.data === data &&
    before.position.x === x &&
    before.position.y === y &&
    (before.selected ?? false) === isSelected &&
    !before.dragging
  ) {
    return before
  }
  return {
    ...{ id: node.id, type: 'step', data, selected: isSelected, domAttributes: quiet },
    position: { x, y },
    ...sized(nodeWidth, shape.height),
    handles: handlesOf(shape),
  }
}

const portSize = 10

/** Where the ports are, so that wires can be drawn before the browser has measured anything. */
function handlesOf(shape: NodeShape): StepThing['handles'] {
  const box = (x: number, y: number) => ({ x: x - portSize / 2, y: y - portSize / 2, width: portSize, height: portSize })
  return [
    ...(shape.hasInput ? [{ id: 'in', type: 'target' as const, position: Position.Left, ...box(0, shape.height / 2) }] : []),
    ...shape.outputs.map((port) => ({
      ...{ id: port, type: 'source' as const, position: Position.Right },
      ...box(nodeWidth, outputTop(shape, port)),
    })),
  ]
}

export function groupThing(id: string, rect: Rect, isSelected: boolean, before: CanvasThing | undefined): CanvasThing {
  return same(before, {
    ...{ id, type: 'frame' as const, data: nothing, selected: isSelected, domAttributes: quiet, dragHandle: '.group-handle' },
    position: { x: rect.x, y: rect.y },
    ...sized(rect.width, rect.height),
    zIndex: -2,
    // Only its name and edge answer the mouse: what is drawn behind the nodes must not cover the canvas.
    style: { pointerEvents: 'none' },
  })
}

/** The frame around things as they stand now, with room for the group's name. */
export function groupRect(members: readonly CanvasThing[]): Rect | undefined {
  const box = around(members.map(rectOf))
  if (!box) return undefined
  const { side, top, bottom } = groupPadding
  return { x: box.x - side, y: box.y - top, width: box.width + 2 * side, height: box.height + top + bottom }
}

export function rectOf({ position, width = nodeWidth, height = 0 }: CanvasThing): Rect {
  return { x: position.x, y: position.y, width, height }
}

export function canvasWires(
  document: FlowDocument,
  { selected, before }: { readonly selected: readonly string[]; readonly before: readonly CanvasWire[] },
): readonly CanvasWire[] {
  const known = new Map(before.map((wire) => [wire.id, wire]))
  const chosen = new Set(selected)
  return sameList(
    before,
    document.wires.map((wire) => canvasWire(wire, chosen.has(wireKey(wire)), known.get(wireKey(wire)))),
  )
}

function canvasWire(wire: Wire, isSelected: boolean, before: CanvasWire | undefined): CanvasWire {
  if (before && (before.selected ?? false) === isSelected) return before
  const [source, port] = wire.from
  return {
    ...{ id: wireKey(wire), type: 'wire', source, sourceHandle: port, target: wire.to, targetHandle: 'in', selected: isSelected },
    // Ends that can be dragged elsewhere cost two elements each, so only a selected wire has them.
    reconnectable: isSelected,
    data: { port },
    ariaRole: 'presentation',
    domAttributes: unread,
  }
}

/** The list itself stays where nothing in it changed, as while a setting is typed: React Flow takes in a new one whole. */
function sameList<Thing>(before: readonly Thing[], after: readonly Thing[]): readonly Thing[] {
  return before.length === after.length && after.every((thing, index) => thing === before[index]) ? before : after
}

function sized(width: number, height: number) {
  return { width, height, measured: { width, height } }
}

function same(before: CanvasThing | undefined, thing: CanvasThing): CanvasThing {
  if (
    before?.type === thing.type &&
    before.position.x === thing.position.x &&
    before.position.y === thing.position.y &&
    before.width === thing.width &&
    before.height === thing.height &&
    (before.selected ?? false) === (thing.selected ?? false) &&
    !before.dragging
  ) {
    return before
  }
  return thing
}

import type { Json } from '#core/kit/record.ts'
import type { Comment, FlowDocument, FlowNode, FlowOptions, Slot, Wire } from './document.ts'
import { downstream } from './graph.ts'
import { forgetMembers, withMembers } from './groups.ts'
import { type Edit, isSameWire, make, placed, refuse, removeWhere, replaceWhere } from './make-edit.ts'

export type { Edit } from './make-edit.ts'

export function addNode(document: FlowDocument, node: FlowNode): Edit {
  if (document.nodes.some((one) => one.id === node.id)) return refuse(`There is a node "${node.id}" already.`)
  return make(document, [{ what: 'nodes', at: document.nodes.length, after: placed(node, node.position) }])
}

/** Moves nodes and comments together, in pixels; a group moves with its members. */
export function moveNodes(document: FlowDocument, ids: readonly string[], [dx, dy]: readonly [number, number]): Edit {
  const moved = withMembers(document, ids)
  const isMoved = (thing: { readonly id: string }) => moved.has(thing.id)
  const shifted = <Thing extends FlowNode | Comment>(thing: Thing) => placed(thing, [thing.position[0] + dx, thing.position[1] + dy])
  return make(document, [
    ...replaceWhere('nodes', document.nodes, isMoved, shifted),
    ...replaceWhere('comments', document.comments ?? [], isMoved, shifted),
  ])
}

/** Ports and inputs depend on the node list and are checked by `check.ts`; circles are refused here, where the wire is drawn. */
export function connect(document: FlowDocument, wire: Wire): Edit {
  const [from, port] = wire.from
  const missing = [from, wire.to].find((id) => !document.nodes.some((node) => node.id === id))
  if (missing !== undefined) return refuse(`There is no node "${missing}".`)
  if (document.wires.some((one) => isSameWire(one, wire))) return refuse(`"${from}" is wired from "${port}" to "${wire.to}" already.`)
  if (from === wire.to || downstream(document, wire.to).has(from)) return refuse('This wire would lead records round in a circle.')
  return make(document, [{ what: 'wires', at: document.wires.length, after: wire }])
}

export function disconnect(document: FlowDocument, wire: Wire): Edit {
  return make(
    document,
    removeWhere('wires', document.wires, (one) => isSameWire(one, wire)),
  )
}

/** Sets some settings of a node; `undefined` takes one away, so that its default holds again. */
export function changeSettings(document: FlowDocument, nodeId: string, settings: Readonly<Record<string, Json | undefined>>): Edit {
  return changeNode(document, nodeId, (node) => {
    const changed = Object.entries({ ...node.settings, ...settings }).filter((entry): entry is [string, Json] => entry[1] !== undefined)
    return { ...node, settings: Object.fromEntries(changed) }
  })
}

/** An empty name takes the user's own name away. */
export function renameNode(document: FlowDocument, nodeId: string, name: string): Edit {
  return changeNode(document, nodeId, ({ name: _before, ...node }) => (name.trim() === '' ? node : { ...node, name: name.trim() }))
}

export function setNodeDisabled(document: FlowDocument, nodeId: string, isDisabled: boolean): Edit {
  return changeNode(document, nodeId, ({ disabled: _before, ...node }) => (isDisabled ? { ...node, disabled: true } : node))
}

/** Nodes, comments and the frames of groups, and every wire that leads to or from one of them. A group without members goes too. */
export function remove(document: FlowDocument, ids: readonly string[]): Edit {
  const removed = new Set(ids)
  const isRemoved = (thing: { readonly id: string }) => removed.has(thing.id)
  return make(document, [
    ...removeWhere('wires', document.wires, ({ from, to }) => removed.has(from[0]) || removed.has(to)),
    ...removeWhere('nodes', document.nodes, isRemoved),
    ...removeWhere('comments', document.comments ?? [], isRemoved),
    ...forgetMembers(document.groups ?? [], removed),
  ])
}

/** Lets a node use one of the flow's slots; `field` is the setting that names it. */
export function bindSlot(document: FlowDocument, nodeId: string, { field, slot }: { readonly field: string; readonly slot: string }): Edit {
  if (!Object.hasOwn(document.slots, slot)) return refuse(`This flow has no slot "${slot}".`)
  return changeSettings(document, nodeId, { [field]: slot })
}

/** Adds a slot or changes one. */
export function setSlot(document: FlowDocument, name: string, slot: Slot): Edit {
  const before = Object.hasOwn(document.slots, name) ? document.slots[name] : undefined
  return make(document, [{ what: 'slot', name, ...(before && { before }), after: slot }])
}

/** Refused while a node uses it. */
export function removeSlot(document: FlowDocument, name: string): Edit {
  const before = Object.hasOwn(document.slots, name) ? document.slots[name] : undefined
  if (!before) return refuse(`This flow has no slot "${name}".`)
  const user = document.nodes.find((node) => Object.values(node.settings).includes(name))
  if (user) return refuse(`"${user.name ?? user.id}" still uses the slot "${name}".`)
  return make(document, [{ what: 'slot', name, before }])
}

export function addComment(document: FlowDocument, comment: Comment): Edit {
  const comments = document.comments ?? []
  if (comments.some((one) => one.id === comment.id)) return refuse(`There is a comment "${comment.id}" already.`)
  return make(document, [{ what: 'comments', at: comments.length, after: placed(comment, comment.position) }])
}

export function changeComment(
  document: FlowDocument,
  commentId: string,
  change: Partial<Pick<Comment, 'text' | 'size' | 'position'>>,
): Edit {
  return make(
    document,
    replaceWhere(
      'comments',
      document.comments ?? [],
      (one) => one.id === commentId,
      (one) => ({ ...one, ...change }),
    ),
  )
}

export function renameFlow(document: FlowDocument, name: string): Edit {
  if (name.trim() === '') return refuse('A flow needs a name.')
  return make(document, [{ what: 'name', before: document.name, after: name.trim() }])
}

/** An empty description takes it away. */
export function describeFlow(document: FlowDocument, description: string): Edit {
  const before = document.description
  return make(document, [
    { what: 'description', ...(before !== undefined && { before }), ...(description !== '' && { after: description }) },
  ])
}

export function changeOptions(document: FlowDocument, options: Partial<FlowOptions>): Edit {
  return make(document, [{ what: 'options', before: document.options, after: { ...document.options, ...options } }])
}

function changeNode(document: FlowDocument, nodeId: string, change: (node: FlowNode) => FlowNode): Edit {
  const changes = replaceWhere('nodes', document.nodes, (node) => node.id === nodeId, change)
  return changes.length === 0 ? refuse(`There is no node "${nodeId}".`) : make(document, changes)
}

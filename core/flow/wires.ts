import type { FlowDocument, FlowNode, Wire } from './document.ts'
import { downstream, upstream } from './graph.ts'
import { type Edit, inTurn, isSameWire, make, refuse, removeWhere } from './make-edit.ts'

/** What a node type lets in and out; the same in its definition and in the catalogue. */
export interface NodePorts {
  readonly inputs: 0 | 1 | 'failures'
  readonly outputs: readonly string[]
}

/** The ports of a node type; undefined for a type nobody here knows. */
export type PortsOf = (type: string) => NodePorts | undefined

/** Names a wire, as run events do: `from.port>to`. */
export function wireKey({ from: [id, port], to }: Wire): string {
  return `${id}.${port}>${to}`
}

/** Why a wire cannot be drawn there, in the user's words; undefined when it can. Unknown types are let through, as in `connect`. */
export function whyNotConnect(document: FlowDocument, wire: Wire, portsOf: PortsOf): string | undefined {
  const [fromId, port] = wire.from
  const from = document.nodes.find((node) => node.id === fromId)
  const to = document.nodes.find((node) => node.id === wire.to)
  if (!from || !to) return `There is no node "${from ? wire.to : fromId}".`
  if (portsOf(from.type)?.outputs.includes(port) === false) return `"${nameOf(from)}" has no output "${port}".`
  const inputs = portsOf(to.type)?.inputs
  if (inputs === 0) return `"${nameOf(to)}" takes no input.`
  if (inputs === 'failures') return `"${nameOf(to)}" gets failed records by itself, without a wire.`
  if (document.wires.some((one) => isSameWire(one, wire))) return `"${nameOf(from)}" leads to "${nameOf(to)}" already.`
  if (fromId === wire.to || downstream(document, wire.to).has(fromId)) return 'This wire would lead records round in a circle.'
  return undefined
}

/** Why a node can be no end of a new wire; the page has its own short words for each. */
export type NoTarget = 'itself' | 'no-input' | 'no-output' | 'failures-only' | 'there-already' | 'circle'

/** For a wire drawn from an output: every node it cannot lead to, and why. What is not listed can be reached. */
export function targetsOutOfReach(document: FlowDocument, [fromId, port]: Wire['from'], portsOf: PortsOf): ReadonlyMap<string, NoTarget> {
  const before = upstream(document, fromId)
  const there = new Set(document.wires.filter(({ from }) => from[0] === fromId && from[1] === port).map(({ to }) => to))
  return outOfReach(document, ({ id, type }) => {
    if (id === fromId) return 'itself'
    const inputs = portsOf(type)?.inputs
    if (inputs === 0) return 'no-input'
    if (inputs === 'failures') return 'failures-only'
    if (there.has(id)) return 'there-already'
    return before.has(id) ? 'circle' : undefined
  })
}

/** For a wire drawn backwards from an input: every node it cannot come from, and why. */
export function originsOutOfReach(document: FlowDocument, toId: string, portsOf: PortsOf): ReadonlyMap<string, NoTarget> {
  const after = downstream(document, toId)
  return outOfReach(document, ({ id, type }) => {
    if (id === toId) return 'itself'
    const outputs = portsOf(type)?.outputs
    if (outputs?.length === 0) return 'no-output'
    if (after.has(id)) return 'circle'
    const used = document.wires.filter(({ from, to }) => to === toId && from[0] === id).map(({ from }) => from[1])
    return outputs?.every((port) => used.includes(port)) ? 'there-already' : undefined
  })
}

function outOfReach({ nodes }: FlowDocument, why: (node: FlowNode) => NoTarget | undefined): ReadonlyMap<string, NoTarget> {
  return new Map(
    nodes.flatMap((node): [string, NoTarget][] => {
      const reason = why(node)
      return reason === undefined ? [] : [[node.id, reason]]
    }),
  )
}

/** Puts a node into a wire: what came through it now goes through the node and on from its first output. */
export function insertOnWire(document: FlowDocument, wire: Wire, nodeId: string, portsOf: PortsOf): Edit {
  const at = document.wires.findIndex((one) => isSameWire(one, wire))
  const before = document.wires[at]
  if (!before) return refuse('This wire is no longer there.')
  const node = document.nodes.find((one) => one.id === nodeId)
  if (!node) return refuse(`There is no node "${nodeId}".`)
  const output = outputOf(document, node, portsOf)
  if (output === undefined) return refuse(`"${nameOf(node)}" has no output, so nothing could go on from it.`)
  const into: Wire = { from: before.from, to: nodeId }
  const onward: Wire = { from: [nodeId, output], to: before.to }
  const cut = make(document, [{ what: 'wires', at, before }])
  if ('refused' in cut) return cut
  const refused = whyNotConnect(cut.document, into, portsOf)
  if (refused !== undefined) return refuse(refused)
  return inTurn(document, [
    () => make(document, [{ what: 'wires', at, before, after: { ...before, to: nodeId } }]),
    (flow) => {
      const why = whyNotConnect(flow, onward, portsOf)
      return why === undefined ? make(flow, [{ what: 'wires', at: at + 1, after: onward }]) : refuse(why)
    },
  ])
}

/**
 * Takes nodes out of the flow of records: all their wires go, and what came in before each leads on to what its first output led to,
 * where that is not there already and would make no circle. The nodes themselves stay.
 */
export function detach(document: FlowDocument, ids: readonly string[], portsOf: PortsOf): Edit {
  return inTurn(
    document,
    ids.map((id) => (flow: FlowDocument) => detachOne(flow, id, portsOf)),
  )
}

function detachOne(document: FlowDocument, id: string, portsOf: PortsOf): Edit {
  const node = document.nodes.find((one) => one.id === id)
  if (!node) return make(document, [])
  const output = outputOf(document, node, portsOf)
  const into = document.wires.filter((wire) => wire.to === id)
  const onward = document.wires.filter(({ from }) => from[0] === id && from[1] === output)
  const bridges = into.flatMap(({ from }) => onward.map(({ to }): Wire => ({ from, to })))
  return inTurn(document, [
    (flow) =>
      make(
        flow,
        removeWhere('wires', flow.wires, ({ from, to }) => from[0] === id || to === id),
      ),
    ...bridges.map(
      (wire) => (flow: FlowDocument) =>
        make(flow, whyNotConnect(flow, wire, portsOf) === undefined ? [{ what: 'wires', at: flow.wires.length, after: wire }] : []),
    ),
  ])
}

/** Leads one or both ends of a wire elsewhere; it keeps its place in the list. */
export function rewire(document: FlowDocument, wire: Wire, ends: Partial<Pick<Wire, 'from' | 'to'>>, portsOf: PortsOf): Edit {
  const at = document.wires.findIndex((one) => isSameWire(one, wire))
  const before = document.wires[at]
  if (!before) return refuse('This wire is no longer there.')
  const after: Wire = { ...before, ...ends }
  if (isSameWire(before, after)) return make(document, [])
  const without = make(document, [{ what: 'wires', at, before }])
  const why = 'refused' in without ? without.refused : whyNotConnect(without.document, after, portsOf)
  return why === undefined ? make(document, [{ what: 'wires', at, before, after }]) : refuse(why)
}

/** Cuts these wires, all at once. */
export function cutWires(document: FlowDocument, keys: ReadonlySet<string>): Edit {
  return make(
    document,
    removeWhere('wires', document.wires, (wire) => keys.has(wireKey(wire))),
  )
}

/** The output that carries on what came in; for an unknown type the one that is wired. */
function outputOf(document: FlowDocument, node: FlowNode, portsOf: PortsOf): string | undefined {
  const ports = portsOf(node.type)
  return ports ? ports.outputs[0] : (document.wires.find(({ from }) => from[0] === node.id)?.from[1] ?? 'out')
}

function nameOf(node: FlowNode): string {
  return node.name ?? node.id
}

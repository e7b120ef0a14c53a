import type { FlowCheck } from '#core/contract/flows.ts'
import { checkFlow, type KnownParts } from '#core/flow/check.ts'
import type { FlowDocument, FlowNode, Problem } from '#core/flow/document.ts'
import type { AnyNode } from '#core/kit/define-node.ts'
import type { StoredConnection } from '#host/connections/stored-connection.ts'

/** What a document says about itself, worked out where the nodes' code is. */
export function describeFlow(document: FlowDocument, known: KnownParts): Omit<FlowCheck, 'unboundSlots'> {
  return {
    problems: checkFlow(document, known).map((problem) => {
      const nodeId = nodeOf(document, problem)
      return nodeId === undefined ? problem : { ...problem, nodeId }
    }),
    lines: Object.fromEntries(document.nodes.map((node) => [node.id, lineOf(node, known.nodes)])),
  }
}

/** Slots without a connection of their system on this computer. */
export function unboundSlots(
  { slots }: FlowDocument,
  bindings: ReadonlyMap<string, string>,
  connections: readonly StoredConnection[],
): readonly string[] {
  return Object.entries(slots)
    .filter(([slot, { connector }]) => !connections.some(({ id, connectorId }) => id === bindings.get(slot) && connectorId === connector))
    .map(([slot]) => slot)
}

/** The node a problem is about; for a wire the one it comes from. */
function nodeOf({ nodes, wires }: FlowDocument, { path }: Problem): string | undefined {
  const [, list, index = ''] = /^(nodes|wires)\[(\d+)\]/.exec(path) ?? []
  if (list === 'nodes') return nodes[Number(index)]?.id
  return list === 'wires' ? wires[Number(index)]?.from[0] : undefined
}

function lineOf(node: FlowNode, nodes: Readonly<Record<string, AnyNode>>): string {
  const definition = Object.hasOwn(nodes, node.type) ? nodes[node.type] : undefined
  if (!definition) return node.type
  const defaults = Object.entries(definition.fields as AnyNode['fields']).map(([name, field]) => [
    name,
    (field as { default?: unknown }).default,
  ])
  try {
    const line: unknown = definition.describe({
      ...Object.fromEntries(defaults.filter(([, value]) => value !== undefined)),
      ...node.settings,
    })
    return typeof line === 'string' ? line : ''
  } catch {
    // Half-filled settings are the normal case while somebody types; their problems are told beside the line.
    return ''
  }
}

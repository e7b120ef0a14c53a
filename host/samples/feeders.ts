import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import { downstream } from '#core/flow/graph.ts'
import type { AnyNode } from '#core/kit/define-node.ts'

/** Where a node's records come from: the output of another node, or the failures of one that a catch node covers. */
export interface Feeder {
  readonly nodeId: string
  /** Null: its failures. */
  readonly port: string | null
}

export type NodeDefinitions = Readonly<Record<string, AnyNode>>

/** Node id → where its records come from. The rules for catch nodes are those of `core/engine/running-graph.ts`. */
export function feedersOf(
  document: Pick<FlowDocument, 'nodes' | 'wires'>,
  definitions: NodeDefinitions,
): ReadonlyMap<string, readonly Feeder[]> {
  const found = new Map<string, Feeder[]>(document.nodes.map(({ id }) => [id, []]))
  for (const { from, to } of document.wires) found.get(to)?.push({ nodeId: from[0], port: from[1] })
  for (const node of document.nodes) {
    if (node.disabled || definitionOf(node, definitions)?.inputs !== 'failures') continue
    for (const covered of coveredBy(node, document, definitions)) found.get(node.id)?.push({ nodeId: covered, port: null })
  }
  return found
}

function coveredBy(catcher: FlowNode, document: Pick<FlowDocument, 'nodes' | 'wires'>, definitions: NodeDefinitions): readonly string[] {
  const definition = definitionOf(catcher, definitions)
  const named = definition?.inputs === 'failures' ? definition.covers(catcher.settings) : []
  const below = downstream(document, catcher.id)
  // The settings are those of a draft, which may be anything yet.
  return document.nodes
    .filter((node) => definitionOf(node, definitions)?.inputs === 1 && node.id !== catcher.id && !below.has(node.id))
    .map(({ id }) => id)
    .filter((id) => named === 'all' || (Array.isArray(named) && named.includes(id)))
}

export function definitionOf(node: FlowNode, definitions: NodeDefinitions): AnyNode | undefined {
  return Object.hasOwn(definitions, node.type) ? definitions[node.type] : undefined
}

/** A node and everything its records can come from; `isEnd` keeps what lies before a node out of it. */
export function nodesBefore(
  nodeId: string,
  feeders: ReadonlyMap<string, readonly Feeder[]>,
  isEnd: (nodeId: string) => boolean = () => false,
): ReadonlySet<string> {
  const found = new Set([nodeId])
  for (const id of found) {
    if (id !== nodeId && isEnd(id)) continue
    for (const feeder of feeders.get(id) ?? []) found.add(feeder.nodeId)
  }
  return found
}

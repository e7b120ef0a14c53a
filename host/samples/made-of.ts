import { hash } from 'node:crypto'
import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import { topologicalOrder } from '#core/flow/graph.ts'
import { stableJson } from '#core/upsert/stable-json.ts'
import { feedersOf, type NodeDefinitions } from './feeders.ts'

/** Digests of all that decides a node's data: equal ones mean the same settings, wires and versions all the way up. */
export interface Made {
  /** Of the nodes before it: what its input is made of. */
  readonly input: string
  /** And of itself: what its output is made of. */
  readonly output: string
}

/**
 * What the data of each node of a document would be made of. A node with pinned data (pin → a name for what is pinned) stands for
 * that data, whatever lies before it. Names, places and comments change nothing.
 */
export function madeOf(
  document: FlowDocument,
  definitions: NodeDefinitions,
  pins: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, Made> {
  const feeders = feedersOf(document, definitions)
  const nodes = new Map(document.nodes.map((node) => [node.id, node]))
  const made = new Map<string, Made>()
  const begun = new Set<string>()

  function walk(node: FlowNode): Made {
    const known = made.get(node.id)
    if (known) return known
    // A circle is a problem of the document that is told elsewhere; here it only has to end.
    if (begun.has(node.id)) return { input: 'circle', output: 'circle' }
    begun.add(node.id)
    const before = (feeders.get(node.id) ?? []).flatMap(({ nodeId, port }) => {
      const feeder = nodes.get(nodeId)
      return feeder ? [[port, outputOf(feeder)]] : []
    })
    const input = digest(before.map((one) => stableJson(one)).sort())
    const { id, type, version, settings, disabled = false } = node
    const own = { input, output: digest([input, id, type, version, settings, disabled, document.options.timeZone]) }
    made.set(id, own)
    return own
  }

  function outputOf(node: FlowNode): string {
    const pin = pins.get(node.id)
    return pin === undefined ? walk(node).output : digest(['pinned', node.id, pin])
  }

  // From the sources on, so that no walk goes deep.
  for (const id of topologicalOrder(document) ?? []) {
    const node = nodes.get(id)
    if (node) walk(node)
  }
  for (const node of document.nodes) walk(node)
  return made
}

/** Data made of data that was out of date already equals nothing that any document would make. */
export const outOfDate = 'out-of-date'

function digest(value: unknown): string {
  return hash('sha1', stableJson(value), 'base64').slice(0, 22)
}

import { Graph, layout } from '@dagrejs/dagre'
import { place, type SizeOf } from './arrange.ts'
import type { FlowDocument, FlowNode } from './document.ts'
import { type Edit, make } from './make-edit.ts'

/** Pixels between columns and between rows. */
const gap = { across: 72, down: 32 }

/**
 * Lays nodes out in columns along their wires, the given ones or all. Nodes of one column keep their order from top to bottom and the
 * middle of all of them stays, so that a tidy flow is left as it is and what the user put above stays above.
 */
export function tidy(document: FlowDocument, ids: readonly string[] | null, sizeOf: SizeOf): Edit {
  const meant = ids === null ? undefined : new Set(ids)
  const nodes = document.nodes.filter(({ id }) => meant?.has(id) ?? true)
  if (nodes.length < 2) return make(document, [])
  const laid = layOut(document, nodes, sizeOf)
  const shift = [0, 1].map((axis) => {
    const middle = (places: ReadonlyMap<string, readonly [number, number]>) =>
      nodes.reduce((sum, { id }) => sum + (places.get(id)?.[axis] ?? 0), 0) / nodes.length
    return Math.round(middle(new Map(nodes.map(({ id, position }) => [id, position]))) - middle(laid))
  })
  return place(document, new Map([...laid].map(([id, [x, y]]) => [id, [x + (shift[0] ?? 0), y + (shift[1] ?? 0)]])))
}

/** Upper left corners, on whole pixels. */
function layOut(document: FlowDocument, nodes: readonly FlowNode[], sizeOf: SizeOf): ReadonlyMap<string, readonly [number, number]> {
  // Names of our own: a node may be called "toString", which the layout would look up in its own objects.
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]))
  const byName = new Map(nodes.map((node, index) => [`n${index}`, node]))
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', ranksep: gap.across, nodesep: gap.down, edgesep: gap.down / 2 })
  for (const [name, node] of byName) {
    const [width, height] = sizeOf(node)
    graph.setNode(name, { width, height })
  }
  document.wires.forEach(({ from, to }, index) => {
    const [source, target] = [names.get(from[0]), names.get(to)]
    if (source !== undefined && target !== undefined && source !== target) graph.setEdge(source, target, {}, `w${index}`)
  })
  layout(graph, { disableOptimalOrderHeuristic: true, customOrder: (columns: Graph) => keepOrder(columns, byName) })
  return new Map(
    [...byName].map(([name, node]) => {
      const { x = 0, y = 0 } = graph.node(name)
      const [width, height] = sizeOf(node)
      return [node.id, [Math.round(x - width / 2), Math.round(y - height / 2)]]
    }),
  )
}

interface Place {
  readonly name: string
  readonly node: FlowNode | undefined
  readonly rank?: number
  /** Of a bend: the wire it belongs to. */
  readonly edgeObj?: { readonly v: string; readonly w: string }
}

/**
 * Sets each column's order: nodes by where they stand now, the bends of long wires between them by where the wire's ends stand in
 * their own columns. Only the order counts, never the distance: laying out keeps it, so that a second time changes nothing.
 */
function keepOrder(columns: Graph, byName: ReadonlyMap<string, FlowNode>): void {
  const places = columns.nodes().map((name: string): Place => ({ ...columns.node(name), name, node: byName.get(name) }))
  const shares = new Map<string, number>()
  for (const column of columnsOf(places.filter(({ node }: Place) => node !== undefined))) {
    const sorted = column.toSorted((a, b) => (a.node?.position[1] ?? 0) - (b.node?.position[1] ?? 0))
    for (const [index, { name }] of sorted.entries()) shares.set(name, (index + 0.5) / sorted.length)
  }
  const shareOf = (name: string | undefined) => (name === undefined ? 0.5 : (shares.get(name) ?? 0.5))
  const share = ({ name, edgeObj }: Place) => shares.get(name) ?? (shareOf(edgeObj?.v) + shareOf(edgeObj?.w)) / 2
  for (const column of columnsOf(places)) {
    for (const [order, { name }] of column.toSorted((a, b) => share(a) - share(b)).entries()) Object.assign(columns.node(name), { order })
  }
}

function columnsOf(places: readonly Place[]): Iterable<readonly Place[]> {
  return Map.groupBy(places, ({ rank = 0 }) => rank).values()
}

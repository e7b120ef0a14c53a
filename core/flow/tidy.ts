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
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', ranksep: gap.across, nodesep: gap.down, edgesep: gap.down / 2 })
  for (const node of nodes) {
    const [width, height] = sizeOf(node)
    graph.setNode(node.id, { width, height })
  }
  for (const { from, to } of document.wires) {
    if (byId.has(from[0]) && byId.has(to)) graph.setEdge(from[0], to, {}, from[1])
  }
  layout(graph, { disableOptimalOrderHeuristic: true, customOrder: (columns: Graph) => keepOrder(columns, byId) })
  return new Map(
    nodes.map((node) => {
      const { x = 0, y = 0 } = graph.node(node.id)
      const [width, height] = sizeOf(node)
      return [node.id, [Math.round(x - width / 2), Math.round(y - height / 2)]]
    }),
  )
}

/** Sets each column's order by what stands where now; the bends of long wires go where the wire's two ends would have them. */
function keepOrder(columns: Graph, byId: ReadonlyMap<string, FlowNode>): void {
  const ranks = new Map<number, { readonly name: string; readonly y: number }[]>()
  for (const name of columns.nodes()) {
    const { rank = 0, edgeObj } = columns.node(name) as {
      readonly rank?: number
      readonly edgeObj?: { readonly v: string; readonly w: string }
    }
    const row = ranks.get(rank) ?? []
    row.push({ name, y: byId.get(name)?.position[1] ?? middleOf(edgeObj, byId) })
    ranks.set(rank, row)
  }
  for (const row of ranks.values()) {
    for (const [order, { name }] of row.toSorted((a, b) => a.y - b.y).entries()) Object.assign(columns.node(name), { order })
  }
}

function middleOf(edge: { readonly v: string; readonly w: string } | undefined, byId: ReadonlyMap<string, FlowNode>): number {
  const [from, to] = [edge && byId.get(edge.v), edge && byId.get(edge.w)]
  return ((from?.position[1] ?? 0) + (to?.position[1] ?? 0)) / 2
}

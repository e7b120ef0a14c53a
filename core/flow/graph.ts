import type { FlowDocument } from './document.ts'

/** Node id → the ids its wires lead to, each once, in the order of the document. */
export type Neighbours = ReadonlyMap<string, readonly string[]>

type Graph = Pick<FlowDocument, 'nodes' | 'wires'>

export function neighboursDown({ nodes, wires }: Graph): Neighbours {
  return neighbours(
    nodes,
    wires.map(({ from, to }) => [from[0], to]),
  )
}

export function neighboursUp({ nodes, wires }: Graph): Neighbours {
  return neighbours(
    nodes,
    wires.map(({ from, to }) => [to, from[0]]),
  )
}

function neighbours(nodes: Graph['nodes'], pairs: readonly (readonly [string, string])[]): Neighbours {
  const found = new Map(nodes.map((node) => [node.id, new Set<string>()]))
  for (const [one, other] of pairs) if (found.has(other)) found.get(one)?.add(other)
  return new Map([...found].map(([id, ids]) => [id, [...ids]]))
}

/** Every node records of this one may reach; the node itself only when it is in a circle. */
export function downstream(document: Graph, nodeId: string): ReadonlySet<string> {
  return reach(neighboursDown(document), [nodeId])
}

/** Every node whose records may reach this one. */
export function upstream(document: Graph, nodeId: string): ReadonlySet<string> {
  return reach(neighboursUp(document), [nodeId])
}

function reach(next: Neighbours, starts: Iterable<string>): ReadonlySet<string> {
  const seen = new Set<string>()
  const waiting = [...starts]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const other of next.get(id) ?? []) {
      if (seen.has(other)) continue
      seen.add(other)
      waiting.push(other)
    }
  }
  return seen
}

/** Nodes that no wire leads to. */
export function sources({ nodes, wires }: Graph): readonly string[] {
  const fed = new Set(wires.map((wire) => wire.to))
  return nodes.filter((node) => !fed.has(node.id)).map((node) => node.id)
}

/** Nodes that no record of these starts can reach, the starts themselves excepted. */
export function unreachable(document: Graph, starts: readonly string[]): readonly string[] {
  const reached = new Set([...starts, ...reach(neighboursDown(document), starts)])
  return document.nodes.filter((node) => !reached.has(node.id)).map((node) => node.id)
}

/** Every node after those before it, otherwise in the order of the document; undefined when wires go round in a circle. */
export function topologicalOrder(document: Graph): readonly string[] | undefined {
  const down = neighboursDown(document)
  const owed = new Map([...neighboursUp(document)].map(([id, before]) => [id, before.length]))
  const order = document.nodes.filter((node) => owed.get(node.id) === 0).map((node) => node.id)
  // Grows while it is walked: every node joins when the last one before it has been seen.
  for (const id of order) {
    for (const other of down.get(id) ?? []) {
      const left = (owed.get(other) ?? 0) - 1
      owed.set(other, left)
      if (left === 0) order.push(other)
    }
  }
  return order.length === document.nodes.length ? order : undefined
}

/** One circle for each knot of wires: node ids in the direction of the wires, the first not repeated. Empty when there are none. */
export function cycles(document: Graph): readonly (readonly string[])[] {
  const down = neighboursDown(document)
  const done = new Set<string>()
  const found: string[][] = []
  for (const { id } of document.nodes) walk(down, id, done, found)
  return found
}

/** Depth first with a stack of its own: a chain of thousands of nodes must not exhaust the engine's. */
function walk(down: Neighbours, start: string, done: Set<string>, found: string[][]): void {
  if (done.has(start)) return
  const trail: string[] = [start]
  const depth = new Map([[start, 0]])
  const left = [[...(down.get(start) ?? [])]]
  while (trail.length > 0) {
    const next = left.at(-1)?.shift()
    if (next === undefined) {
      left.pop()
      const finished = trail.pop()
      if (finished !== undefined) {
        depth.delete(finished)
        done.add(finished)
      }
      continue
    }
    const at = depth.get(next)
    if (at !== undefined) found.push(trail.slice(at))
    else if (!done.has(next)) {
      depth.set(next, trail.length)
      trail.push(next)
      left.push([...(down.get(next) ?? [])])
    }
  }
}

import type { FlowDocument } from './document.ts'
import { topologicalOrder } from './graph.ts'

/** The connectors of a flow in the order in which its records meet them. */
export function systemsOf(document: FlowDocument): readonly string[] {
  const { nodes, slots } = document
  const places = topologicalOrder(document) ?? []
  const inOrder = nodes.toSorted((one, other) => places.indexOf(one.id) - places.indexOf(other.id))
  const met = inOrder.flatMap(({ settings }) =>
    Object.values(settings).flatMap((value) => (typeof value === 'string' && Object.hasOwn(slots, value) ? [value] : [])),
  )
  return [...new Set([...met, ...Object.keys(slots)].flatMap((name) => slots[name]?.connector ?? []))]
}

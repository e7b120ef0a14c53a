import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import type { NodeEntry } from '#core/kit/describe.ts'

type NodeType = (type: string) => NodeEntry | undefined

/** The kind of record that comes into a node, when all roads to it carry the same; undefined when they differ or nobody knows. */
export function arrivingEntity(document: FlowDocument, nodeId: string, nodeType: NodeType): string | undefined {
  return only(
    document.wires.filter((wire) => wire.to === nodeId).map((wire) => leaving(document, wire.from[0], nodeType, new Set([nodeId]))),
  )
}

/** The kind of record that leaves a node. */
export function leavingEntity(document: FlowDocument, nodeId: string, nodeType: NodeType): string | undefined {
  return leaving(document, nodeId, nodeType, new Set())
}

function leaving(document: FlowDocument, nodeId: string, nodeType: NodeType, seen: ReadonlySet<string>): string | undefined {
  const node = document.nodes.find((one) => one.id === nodeId)
  const entry = node && nodeType(node.type)
  if (!node || !entry || seen.has(nodeId)) return undefined
  const own = ownEntity(node, entry)
  if (own !== undefined) return own
  const before = new Set([...seen, nodeId])
  // Failures come from anywhere the node covers: any source may have sent them.
  const from =
    entry.inputs === 'failures'
      ? document.nodes.filter((one) => nodeType(one.type)?.inputs === 0).map((one) => one.id)
      : document.wires.filter((wire) => wire.to === nodeId).map((wire) => wire.from[0])
  return only(from.map((id) => leaving(document, id, nodeType, before)))
}

/** What a node says itself: the entity it reads or writes, or the kind its records become. */
function ownEntity(node: FlowNode, entry: NodeEntry): string | undefined {
  const field = entry.fields.find((one) => one.kind === 'entity' || one.options?.offers === 'entities')
  const value = field && node.settings[field.name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function only(found: readonly (string | undefined)[]): string | undefined {
  const [first, ...others] = new Set(found)
  return others.length === 0 ? first : undefined
}

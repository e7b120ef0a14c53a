import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import { downstream } from '#core/flow/graph.ts'
import type { ConnectorEntry, EntityEntry, NodeEntry } from '#core/kit/describe.ts'
import type { Json } from '#core/kit/record.ts'
import type { ModelField } from '#core/model/model-fields.ts'
import { modelFieldWords } from '#renderer/language/core-words.ts'

/** A field that a mapping can fill. */
export interface TargetField extends ModelField {
  /** Why a record without it goes no further: the model itself, or a system behind this node and what it does with the field. */
  readonly needs: readonly TargetNeed[]
}

export type TargetNeed =
  | { readonly kind: 'model' }
  /** Records are recognised by it there. */
  | { readonly kind: 'match'; readonly system: string }
  /** The order's customer is found by it. */
  | { readonly kind: 'customer'; readonly system: string }
  /** A line's product is found by it. */
  | { readonly kind: 'product'; readonly system: string }

/** What the catalogue and the flow tell about where records go. */
interface Surroundings {
  readonly document: FlowDocument
  nodeType(type: string): NodeEntry | undefined
  connector(id: string): ConnectorEntry | undefined
}

/** Every field of the kind of record, with who cannot do without it behind this node. */
export function targetFields(entity: string | undefined, nodeId: string, around: Surroundings): readonly TargetField[] {
  if (entity === undefined) return []
  const needs = writersBehind(nodeId, around).flatMap((writer) => needsOf(writer, entity))
  return modelFieldWords(entity).map((field) => ({
    ...field,
    needs: [
      ...(field.isRequired && field.depth === 0 ? [{ kind: 'model' } as const] : []),
      ...needs.filter((need) => need.path === field.path).map((need) => need.need),
    ],
  }))
}

interface Writer {
  readonly node: FlowNode
  readonly entry: NodeEntry
  readonly system: string
  readonly entity: EntityEntry
}

/** Nodes that write and get records of this one. */
function writersBehind(nodeId: string, { document, nodeType, connector }: Surroundings): readonly Writer[] {
  const reached = downstream(document, nodeId)
  return document.nodes.flatMap((node): readonly Writer[] => {
    const entry = reached.has(node.id) ? nodeType(node.type) : undefined
    if (entry?.effect !== 'write') return []
    const slotName = settingOfKind(node, entry, 'slot')
    const slot = slotName !== undefined && Object.hasOwn(document.slots, slotName) ? document.slots[slotName] : undefined
    const system = slot && connector(slot.connector)
    const entity = system?.entities.find((one) => one.entity === settingOfKind(node, entry, 'entity'))
    return system && entity ? [{ node, entry, system: system.label, entity }] : []
  })
}

/** What records are recognised by, as fields of the model. */
const matchPaths: Readonly<Record<string, string>> = { reference: 'number', email: 'email', sku: 'sku', gtin: 'gtin', path: 'path' }

function needsOf({ node, entry, system, entity }: Writer, wanted: string): readonly { readonly path: string; readonly need: TargetNeed }[] {
  if (entity.entity !== wanted) return []
  const setting = (name: string): Json | undefined => node.settings[name] ?? entry.fields.find((field) => field.name === name)?.default
  const by = setting('matchBy') || entity.findBy[0]
  const path = typeof by === 'string' ? (matchPaths[by] ?? by) : undefined
  const lines = setting('linesNeedingProduct')
  return [
    ...(path === undefined ? [] : [{ path, need: { kind: 'match', system } as const }]),
    ...(wanted === 'order' && setting('customers') === 'by-email' && setting('missingEmail') !== 'default-customer'
      ? [{ path: 'customer.email', need: { kind: 'customer', system } as const }]
      : []),
    ...(wanted === 'order' && Array.isArray(lines) && lines.length > 0
      ? [{ path: 'lines[].sku', need: { kind: 'product', system } as const }]
      : []),
  ]
}

function settingOfKind(node: FlowNode, entry: NodeEntry, kind: 'slot' | 'entity'): string | undefined {
  const field = entry.fields.find((one) => one.kind === kind)
  const value = field && node.settings[field.name]
  return typeof value === 'string' ? value : undefined
}

import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import type { NodePorts } from '#core/flow/wires.ts'
import type { ConnectorEntry, NodeEntry } from '#core/kit/describe.ts'
import type { FieldKind } from '#core/kit/fields.ts'
import type { CatalogueLookup } from './catalogue.ts'

/** What a node shows of itself wherever it is named. */
export interface NodeFace {
  /** What it does, in the user's words where there are some: "Read orders · paid". */
  readonly title: string
  /** The title of a node nobody has named. */
  readonly usualTitle: string
  /** What its kind is called: "Read · MplusKASSA". */
  readonly kind: string
  readonly entry: NodeEntry | undefined
  readonly connector: ConnectorEntry | undefined
  /** Kind of record, where it has one. */
  readonly entity: string | undefined
}

export function nodeFace(node: FlowNode, slots: FlowDocument['slots'], catalogue: CatalogueLookup): NodeFace {
  const known = faces.get(node)
  if (known?.slots === slots && known.catalogue === catalogue) return known.face
  const face = makeFace(node, slots, catalogue)
  faces.set(node, { slots, catalogue, face })
  return face
}

/** Nodes are asked for their face far more often than they change. */
const faces = new WeakMap<
  FlowNode,
  { readonly slots: FlowDocument['slots']; readonly catalogue: CatalogueLookup; readonly face: NodeFace }
>()

function makeFace(node: FlowNode, slots: FlowDocument['slots'], catalogue: CatalogueLookup): NodeFace {
  const entry = catalogue.nodeType(node.type)
  const slotName = settingOf(node, entry, 'slot')
  const slot = slotName !== undefined && Object.hasOwn(slots, slotName) ? slots[slotName] : undefined
  const connector = slot && catalogue.connector(slot.connector)
  const entity = settingOf(node, entry, 'entity')
  const entityLabel = connector?.entities.find((one) => one.entity === entity)?.label.toLowerCase() ?? entity
  const label = entry?.label ?? node.type
  const usualTitle = entityLabel ? `${label} ${entityLabel}` : label
  return {
    title: node.name ?? usualTitle,
    usualTitle,
    kind: connector ? `${label} · ${connector.label}` : label,
    ...{ entry, connector, entity },
  }
}

/** The value of the first setting of a kind, when it is filled in. A slot that is there for its lists alone says nothing of the node. */
export function settingOf(node: FlowNode, entry: NodeEntry | undefined, kind: FieldKind): string | undefined {
  const name = entry?.fields.find((field) => field.kind === kind && !field.options?.listsOnly)?.name
  const value = name === undefined ? undefined : node.settings[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Ports and field kinds by node type, as the edits of `core/flow` ask for them. */
export function portsIn(catalogue: CatalogueLookup): (type: string) => NodePorts | undefined {
  return (type) => catalogue.nodeType(type)
}

export function fieldKindsIn(catalogue: CatalogueLookup): (type: string) => Readonly<Record<string, FieldKind>> | undefined {
  return (type) => {
    const entry = catalogue.nodeType(type)
    return entry && Object.fromEntries(entry.fields.map(({ name, kind }) => [name, kind]))
  }
}

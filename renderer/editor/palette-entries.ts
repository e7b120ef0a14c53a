import { freeId, takenIds } from '#core/flow/clipboard.ts'
import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import { addNode, setSlot } from '#core/flow/edit.ts'
import { type Edit, inTurn } from '#core/flow/make-edit.ts'
import type { ConnectorEntry, EntityEntry, NodeEntry } from '#core/kit/describe.ts'
import type { NewSlot } from './bind-by-itself.ts'
import type { CatalogueLookup } from './catalogue.ts'

/** Something that can be added: a kind of node, and for those that need a system, which system and kind of record. */
export interface PaletteEntry {
  readonly id: string
  /** "Read orders". */
  readonly label: string
  readonly summary: string
  readonly node: NodeEntry
  readonly connector?: ConnectorEntry
  readonly entity?: EntityEntry
}

export interface PaletteSection {
  readonly id: string
  /** The system's name; undefined where the page has a word of its own for the category `id`. */
  readonly label?: string
  readonly connector?: ConnectorEntry
  readonly entries: readonly PaletteEntry[]
}

/**
 * Systems first, then what needs none, by category. Where a flow has systems already, the others come last: its own are what its
 * next node is about, most of the time.
 */
export function paletteSections(catalogue: CatalogueLookup, own: readonly string[] = []): readonly PaletteSection[] {
  const plain = catalogue.nodes.filter((node) => !needsEntity(node))
  const bySystem = catalogue.connectors.map((connector) => ({
    id: `system:${connector.id}`,
    label: connector.label,
    connector,
    entries: catalogue.nodes.filter(needsEntity).flatMap((node) => entriesOf(node, connector)),
  }))
  const byCategory = [...Map.groupBy(plain, ({ category }) => category)].map(([category, nodes]) => ({
    id: category,
    entries: nodes.map((node): PaletteEntry => ({ id: node.type, label: node.label, summary: node.summary, node })),
  }))
  const isNear = ({ connector }: { readonly connector: ConnectorEntry }) => own.length === 0 || own.includes(connector.id)
  return [...bySystem.filter(isNear), ...byCategory, ...bySystem.filter((system) => !isNear(system))].filter(
    ({ entries }) => entries.length > 0,
  )
}

function needsEntity(node: NodeEntry): boolean {
  return node.fields.some(({ kind }) => kind === 'slot') && node.fields.some(({ kind }) => kind === 'entity')
}

function entriesOf(node: NodeEntry, connector: ConnectorEntry): readonly PaletteEntry[] {
  const does = node.fields.find(({ kind }) => kind === 'slot')?.options?.does
  return connector.entities
    .filter(({ can }) => (does === 'write' ? can.includes('create') || can.includes('update') : can.includes('read')))
    .map((entity) => ({
      id: `${node.type}:${connector.id}:${entity.entity}`,
      label: `${node.label} ${entity.label.toLowerCase()}`,
      summary: node.summary,
      ...{ node, connector, entity },
    }))
}

/** Every word must occur somewhere in what the entry says of itself. */
export function matchesWords({ label, summary, connector, node }: PaletteEntry, search: string): boolean {
  const text = `${label} ${connector?.label ?? ''} ${node.label} ${node.category} ${summary}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

export interface Added {
  readonly nodeId: string
  /** There where the flow had no slot for the entry's system. */
  readonly newSlot: NewSlot | undefined
  readonly make: (document: FlowDocument) => Edit
}

/** The edit that adds an entry at a place: with a slot for its system, the flow's own where it has one. */
export function addEntry(document: FlowDocument, { node, connector, entity }: PaletteEntry, position: readonly [number, number]): Added {
  const nodeId = freeId(takenIds(document), entity ? `${node.type}-${entity.entity}` : node.type)
  const own = Object.entries(document.slots).find(([, slot]) => slot.connector === connector?.id)?.[0]
  const slotName = own ?? (connector && freeId(new Set(Object.keys(document.slots)), connector.id))
  const does = node.fields.find(({ kind }) => kind === 'slot')?.options?.does ?? 'read'
  const newSlot = connector && own === undefined && slotName !== undefined ? { name: slotName, connectorId: connector.id, does } : undefined
  const added: FlowNode = {
    id: nodeId,
    type: node.type,
    version: node.version,
    position,
    settings: Object.fromEntries(
      node.fields.flatMap(({ name, kind }) => {
        if (kind === 'slot' && slotName !== undefined) return [[name, slotName]]
        if (kind === 'entity' && entity) return [[name, entity.entity]]
        return []
      }),
    ),
  }
  return {
    nodeId,
    newSlot,
    make: (flow) =>
      inTurn(flow, [
        ...(connector && newSlot
          ? [(one: FlowDocument) => setSlot(one, newSlot.name, { connector: connector.id, label: connector.label })]
          : []),
        (one) => addNode(one, added),
      ]),
  }
}

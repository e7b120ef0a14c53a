import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import { downstream } from '#core/flow/graph.ts'
import { type TableNeed, tablesOf } from '#core/integration/tables.ts'
import type { ConnectorEntry, NodeEntry } from '#core/kit/describe.ts'
import type { Json } from '#core/kit/record.ts'
import { arrivingEntity } from '#renderer/mapping/arriving-entity.ts'

interface Lookup {
  nodeType(type: string): NodeEntry | undefined
  connector(id: string): ConnectorEntry | undefined
}

/** Both sides of a node that matches codes, and what there is to match. */
export interface NodeTables {
  readonly from: NodeSide | undefined
  readonly to: NodeSide | undefined
  /** What flows through it; undefined while no wire tells. */
  readonly entity: string | undefined
  readonly needs: readonly TableNeed[]
}

export interface NodeSide {
  readonly slot: string
  readonly label: string
  readonly system: ConnectorEntry
}

/** Which tables a `codes` node may have: told by its slots, the kind of record that comes in, and the document it becomes further down. */
export function nodeTables(document: FlowDocument, node: FlowNode, lookup: Lookup): NodeTables {
  const side = (name: 'from' | 'to'): NodeSide | undefined => {
    const slot = textOf(node.settings[name])
    const declared = slot !== undefined && Object.hasOwn(document.slots, slot) ? document.slots[slot] : undefined
    const system = declared && lookup.connector(declared.connector)
    return slot !== undefined && declared && system ? { slot, label: declared.label, system } : undefined
  }
  const [from, to] = [side('from'), side('to')]
  const entity = arrivingEntity(document, node.id, lookup.nodeType)
  const [read, written] = [from, to].map((one) => one?.system.entities.find((other) => other.entity === entity))
  if (!from || !to || entity === undefined || !read || !written) return { from, to, entity, needs: [] }
  const documentType = writtenDocument(document, node, to.slot)
  const needs = tablesOf(
    { entity, upsert: documentType === undefined ? {} : { documentType } },
    { source: { side: 'left', system: from.system, entity: read }, target: { side: 'right', system: to.system, entity: written } },
  )
  return { from, to, entity, needs }
}

/** The document type the records become in this slot, where all who write it there agree. */
function writtenDocument(document: FlowDocument, node: FlowNode, slot: string): string | undefined {
  const reached = downstream(document, node.id)
  const types = document.nodes
    .filter(({ id, settings }) => reached.has(id) && settings.slot === slot)
    .map(({ settings }) => textOf(settings.documentType))
  const [first, ...others] = new Set(types)
  return others.length === 0 ? first : undefined
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

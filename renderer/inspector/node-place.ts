import type { FlowDocument, FlowNode, Slot } from '#core/flow/document.ts'
import type { ConnectorEntry, EntityEntry, FieldEntry, NodeEntry } from '#core/kit/describe.ts'
import type { Json } from '#core/kit/record.ts'
import { type EntityName, entities } from '#core/model/entities.ts'
import { entityWords } from '#renderer/language/core-words.ts'

/** A node with what its form depends on: the slot it names, that slot's system, and the kind of record it deals in. */
export interface NodePlace {
  readonly document: FlowDocument
  readonly node: FlowNode
  readonly entry: NodeEntry
  readonly does: 'read' | 'write'
  readonly slotName?: string
  readonly slot?: Slot
  readonly connector?: ConnectorEntry
  readonly entity?: EntityEntry
}

export function placeOf(
  { document, node, entry }: { readonly document: FlowDocument; readonly node: FlowNode; readonly entry: NodeEntry },
  connectorOf: (id: string) => ConnectorEntry | undefined,
): NodePlace {
  const slotField = entry.fields.find((field) => field.kind === 'slot')
  const slotName = textOf(slotField && node.settings[slotField.name])
  const slot = slotName !== undefined && Object.hasOwn(document.slots, slotName) ? document.slots[slotName] : undefined
  const connector = slot && connectorOf(slot.connector)
  const entityField = entry.fields.find((field) => field.kind === 'entity')
  const entityName = textOf(entityField && node.settings[entityField.name])
  const entity = connector?.entities.find((one) => one.entity === entityName)
  return { document, node, entry, does: slotField?.options?.does ?? 'read', slotName, slot, connector, entity }
}

/** A value as it works: the default where nothing is set. */
export function effective(entry: FieldEntry, value: Json | undefined): Json | undefined {
  return value ?? entry.default
}

/** The settings that matter now: those whose `when` holds. */
export function shownFields(fields: readonly FieldEntry[], settings: Readonly<Record<string, Json>>): readonly FieldEntry[] {
  const byName = new Map(fields.map((field) => [field.name, field]))
  return fields.filter((field) =>
    Object.entries(field.options?.when ?? {}).every(([name, wanted]) => {
      const other = byName.get(name)
      const value = other ? effective(other, settings[name]) : settings[name]
      return wanted.some((one) => one === (value ?? null))
    }),
  )
}

/** Kinds of record the slot's system can read or write, whichever the node wants. Empty while no system is chosen. */
export function entityChoices({ connector, does }: NodePlace): readonly EntityEntry[] {
  return (connector?.entities ?? []).filter((one) => isAble(one, does))
}

export function isAble({ can }: EntityEntry, does: 'read' | 'write'): boolean {
  return does === 'read' ? can.includes('read') : can.includes('create') || can.includes('update')
}

/** Whether a system can do for some kind of record what a slot is wanted for. */
export function canDo(connector: ConnectorEntry, does: 'read' | 'write'): boolean {
  return connector.entities.some((one) => isAble(one, does))
}

/** What an `object` setting holds: the fields its kind of record asks for in this system. Undefined while that is not known. */
export function objectFields(field: FieldEntry, place: NodePlace): readonly FieldEntry[] | undefined {
  const about = field.options?.entity
  const entity = about === undefined ? place.entity : place.connector?.entities.find((one) => one.entity === about)
  if (!entity) return undefined
  return place.does === 'read' ? entity.readFields : entity.writeFields
}

/** The kind of record whose fields a policy is about. */
export function policyEntity(field: FieldEntry, place: NodePlace): string | undefined {
  return field.options?.entity ?? place.entity?.entity
}

export interface Offer {
  readonly id: string
  readonly label: string
}

/** What a text setting is usually one of; undefined: nothing is known, any text. */
export function offersOf(field: FieldEntry, { entity }: NodePlace): readonly Offer[] | undefined {
  switch (field.options?.offers) {
    case 'match-keys':
      return entity?.findBy.map((id) => ({ id, label: matchLabel(id) }))
    case 'document-types':
      return entity && Object.entries(entity.documentTypes).map(([id, label]) => ({ id, label }))
    case 'entities':
      return (Object.keys(entities) as EntityName[]).map((id) => ({ id, label: entityWords(id).label }))
    case undefined:
      return undefined
  }
}

/** The labels the neutral model has for what records are recognised by. */
function matchLabel(id: string): string {
  if (id === 'gtin') return 'GTIN'
  return Object.hasOwn(matchedKinds, id) ? entityWords(matchedKinds[id as keyof typeof matchedKinds]).keyLabel : id
}

const matchedKinds = { reference: 'order', email: 'customer', sku: 'product', path: 'category' } as const

/** Settings the node's declaration does not know: written by a newer version, or by hand. They are kept. */
export function unknownSettings({ node, entry }: NodePlace): Readonly<Record<string, Json>> {
  const known = new Set(entry.fields.map((field) => field.name))
  return Object.fromEntries(Object.entries(node.settings).filter(([name]) => !known.has(name)))
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

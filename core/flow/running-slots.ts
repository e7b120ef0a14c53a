import type { AnyNode } from '#core/kit/define-node.ts'
import type { Field, Fields } from '#core/kit/fields.ts'
import type { FlowDocument, FlowNode } from './document.ts'

/** The document with the slots a run opens: what nodes name for its lists alone, the editor asks and a run does not. */
export function withRunningSlots(document: FlowDocument, nodes: Readonly<Record<string, AnyNode>>): FlowDocument {
  const named = (isMeant: (field: Field) => boolean) => new Set(document.nodes.flatMap((node) => slotsOf(node, nodes, isMeant)))
  const forLists = named(({ options }) => options?.listsOnly === true)
  const forWork = named(({ options }) => options?.listsOnly !== true)
  const isOpened = ([name]: readonly [string, unknown]) => !forLists.has(name) || forWork.has(name)
  return { ...document, slots: Object.fromEntries(Object.entries(document.slots).filter(isOpened)) }
}

/** Names of the slots that a node's settings hold, by the slot fields that are meant. */
export function slotsOf(node: FlowNode, nodes: Readonly<Record<string, AnyNode>>, isMeant: (field: Field) => boolean): readonly string[] {
  const fields: Fields = (Object.hasOwn(nodes, node.type) ? nodes[node.type]?.fields : undefined) ?? {}
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = node.settings[name]
    return field.kind === 'slot' && isMeant(field) && typeof value === 'string' ? [value] : []
  })
}

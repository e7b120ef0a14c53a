import type { FlowDocument } from '#core/flow/document.ts'
import type { Field } from '#core/kit/fields.ts'
import type { StartPreview } from '#host/run/protocol.ts'
import { definitionOf, feedersOf, type NodeDefinitions, nodesBefore } from './feeders.ts'
import { readPins } from './pins.ts'

/** The document with only those slots that a preview will ask for: one that is not bound yet must not stop what does not use it. */
export function documentForPreview(
  { dataFolder, document, nodeId, scope }: Pick<StartPreview, 'dataFolder' | 'document' | 'nodeId' | 'scope'>,
  { definitions }: { readonly definitions: NodeDefinitions },
): FlowDocument {
  const pinned = readPins(dataFolder, document.id)
  const isPinned = (id: string) => id !== nodeId && pinned.has(id)
  const running =
    scope === 'only'
      ? new Set([nodeId])
      : new Set([...nodesBefore(nodeId, feedersOf(document, definitions), isPinned)].filter((id) => !isPinned(id)))
  const named = new Set(document.nodes.filter(({ id }) => running.has(id)).flatMap((node) => slotsOf(node, definitions)))
  return { ...document, slots: Object.fromEntries(Object.entries(document.slots).filter(([name]) => named.has(name))) }
}

function slotsOf(node: FlowDocument['nodes'][number], definitions: NodeDefinitions): readonly unknown[] {
  const fields = Object.entries(definitionOf(node, definitions)?.fields ?? {})
  // Fields of any settings type, as the list of nodes holds them.
  return (fields as readonly [string, Field][])
    .filter(([, { kind, options }]) => kind === 'slot' && !options?.listsOnly)
    .map(([name]) => node.settings[name])
}

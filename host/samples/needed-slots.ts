import type { FlowDocument } from '#core/flow/document.ts'
import { slotsOf } from '#core/flow/running-slots.ts'
import type { Field } from '#core/kit/fields.ts'
import type { StartPreview } from '#host/run/protocol.ts'
import { feedersOf, type NodeDefinitions, nodesBefore } from './feeders.ts'
import { readPins } from './pins.ts'

/** A slot named for its lists alone is asked by the editor, not by a run. */
const isOpened = ({ options }: Field) => options?.listsOnly !== true

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
  const named = new Set(document.nodes.filter(({ id }) => running.has(id)).flatMap((node) => slotsOf(node, definitions, isOpened)))
  return { ...document, slots: Object.fromEntries(Object.entries(document.slots).filter(([name]) => named.has(name))) }
}

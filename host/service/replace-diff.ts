import type { FlowChange, FlowDiff } from '#core/flow/diff.ts'
import type { FlowDocument } from '#core/flow/document.ts'

/** One step that turns a document into another one, so that taking over a file or an import can be undone. */
export function replaceDiff(from: FlowDocument, to: FlowDocument): FlowDiff {
  const slots = [...new Set([...Object.keys(from.slots), ...Object.keys(to.slots)])]
  const slotOf = ({ slots: all }: FlowDocument, name: string) => (Object.hasOwn(all, name) ? all[name] : undefined)
  const changes: readonly (FlowChange | undefined)[] = [
    ...removeAll('wires', from.wires),
    ...removeAll('comments', from.comments ?? []),
    ...removeAll('nodes', from.nodes),
    from.name === to.name ? undefined : { what: 'name', before: from.name, after: to.name },
    from.description === to.description
      ? undefined
      : {
          what: 'description',
          ...(from.description !== undefined && { before: from.description }),
          ...(to.description !== undefined && { after: to.description }),
        },
    { what: 'options', before: from.options, after: to.options },
    ...slots.map((name): FlowChange => {
      const [before, after] = [slotOf(from, name), slotOf(to, name)]
      return { what: 'slot', name, ...(before && { before }), ...(after && { after }) }
    }),
    ...addAll('nodes', to.nodes),
    ...addAll('comments', to.comments ?? []),
    ...addAll('wires', to.wires),
  ]
  return changes.filter((change) => change !== undefined)
}

type ListName = 'nodes' | 'wires' | 'comments'

/** From the end, so that each place still holds what it names. */
function removeAll(what: ListName, things: readonly unknown[]): readonly FlowChange[] {
  // A list of one name holds things of one type; the union of the three cannot say so.
  return things.map((before, at) => ({ what, at, before }) as FlowChange).toReversed()
}

function addAll(what: ListName, things: readonly unknown[]): readonly FlowChange[] {
  return things.map((after, at) => ({ what, at, after }) as FlowChange)
}

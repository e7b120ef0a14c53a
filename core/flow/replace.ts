import { type FlowChange, type FlowDiff, isSame } from './diff.ts'
import type { FlowDocument } from './document.ts'
import { type Edit, make } from './make-edit.ts'

/** Another document in place of this one, as one step that can be taken back: back to what is published, or to what the file says. */
export function replaceDocument(document: FlowDocument, other: FlowDocument): Edit {
  return make(document, diffFlows(document, other))
}

/** The changes that lead from one document to another. Id and format are the flow's own and stay. */
export function diffFlows(from: FlowDocument, to: FlowDocument): FlowDiff {
  return [
    ...diffList('nodes', from.nodes, to.nodes),
    ...diffList('wires', from.wires, to.wires),
    ...diffList('comments', from.comments ?? [], to.comments ?? []),
    ...diffList('groups', from.groups ?? [], to.groups ?? []),
    ...diffSlots(from.slots, to.slots),
    ...(from.name === to.name ? [] : [{ what: 'name' as const, before: from.name, after: to.name }]),
    ...diffMember('description', from.description, to.description),
    ...(isSame(from.options, to.options) ? [] : [{ what: 'options' as const, before: from.options, after: to.options }]),
    ...diffMember('unknown', from.unknown, to.unknown),
  ]
}

/** What is the same at both ends stays; between, place by place is replaced, the rest taken away or added. */
function diffList<Thing>(what: 'nodes' | 'wires' | 'comments' | 'groups', from: readonly Thing[], to: readonly Thing[]): FlowDiff {
  let start = 0
  while (start < from.length && start < to.length && isSame(from[start], to[start])) start += 1
  let same = 0
  while (same < from.length - start && same < to.length - start && isSame(from.at(-1 - same), to.at(-1 - same))) same += 1
  const before = from.slice(start, from.length - same)
  const after = to.slice(start, to.length - same)
  const both = Math.min(before.length, after.length)
  const changes = [
    ...before.slice(0, both).flatMap((thing, index) => {
      const next = after[index]
      return isSame(thing, next) ? [] : [{ what, at: start + index, before: thing, after: next }]
    }),
    ...before
      .slice(both)
      .map((thing, index) => ({ what, at: start + both + index, before: thing }))
      .toReversed(),
    ...after.slice(both).map((thing, index) => ({ what, at: start + both + index, after: thing })),
  ]
  // `what` and `Thing` belong together in every call above, which the union cannot follow.
  return changes as unknown as FlowDiff
}

function diffSlots(from: FlowDocument['slots'], to: FlowDocument['slots']): FlowDiff {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  return names.flatMap((name): FlowChange[] => {
    const before = Object.hasOwn(from, name) ? from[name] : undefined
    const after = Object.hasOwn(to, name) ? to[name] : undefined
    return isSame(before, after) ? [] : [{ what: 'slot', name, ...(before && { before }), ...(after && { after }) }]
  })
}

function diffMember<What extends 'description' | 'unknown', Value>(
  what: What,
  before: Value | undefined,
  after: Value | undefined,
): FlowDiff {
  if (isSame(before, after)) return []
  // The two members are named once above, each with its own type.
  return [{ what, ...(before !== undefined && { before }), ...(after !== undefined && { after }) } as unknown as FlowChange]
}

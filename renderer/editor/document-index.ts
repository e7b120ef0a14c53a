import type { FlowCheck } from '#core/contract/flows.ts'
import type { Comment, FlowDocument, FlowNode, Group, Wire } from '#core/flow/document.ts'
import { wireKey } from '#core/flow/wires.ts'

/** Look-ups into a document, made once for each document and shared by everything that shows it. */
export interface DocumentIndex {
  readonly nodes: ReadonlyMap<string, FlowNode>
  readonly comments: ReadonlyMap<string, Comment>
  readonly groups: ReadonlyMap<string, Group>
  /** Node or comment → the group it is in. */
  readonly groupOf: ReadonlyMap<string, Group>
  readonly wires: ReadonlyMap<string, Wire>
  readonly into: ReadonlyMap<string, readonly Wire[]>
  readonly from: ReadonlyMap<string, readonly Wire[]>
}

const indexes = new WeakMap<FlowDocument, DocumentIndex>()

export function indexOf(document: FlowDocument): DocumentIndex {
  const known = indexes.get(document)
  if (known) return known
  const groups = document.groups ?? []
  const index: DocumentIndex = {
    nodes: byId(document.nodes),
    comments: byId(document.comments ?? []),
    groups: byId(groups),
    groupOf: new Map(groups.flatMap((group) => group.members.map((member) => [member, group]))),
    wires: new Map(document.wires.map((wire) => [wireKey(wire), wire])),
    into: Map.groupBy(document.wires, ({ to }) => to),
    from: Map.groupBy(document.wires, ({ from }) => from[0]),
  }
  indexes.set(document, index)
  return index
}

export type NodeProblem = FlowCheck['problems'][number]

const problemIndexes = new WeakMap<FlowCheck, ReadonlyMap<string, readonly NodeProblem[]>>()
const noProblems: readonly NodeProblem[] = []

/** The problems of one node; the same list for as long as the check is the same. */
export function problemsOf(check: FlowCheck | null, nodeId: string): readonly NodeProblem[] {
  if (!check) return noProblems
  let index = problemIndexes.get(check)
  if (!index) {
    index = Map.groupBy(check.problems, (problem) => problem.nodeId ?? '')
    problemIndexes.set(check, index)
  }
  return index.get(nodeId) ?? noProblems
}

function byId<Thing extends { readonly id: string }>(things: readonly Thing[]): ReadonlyMap<string, Thing> {
  return new Map(things.map((thing) => [thing.id, thing]))
}

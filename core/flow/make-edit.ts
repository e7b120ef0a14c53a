import { applyDiff, type FlowChange, type FlowDiff } from './diff.ts'
import type { Comment, FlowDocument, FlowNode, Group, Wire } from './document.ts'
import { wholePixel } from './shape.ts'

/** A changed document with the way back; or why the change cannot be made, in the user's words. */
export type Edit = { readonly document: FlowDocument; readonly diff: FlowDiff } | { readonly refused: string }

export function make(document: FlowDocument, diff: FlowDiff): Edit {
  return { document: applyDiff(document, diff), diff }
}

export function refuse(refused: string): Edit {
  return { refused }
}

type ListChange<Thing> = Extract<FlowChange, { readonly at: number; readonly before?: Thing }>
type ListName<Thing> = ListChange<Thing>['what']

export function replaceWhere<Thing extends FlowNode | Comment | Group>(
  what: ListName<Thing>,
  list: readonly Thing[],
  isMeant: (thing: Thing) => boolean,
  change: (thing: Thing) => Thing,
): FlowDiff {
  // `what` and `Thing` belong together by ListName, which the union cannot follow.
  return list.flatMap((before, at) => (isMeant(before) ? [{ what, at, before, after: change(before) } as unknown as FlowChange] : []))
}

/** Last first, so that each place still holds when its turn comes. */
export function removeWhere<Thing extends FlowNode | Wire | Comment | Group>(
  what: ListName<Thing>,
  list: readonly Thing[],
  isMeant: (thing: Thing) => boolean,
): FlowDiff {
  return list.flatMap((before, at) => (isMeant(before) ? [{ what, at, before } as unknown as FlowChange] : [])).toReversed()
}

export function placed<Thing extends FlowNode | Comment>(thing: Thing, [x, y]: readonly [number, number]): Thing {
  return { ...thing, position: [wholePixel(x), wholePixel(y)] }
}

export function isSameWire(one: Wire, other: Wire): boolean {
  return one.to === other.to && one.from[0] === other.from[0] && one.from[1] === other.from[1]
}

/** Edits one after the other as one; refused as soon as one of them is. */
export function inTurn(document: FlowDocument, edits: Iterable<(document: FlowDocument) => Edit>): Edit {
  let current = document
  const diff: FlowChange[] = []
  for (const edit of edits) {
    const made = edit(current)
    if ('refused' in made) return made
    current = made.document
    diff.push(...made.diff)
  }
  return { document: current, diff }
}

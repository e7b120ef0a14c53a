import { DataError } from '#core/kit/errors.ts'
import type { Comment, FlowDocument, FlowNode, FlowOptions, Group, Slot, Wire } from './document.ts'

/** One thing that is there before, after, or both. `at` is its place in its list, at the moment this change is made. */
interface Replaced<What extends string, Thing> {
  readonly what: What
  readonly at: number
  readonly before?: Thing
  readonly after?: Thing
}

export type FlowChange =
  | Replaced<'nodes', FlowNode>
  | Replaced<'wires', Wire>
  | Replaced<'comments', Comment>
  | Replaced<'groups', Group>
  | { readonly what: 'slot'; readonly name: string; readonly before?: Slot; readonly after?: Slot }
  | { readonly what: 'name'; readonly before: string; readonly after: string }
  | { readonly what: 'description'; readonly before?: string; readonly after?: string }
  | { readonly what: 'options'; readonly before: FlowOptions; readonly after: FlowOptions }
  | { readonly what: 'unknown'; readonly before?: FlowDocument['unknown']; readonly after?: FlowDocument['unknown'] }

/** Changes in the order they are made. Plain data: undo history, collaboration and "what changed" are built from it. */
export type FlowDiff = readonly FlowChange[]

/** @throws DataError `diff-does-not-fit` when the document is not the one the diff was made for. */
export function applyDiff(document: FlowDocument, diff: FlowDiff): FlowDocument {
  return diff.reduce(applyChange, document)
}

/** The diff that takes back what this one does. */
export function reverseDiff(diff: FlowDiff): FlowDiff {
  return diff.toReversed().map((change) => {
    const { before, after, ...rest } = change
    // Before and after of one change are of one type; destructuring has lost that they belong together.
    return { ...rest, ...(after !== undefined && { before: after }), ...(before !== undefined && { after: before }) } as FlowChange
  })
}

/** One diff that does what these do in turn; changes of one thing right after each other (a drag) become one. */
export function squashDiffs(diffs: readonly FlowDiff[]): FlowDiff {
  const squashed: FlowChange[] = []
  for (const change of diffs.flat()) {
    const last = squashed.at(-1)
    const merged = last && merge(last, change)
    if (merged) squashed.splice(-1, 1, ...(isNothing(merged) ? [] : [merged]))
    else squashed.push(change)
  }
  return squashed
}

/**
 * One diff for both, when the second only goes on with what the first changed, thing by thing (typing in one field, nudging the
 * same nodes); undefined when it does anything else.
 */
export function continueDiff(first: FlowDiff, second: FlowDiff): FlowDiff | undefined {
  if (first.length !== second.length) return undefined
  const merged = first.map((change, index) => {
    const next = second[index]
    return next && change.before !== undefined && next.after !== undefined ? merge(change, next) : undefined
  })
  return merged.every((change) => change !== undefined) ? merged.filter((change) => !isNothing(change)) : undefined
}

function applyChange(document: FlowDocument, change: FlowChange): FlowDocument {
  switch (change.what) {
    case 'nodes':
      return { ...document, nodes: replaceAt(document.nodes, change) }
    case 'wires':
      return { ...document, wires: replaceAt(document.wires, change) }
    case 'comments': {
      const { comments = [], ...rest } = document
      const left = replaceAt(comments, change)
      return left.length === 0 ? rest : { ...rest, comments: left }
    }
    case 'groups': {
      const { groups = [], ...rest } = document
      const left = replaceAt(groups, change)
      return left.length === 0 ? rest : { ...rest, groups: left }
    }
    case 'slot':
      return { ...document, slots: replaceSlot(document.slots, change) }
    case 'name':
      expectSame(document.name, change.before, 'name')
      return { ...document, name: change.after }
    case 'description': {
      const { description, ...rest } = document
      expectSame(description, change.before, 'description')
      return change.after === undefined ? rest : { ...rest, description: change.after }
    }
    case 'options':
      expectSame(document.options, change.before, 'options')
      return { ...document, options: change.after }
    case 'unknown': {
      const { unknown, ...rest } = document
      expectSame(unknown, change.before, 'unknown members')
      return change.after === undefined ? rest : { ...rest, unknown: change.after }
    }
  }
}

function replaceAt<Thing>(list: readonly Thing[], { what, at, before, after }: Replaced<string, Thing>): readonly Thing[] {
  const place = `${what}[${at}]`
  if (at < 0 || at > list.length) throw doesNotFit(place)
  if (before !== undefined) expectSame(list[at], before, place)
  return list.toSpliced(at, before === undefined ? 0 : 1, ...(after === undefined ? [] : [after]))
}

function replaceSlot(
  slots: FlowDocument['slots'],
  { name, before, after }: { readonly name: string; readonly before?: Slot; readonly after?: Slot },
): FlowDocument['slots'] {
  expectSame(Object.hasOwn(slots, name) ? slots[name] : undefined, before, `slots.${name}`)
  const left = Object.entries(slots).filter(([other]) => other !== name)
  return Object.fromEntries(after === undefined ? left : [...left, [name, after]])
}

function expectSame(found: unknown, expected: unknown, place: string): void {
  if (!isSame(found, expected)) throw doesNotFit(place)
}

function doesNotFit(place: string): DataError {
  return new DataError(`The change does not fit: ${place} is no longer what it was.`, {
    code: 'diff-does-not-fit',
    hint: 'The flow was changed elsewhere in the meantime. Make the change again.',
  })
}

/** Equal as data; absent members and undefined ones are the same. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [a, b] = [present(one), present(other)]
  return a.size === b.size && [...a].every(([key, value]) => b.has(key) && isSame(value, b.get(key)))
}

function present(thing: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(thing).filter(([, value]) => value !== undefined))
}

/** Both changes as one, when the second starts from what the first left at the same place. */
function merge(first: FlowChange, second: FlowChange): FlowChange | undefined {
  if (!isSame(placeOf(first), placeOf(second)) || first.after === undefined || second.before === undefined) return undefined
  if (!isSame(first.after, second.before)) return undefined
  const { after: _dropped, ...start } = first
  // The same place holds the same type of thing.
  return { ...start, ...(second.after !== undefined && { after: second.after }) } as FlowChange
}

function placeOf({ before: _before, after: _after, ...place }: FlowChange): object {
  return place
}

function isNothing({ before, after }: FlowChange): boolean {
  return isSame(before, after)
}

import type { Json } from '#core/kit/record.ts'
import { isSame } from './diff.ts'
import type { Comment, FlowDocument, FlowNode, FlowOptions, Group, Slot, Wire } from './document.ts'
import { wireKey } from './wires.ts'

/** One thing a person would say changed between two documents. Names are the user's; settings come with old and new. */
export type FlowDifference =
  | { readonly kind: 'node-added' | 'node-removed'; readonly node: FlowNode }
  | { readonly kind: 'node-renamed'; readonly node: FlowNode; readonly from: string | undefined; readonly to: string | undefined }
  | { readonly kind: 'node-replaced'; readonly node: FlowNode; readonly from: string; readonly to: string }
  | { readonly kind: 'node-settings'; readonly node: FlowNode; readonly changes: readonly SettingChange[] }
  | { readonly kind: 'node-disabled' | 'node-enabled'; readonly node: FlowNode }
  /** Where things stand on the canvas; changes nothing of what runs, hence all of it in one. */
  | { readonly kind: 'moved'; readonly ids: readonly string[] }
  | {
      readonly kind: 'wire-added' | 'wire-removed'
      readonly wire: Wire
      readonly from: FlowNode | undefined
      readonly to: FlowNode | undefined
    }
  | { readonly kind: 'slot-added' | 'slot-removed'; readonly name: string; readonly slot: Slot }
  | { readonly kind: 'slot-changed'; readonly name: string; readonly from: Slot; readonly to: Slot }
  | { readonly kind: 'comment-added' | 'comment-removed' | 'comment-changed'; readonly comment: Comment }
  | { readonly kind: 'group-added' | 'group-removed' | 'group-changed'; readonly group: Group }
  | { readonly kind: 'flow-renamed'; readonly from: string; readonly to: string }
  | { readonly kind: 'flow-described'; readonly from: string | undefined; readonly to: string | undefined }
  | { readonly kind: 'option'; readonly name: keyof FlowOptions; readonly from: Json | undefined; readonly to: Json | undefined }
  /** Members only a newer Sluice knows. */
  | { readonly kind: 'unknown-members' }

export interface SettingChange {
  /** `condition.all[0].value`, as far down as one value changed. */
  readonly path: string
  readonly from: Json | undefined
  readonly to: Json | undefined
}

/** What changed from one document to another, things of what runs first, looks last. Nodes are told apart by their ids. */
export function compareFlows(from: FlowDocument, to: FlowDocument): readonly FlowDifference[] {
  if (from === to) return []
  const nodes = pairs(from.nodes, to.nodes)
  const comments = pairs(from.comments ?? [], to.comments ?? [])
  const groups = pairs(from.groups ?? [], to.groups ?? [])
  const moved = [...nodes, ...comments].flatMap(({ before, after }) =>
    before && after && before !== after && !isSame(before.position, after.position) ? [after.id] : [],
  )
  return [
    ...(from.name === to.name ? [] : [{ kind: 'flow-renamed' as const, from: from.name, to: to.name }]),
    ...(from.description === to.description ? [] : [{ kind: 'flow-described' as const, from: from.description, to: to.description }]),
    ...nodes.flatMap(({ before, after }) => compareNodes(before, after)),
    ...compareWires(from, to),
    ...compareSlots(from.slots, to.slots),
    ...compareOptions(from.options, to.options),
    ...comments.flatMap(({ before, after }): FlowDifference[] => {
      if (!before || !after) return [{ kind: after ? 'comment-added' : 'comment-removed', comment: (after ?? before) as Comment }]
      const { position: _from, ...was } = before
      const { position: _to, ...is } = after
      return isSame(was, is) ? [] : [{ kind: 'comment-changed', comment: after }]
    }),
    ...groups.flatMap(({ before, after }): FlowDifference[] => {
      if (!before || !after) return [{ kind: after ? 'group-added' : 'group-removed', group: (after ?? before) as Group }]
      return isSame(before, after) ? [] : [{ kind: 'group-changed', group: after }]
    }),
    ...(moved.length === 0 ? [] : [{ kind: 'moved' as const, ids: moved }]),
    ...(isSame(from.unknown, to.unknown) ? [] : [{ kind: 'unknown-members' as const }]),
  ]
}

interface Pair<Thing> {
  readonly before: Thing | undefined
  readonly after: Thing | undefined
}

function pairs<Thing extends { readonly id: string }>(from: readonly Thing[], to: readonly Thing[]): readonly Pair<Thing>[] {
  const after = new Map(to.map((thing) => [thing.id, thing]))
  const known = new Set(from.map((thing) => thing.id))
  return [
    ...from.map((before) => ({ before, after: after.get(before.id) })),
    ...to.filter(({ id }) => !known.has(id)).map((thing) => ({ before: undefined, after: thing })),
  ]
}

function compareNodes(before: FlowNode | undefined, after: FlowNode | undefined): readonly FlowDifference[] {
  if (before === after) return []
  if (!before || !after) return [{ kind: after ? 'node-added' : 'node-removed', node: (after ?? before) as FlowNode }]
  const changes = compareJson(before.settings, after.settings, '')
  return [
    ...(before.type === after.type ? [] : [{ kind: 'node-replaced' as const, node: after, from: before.type, to: after.type }]),
    ...(before.name === after.name ? [] : [{ kind: 'node-renamed' as const, node: after, from: before.name, to: after.name }]),
    ...(changes.length === 0 && before.version === after.version && isSame(before.unknown, after.unknown)
      ? []
      : [{ kind: 'node-settings' as const, node: after, changes }]),
    ...((before.disabled ?? false) === (after.disabled ?? false)
      ? []
      : [{ kind: after.disabled ? ('node-disabled' as const) : ('node-enabled' as const), node: after }]),
  ]
}

function compareWires(from: FlowDocument, to: FlowDocument): readonly FlowDifference[] {
  if (from.wires === to.wires) return []
  const [before, after] = [new Set(from.wires.map(wireKey)), new Set(to.wires.map(wireKey))]
  const nodes = new Map([...from.nodes, ...to.nodes].map((node) => [node.id, node]))
  const told = (kind: 'wire-added' | 'wire-removed', wire: Wire): FlowDifference => ({
    ...{ kind, wire, from: nodes.get(wire.from[0]), to: nodes.get(wire.to) },
  })
  return [
    ...from.wires.filter((wire) => !after.has(wireKey(wire))).map((wire) => told('wire-removed', wire)),
    ...to.wires.filter((wire) => !before.has(wireKey(wire))).map((wire) => told('wire-added', wire)),
  ]
}

function compareSlots(from: FlowDocument['slots'], to: FlowDocument['slots']): readonly FlowDifference[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((name): FlowDifference[] => {
    const before = Object.hasOwn(from, name) ? from[name] : undefined
    const after = Object.hasOwn(to, name) ? to[name] : undefined
    if (before && after) return isSame(before, after) ? [] : [{ kind: 'slot-changed', name, from: before, to: after }]
    return [{ kind: after ? 'slot-added' : 'slot-removed', name, slot: (after ?? before) as Slot }]
  })
}

function compareOptions(from: FlowOptions, to: FlowOptions): readonly FlowDifference[] {
  if (from === to) return []
  return (['onFailure', 'timeZone', 'unknown'] as const).flatMap((name) =>
    isSame(from[name], to[name]) ? [] : [{ kind: 'option' as const, name, from: from[name], to: to[name] }],
  )
}

/** Down to the single values that differ; lists of another length are told as a whole. */
function compareJson(from: Json | undefined, to: Json | undefined, path: string): readonly SettingChange[] {
  if (isSame(from, to)) return []
  if (isMembers(from) && isMembers(to)) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])]
    return names.flatMap((name) => compareJson(from[name], to[name], path === '' ? name : `${path}.${name}`))
  }
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length) {
    return from.flatMap((item: Json, index) => compareJson(item, to[index], `${path}[${index}]`))
  }
  return [{ path, from, to }]
}

function isMembers(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

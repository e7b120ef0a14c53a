import type { Comment, FlowDocument, FlowNode, FlowOptions, Group, Problem, Slot, Wire } from './document.ts'
import { flowLimits, reservedNames, textBytes } from './limits.ts'
import { currentFormat, migrateFormat } from './migrate.ts'
import { readJson } from './read-json.ts'
import { isMembers, type Members, Shape } from './shape.ts'

export type ParsedFlow = { readonly ok: FlowDocument } | { readonly problems: readonly Problem[] }

/** A flow file's text → document. Never throws; every problem names its place. */
export function parseFlowText(text: string): ParsedFlow {
  // A character is at least one byte, so the cheap question comes first.
  if (text.length > flowLimits.textBytes || textBytes(text) > flowLimits.textBytes) {
    return refuse('', `is larger than ${flowLimits.textBytes / 1_000_000} MB`, 'too-large')
  }
  if (text.trim() === '') return refuse('', 'is empty', 'not-a-flow')
  const read = readJson(text)
  return 'ok' in read ? parseFlow(read.ok) : read
}

/** Anything → document: from a file, over the contract or from the clipboard. Never throws; every problem names its place. */
export function parseFlow(value: unknown): ParsedFlow {
  const unsafe = findUnsafe(value)
  if (unsafe) return { problems: [unsafe] }
  if (!isMembers(value) || typeof value.format !== 'number' || !Array.isArray(value.nodes)) {
    return refuse('', 'is not a flow: it has no format number and no list of nodes', 'not-a-flow')
  }
  if (value.format > currentFormat) {
    return refuse(
      'format',
      `is ${value.format}; this Sluice reads formats up to ${currentFormat}. Open it with a newer Sluice`,
      'newer-than-this-app',
    )
  }
  const migrated = migrateFormat(value)
  return 'problems' in migrated ? migrated : parseMembers(migrated.ok)
}

function refuse(path: string, message: string, code: string): ParsedFlow {
  return { problems: [{ path, message, code }] }
}

/** The first thing in the way of walking the value safely: not JSON, too deep, too long, a reserved key. */
function findUnsafe(value: unknown, path = '', depth = 1): Problem | undefined {
  if (depth > flowLimits.depth) return { path, message: `is nested deeper than ${flowLimits.depth} levels`, code: 'too-deep' }
  switch (typeof value) {
    case 'string':
      if (value.length <= flowLimits.textLength) return undefined
      return { path, message: `is longer than ${flowLimits.textLength} characters`, code: 'too-long' }
    case 'number':
      return Number.isFinite(value) ? undefined : { path, message: `is ${value}, which a file cannot hold`, code: 'not-json' }
    case 'boolean':
      return undefined
    case 'object':
      if (value === null) return undefined
      return Array.isArray(value) ? findUnsafeItem(value, path, depth) : findUnsafeMember(value, path, depth)
    default:
      return { path, message: `is a ${typeof value}, which a file cannot hold`, code: 'not-json' }
  }
}

function findUnsafeItem(items: readonly unknown[], path: string, depth: number): Problem | undefined {
  for (const [index, item] of items.entries()) {
    const found = findUnsafe(item, `${path}[${index}]`, depth + 1)
    if (found) return found
  }
  return undefined
}

function findUnsafeMember(members: object, path: string, depth: number): Problem | undefined {
  for (const [key, member] of Object.entries(members)) {
    const place = path === '' ? key : `${path}.${key}`
    if (reservedNames.has(key)) return { path: place, message: `has a key "${key}", which a flow may not have`, code: 'reserved-key' }
    // An absent optional member; `JSON.stringify` drops it as well.
    const found = member === undefined ? undefined : findUnsafe(member, place, depth + 1)
    if (found) return found
  }
  return undefined
}

function parseMembers(members: Members): ParsedFlow {
  const flow = new Shape(members, '')
  const document: FlowDocument = {
    format: 1,
    id: flow.id('id'),
    name: flow.text('name', flowLimits.nameLength),
    ...flow.maybe('description', () => flow.text('description')),
    nodes: flow.items('nodes', flowLimits.nodes, parseNode),
    wires: flow.items('wires', flowLimits.wires, parseWire),
    slots: flow.entries('slots', flowLimits.slots, parseSlot),
    ...flow.maybe('comments', () => flow.items('comments', flowLimits.comments, parseComment)),
    ...flow.maybe('groups', () => flow.items('groups', flowLimits.groups, parseGroup)),
    options: parseOptions(flow.members('options')),
    ...flow.rest('format'),
  }
  const problems = [...flow.problems, ...(flow.problems.length === 0 ? findBrokenReferences(document) : [])]
  return problems.length === 0 ? { ok: document } : { problems }
}

function parseNode(node: Shape): FlowNode {
  return {
    id: node.id('id'),
    type: node.id('type'),
    version: node.whole('version', { min: 1, max: 1_000_000 }),
    ...node.maybe('name', () => node.text('name', flowLimits.nameLength)),
    position: node.point('position'),
    settings: node.members('settings').all(),
    ...node.maybe('disabled', () => node.toggle('disabled')),
    ...node.rest(),
  }
}

function parseWire(wire: Shape): Wire {
  return { from: wire.pairOfIds('from'), to: wire.id('to'), ...wire.rest() }
}

function parseSlot(slot: Shape): Slot {
  return { connector: slot.id('connector'), label: slot.text('label', flowLimits.nameLength), ...slot.rest() }
}

function parseComment(comment: Shape): Comment {
  return {
    id: comment.id('id'),
    text: comment.text('text'),
    position: comment.point('position'),
    ...comment.maybe('size', () => comment.point('size')),
    ...comment.rest(),
  }
}

function parseGroup(group: Shape): Group {
  return {
    id: group.id('id'),
    name: group.text('name', flowLimits.nameLength),
    ...group.maybe('colour', () => group.id('colour')),
    members: group.ids('members', flowLimits.nodes + flowLimits.comments),
    ...group.rest(),
  }
}

function parseOptions(options: Shape): FlowOptions {
  return {
    onFailure: options.choice('onFailure', ['continue', 'stop'], 'continue'),
    timeZone: options.timeZone('timeZone', 'UTC'),
    ...options.rest(),
  }
}

function findBrokenReferences({ nodes, wires, comments = [], groups = [] }: FlowDocument): readonly Problem[] {
  const ids = new Set(nodes.map((node) => node.id))
  const wiresSeen = new Set<string>()
  return [
    ...findRepeated(nodes, 'nodes'),
    ...findRepeated(comments, 'comments'),
    ...findRepeated(groups, 'groups'),
    ...findLostMembers(groups, new Set([...ids, ...comments.map((comment) => comment.id)])),
    ...wires.flatMap(({ from, to }, index): Problem[] => {
      const path = `wires[${index}]`
      const missing = [from[0], to].find((id) => !ids.has(id))
      if (missing !== undefined)
        return [{ path, message: `leads to or from "${missing}", which is no node of this flow`, code: 'wire-to-nothing' }]
      const name = JSON.stringify([from, to])
      if (wiresSeen.has(name)) return [{ path, message: `is there twice: from "${from[0]}" to "${to}"`, code: 'duplicate-wire' }]
      wiresSeen.add(name)
      return []
    }),
  ]
}

function findLostMembers(groups: readonly Group[], ids: ReadonlySet<string>): readonly Problem[] {
  const seen = new Set<string>()
  return groups.flatMap(({ members }, group) =>
    members.flatMap((id, index): Problem[] => {
      const path = `groups[${group}].members[${index}]`
      if (!ids.has(id)) return [{ path, message: `is "${id}", which is no node or comment of this flow`, code: 'member-of-nothing' }]
      if (seen.has(id)) return [{ path, message: `is "${id}", which is in a group already`, code: 'member-twice' }]
      seen.add(id)
      return []
    }),
  )
}

function findRepeated(things: readonly { readonly id: string }[], list: string): readonly Problem[] {
  const seen = new Set<string>()
  return things.flatMap(({ id }, index) => {
    if (seen.has(id)) return [{ path: `${list}[${index}].id`, message: `is "${id}", which another one has already`, code: 'duplicate-id' }]
    seen.add(id)
    return []
  })
}

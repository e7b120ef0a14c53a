import fc from 'fast-check'
import type { Json } from '#core/kit/record.ts'
import type { Comment, FlowDocument, FlowNode, Group, Wire } from './document.ts'
import { reservedNames } from './limits.ts'

export function flowNode(id: string, change: Partial<FlowNode> = {}): FlowNode {
  return { id, type: 'map', version: 1, position: [0, 0], settings: {}, ...change }
}

export function wire(from: string, to: string, port = 'out'): Wire {
  return { from: [from, port], to }
}

/** A flow of nodes with these ids and wires written as `a>b`. */
export function flowOf(ids: string, wires = '', change: Partial<FlowDocument> = {}): FlowDocument {
  return {
    format: 1,
    id: 'orders',
    name: 'Orders',
    nodes: ids.split(' ').map((id) => flowNode(id)),
    wires: wires
      .split(' ')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [from = '', to = ''] = pair.split('>')
        return wire(from, to)
      }),
    slots: {},
    options: { onFailure: 'continue', timeZone: 'Europe/Amsterdam' },
    ...change,
  }
}

const name = fc
  .oneof(fc.string({ maxLength: 8 }), fc.constantFrom('10', '2', 'é', '', 'unknown', 'toString'))
  .filter((one) => !reservedNames.has(one))
const id = fc.constantFrom('a', 'b', 'c', 'd', 'node-1', 'été', '42', 'toString')

const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.string({ unit: 'binary' }),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(name, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

const members = fc.dictionary(name, json, { maxKeys: 4, noNullPrototype: true })
const position = fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: -5000, max: 5000 }))

/** What a newer Sluice may have written beside the members known here. */
function unknownBeside(known: readonly string[]): fc.Arbitrary<{ readonly unknown?: Readonly<Record<string, Json>> }> {
  const others = members.map((all) => Object.fromEntries(Object.entries(all).filter(([key]) => !known.includes(key))))
  return others.map((unknown) => (Object.keys(unknown).length === 0 ? {} : { unknown }))
}

function nodeNamed(nodeId: string): fc.Arbitrary<FlowNode> {
  return fc
    .tuple(
      fc.record(
        { type: id, version: fc.integer({ min: 1, max: 9 }), position, settings: members, name: fc.string(), disabled: fc.boolean() },
        { requiredKeys: ['type', 'version', 'position', 'settings'] },
      ),
      unknownBeside(['id', 'type', 'version', 'name', 'position', 'settings', 'disabled']),
    )
    .map(([node, unknown]) => ({ id: nodeId, ...node, ...unknown }))
}

function commentNamed(commentId: string): fc.Arbitrary<Comment> {
  return fc
    .tuple(
      fc.record({ text: fc.string(), position, size: position }, { requiredKeys: ['text', 'position'] }),
      unknownBeside(['id', 'text', 'position', 'size']),
    )
    .map(([comment, unknown]) => ({ id: commentId, ...comment, ...unknown }))
}

function wireBetween(ids: readonly string[]): fc.Arbitrary<Wire> {
  return fc
    .tuple(fc.constantFrom(...ids), id, fc.constantFrom(...ids), unknownBeside(['from', 'to']))
    .map(([from, port, to, unknown]) => ({ from: [from, port] as const, to, ...unknown }))
}

/** Any document a file may hold, with unknown types, settings and members. */
export const anyFlow: fc.Arbitrary<FlowDocument> = fc.uniqueArray(id, { minLength: 1, maxLength: 5 }).chain((ids) =>
  fc
    .tuple(
      fc.record(
        {
          id,
          name: fc.string(),
          description: fc.string(),
          nodes: fc.tuple(...ids.map(nodeNamed)),
          wires: fc.uniqueArray(wireBetween(ids), { maxLength: 6, selector: ({ from, to }) => JSON.stringify([from, to]) }),
          slots: fc.dictionary(id, fc.record({ connector: id, label: fc.string() }), { maxKeys: 3, noNullPrototype: true }),
          comments: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }).chain((commentIds) => fc.tuple(...commentIds.map(commentNamed))),
        },
        { requiredKeys: ['id', 'name', 'nodes', 'wires', 'slots'] },
      ),
      fc
        .tuple(
          fc.record({ onFailure: fc.constantFrom('continue', 'stop'), timeZone: fc.constantFrom('UTC', 'Europe/Amsterdam') }),
          unknownBeside(['onFailure', 'timeZone']),
        )
        .map(([options, unknown]) => ({ ...options, ...unknown })),
      unknownBeside(['format', 'id', 'name', 'description', 'nodes', 'wires', 'slots', 'comments', 'groups', 'options']),
    )
    .map(([document, options, unknown]): FlowDocument => ({ format: 1, ...document, options, ...unknown }))
    .chain((document) => groupsOf(document).map((groups) => (groups.length === 0 ? document : { ...document, groups }))),
)

/** Some of the nodes and comments in groups, none in two. */
function groupsOf({ nodes, comments = [] }: FlowDocument): fc.Arbitrary<readonly Group[]> {
  const free = [...new Set([...nodes, ...comments].map((thing) => thing.id))]
  return fc
    .tuple(
      fc.uniqueArray(id, { maxLength: 2 }),
      fc.array(fc.nat(2), { minLength: free.length, maxLength: free.length }),
      fc.string(),
      fc.constantFrom({}, { colour: 'teal' }),
      unknownBeside(['id', 'name', 'colour', 'members']),
    )
    .map(([ids, places, name, colour, unknown]) =>
      ids.map((groupId, place) => ({
        id: groupId,
        name,
        ...colour,
        members: free.filter((_member, index) => places[index] === place),
        ...unknown,
      })),
    )
}

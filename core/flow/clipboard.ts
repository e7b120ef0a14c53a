import type { Field } from '#core/kit/fields.ts'
import type { Json } from '#core/kit/record.ts'
import type { FlowDiff } from './diff.ts'
import type { FlowDocument, FlowNode, Problem, Slot } from './document.ts'
import { withMembers } from './groups.ts'
import { flowLimits } from './limits.ts'
import { make } from './make-edit.ts'
import { parseFlowText } from './parse.ts'
import { serializeFlow } from './serialize.ts'

/** The kinds of a node type's fields, by their names; undefined for a type nobody here knows. */
export type FieldKindsOf = (type: string) => Readonly<Record<string, Field['kind']>> | undefined

/**
 * Nodes, comments and groups with the wires among them, as the text of a small flow file: readable, and good for a paste here,
 * in another window or on another machine. Slots go by their names; connections are no part of a flow, and secrets are left out.
 */
export function copyNodes(document: FlowDocument, ids: readonly string[], kindsOf: FieldKindsOf): string {
  const all = withMembers(document, ids)
  const nodes = document.nodes.filter(({ id }) => all.has(id)).map((node) => withoutSecrets(node, kindsOf))
  const comments = (document.comments ?? []).filter(({ id }) => all.has(id))
  const kept = new Set([...nodes, ...comments].map((thing) => thing.id))
  const groups = (document.groups ?? []).filter(({ id, members }) => all.has(id) && members.every((member) => kept.has(member)))
  const slots = new Set(nodes.flatMap((node) => slotsOf(node, kindsOf)))
  return serializeFlow({
    format: 1,
    id: 'copied',
    name: document.name,
    nodes,
    wires: document.wires.filter(({ from, to }) => kept.has(from[0]) && kept.has(to)),
    slots: Object.fromEntries(Object.entries(document.slots).filter(([name]) => slots.has(name))),
    ...(comments.length > 0 && { comments }),
    ...(groups.length > 0 && { groups }),
    options: document.options,
  })
}

export interface PasteRequest {
  readonly text: string
  /** Where the upper left corner of what is pasted goes. */
  readonly at: readonly [number, number]
  readonly kindsOf: FieldKindsOf
}

export type Pasted =
  | { readonly document: FlowDocument; readonly diff: FlowDiff; readonly ids: readonly string[] }
  | { readonly refused: string; readonly problems: readonly Problem[] }

/**
 * Adds what a text holds, under ids of its own. The text may come from anywhere and is held against everything a flow file is.
 * A slot of the same name for the same system is shared; one of the same name for another system comes in under a new name.
 */
export function paste(document: FlowDocument, { text, at, kindsOf }: PasteRequest): Pasted {
  const parsed = parseFlowText(text)
  if ('problems' in parsed) return { refused: 'What was copied is no part of a flow.', problems: parsed.problems }
  const given = parsed.ok
  const tooMany = findTooMany(document, given)
  if (tooMany) return { refused: tooMany, problems: [] }
  const ids = freshIds(document, given)
  const slots = freshSlots(document, given)
  const corner = cornerOf(given)
  const shift = ([x, y]: readonly [number, number]) => [x - corner[0] + at[0], y - corner[1] + at[1]] as const
  const known = new Set(document.nodes.map((node) => node.id))
  const nodes = given.nodes.map((node) => ({
    ...node,
    id: idIn(ids.nodes, node.id),
    position: shift(node.position),
    settings: settingsIn(node, { kindsOf, slots, ids: ids.nodes, known }),
  }))
  const comments = (given.comments ?? []).map((comment) => ({
    ...comment,
    id: idIn(ids.comments, comment.id),
    position: shift(comment.position),
  }))
  const groups = (given.groups ?? []).map((group) => ({
    ...group,
    id: idIn(ids.groups, group.id),
    members: group.members.flatMap((id) => [ids.nodes.get(id) ?? ids.comments.get(id) ?? []].flat()),
  }))
  const made = make(document, [
    ...Object.entries(given.slots).flatMap(([name, slot]) => {
      const fresh = idIn(slots, name)
      return Object.hasOwn(document.slots, fresh) ? [] : [{ what: 'slot' as const, name: fresh, after: slot }]
    }),
    ...nodes.map((after, index) => ({ what: 'nodes' as const, at: document.nodes.length + index, after })),
    ...given.wires.map((wire, index) => ({
      ...{ what: 'wires' as const, at: document.wires.length + index },
      after: { ...wire, from: [idIn(ids.nodes, wire.from[0]), wire.from[1]] as const, to: idIn(ids.nodes, wire.to) },
    })),
    ...comments.map((after, index) => ({ what: 'comments' as const, at: (document.comments ?? []).length + index, after })),
    ...groups.map((after, index) => ({ what: 'groups' as const, at: (document.groups ?? []).length + index, after })),
  ])
  if ('refused' in made) return { ...made, problems: [] }
  return { ...made, ids: [...nodes, ...comments, ...groups].map((thing) => thing.id) }
}

/** An id that is free among nodes, comments and groups alike: the wanted one, or with the next number behind it. */
export function freeId(taken: ReadonlySet<string>, wanted: string): string {
  if (!taken.has(wanted)) return wanted
  const stem = wanted.replace(/-\d+$/, '').slice(0, flowLimits.idLength - 8)
  for (let number = 2; ; number++) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`
}

export function takenIds({ nodes, comments = [], groups = [] }: FlowDocument): Set<string> {
  return new Set([...nodes, ...comments, ...groups].map((thing) => thing.id))
}

type Names = ReadonlyMap<string, string>

function freshIds(
  document: FlowDocument,
  given: FlowDocument,
): { readonly nodes: Names; readonly comments: Names; readonly groups: Names } {
  const taken = takenIds(document)
  const fresh = (things: readonly { readonly id: string }[]) =>
    new Map(
      things.map(({ id }) => {
        const free = freeId(taken, id)
        taken.add(free)
        return [id, free]
      }),
    )
  return { nodes: fresh(given.nodes), comments: fresh(given.comments ?? []), groups: fresh(given.groups ?? []) }
}

/** The slot's name there → its name here. */
function freshSlots(document: FlowDocument, given: FlowDocument): Names {
  const taken = new Set([...Object.keys(document.slots), ...Object.keys(given.slots)])
  return new Map(
    Object.entries(given.slots).map(([name, { connector }]: [string, Slot]) => {
      const here = Object.hasOwn(document.slots, name) ? document.slots[name] : undefined
      if (!here || here.connector === connector) return [name, name]
      const fresh = freeId(taken, name)
      taken.add(fresh)
      return [name, fresh]
    }),
  )
}

interface Around {
  readonly kindsOf: FieldKindsOf
  readonly slots: Names
  readonly ids: Names
  /** Nodes of the flow it is pasted into. */
  readonly known: ReadonlySet<string>
}

/** Settings that name slots or other nodes, under the names those have here. */
function settingsIn(node: FlowNode, { kindsOf, slots, ids, known }: Around): FlowNode['settings'] {
  const kinds = kindsOf(node.type)
  return Object.fromEntries(
    Object.entries(node.settings).map(([name, value]): [string, Json] => {
      const kind = kinds ? kinds[name] : name === 'slot' ? 'slot' : undefined
      if (kind === 'slot' && typeof value === 'string') return [name, slots.get(value) ?? value]
      if (kind === 'nodes' && Array.isArray(value)) return [name, value.flatMap((id: Json) => nodeNamed(id, ids, known))]
      return [name, value]
    }),
  )
}

function nodeNamed(id: Json, ids: Names, known: ReadonlySet<string>): readonly Json[] {
  if (typeof id !== 'string') return [id]
  const fresh = ids.get(id)
  if (fresh !== undefined) return [fresh]
  return known.has(id) ? [id] : []
}

function withoutSecrets(node: FlowNode, kindsOf: FieldKindsOf): FlowNode {
  const kinds = kindsOf(node.type) ?? {}
  const settings = Object.entries(node.settings).filter(([name]) => kinds[name] !== 'secret')
  return settings.length === Object.keys(node.settings).length ? node : { ...node, settings: Object.fromEntries(settings) }
}

function slotsOf(node: FlowNode, kindsOf: FieldKindsOf): readonly string[] {
  const kinds = kindsOf(node.type) ?? { slot: 'slot' as const }
  return Object.entries(node.settings).flatMap(([name, value]) => (kinds[name] === 'slot' && typeof value === 'string' ? [value] : []))
}

function cornerOf({ nodes, comments = [] }: FlowDocument): readonly [number, number] {
  const places = [...nodes, ...comments].map((thing) => thing.position)
  if (places.length === 0) return [0, 0]
  return [Math.min(...places.map(([x]) => x)), Math.min(...places.map(([, y]) => y))]
}

function findTooMany(document: FlowDocument, given: FlowDocument): string | undefined {
  if (document.nodes.length + given.nodes.length > flowLimits.nodes) return `A flow has at most ${flowLimits.nodes} nodes.`
  if (document.wires.length + given.wires.length > flowLimits.wires) return `A flow has at most ${flowLimits.wires} wires.`
  if ((document.comments ?? []).length + (given.comments ?? []).length > flowLimits.comments)
    return `A flow has at most ${flowLimits.comments} comments.`
  if ((document.groups ?? []).length + (given.groups ?? []).length > flowLimits.groups)
    return `A flow has at most ${flowLimits.groups} groups.`
  return undefined
}

function idIn(names: Names, id: string): string {
  // Parsing has checked that every reference leads somewhere.
  return names.get(id) ?? id
}

import type { Json } from '#core/kit/record.ts'
import type { Comment, FlowDocument, FlowNode, FlowOptions, Group, Slot, Wire } from './document.ts'
import { wholePixel } from './shape.ts'

type Member = readonly [name: string, value: Json | undefined]

/**
 * The one text of a document: known members first and in the order of `document.ts`, everything else by name,
 * short lists on one line, newline at the end. Equal documents give equal text, so a file only changes where the flow did.
 */
export function serializeFlow(document: FlowDocument): string {
  return `${write(ordered(documentMembers(document)), '')}\n`
}

/** Members in the order to write them; plain objects would put keys like "10" before all others. */
class Ordered {
  readonly members: readonly (readonly [string, Json | Ordered | readonly Ordered[]])[]
  constructor(members: Ordered['members']) {
    this.members = members
  }
}

type Writable = Json | Ordered | readonly Writable[]

function ordered(members: readonly (readonly [string, Writable | undefined])[]): Ordered {
  // Absent members are left out; the cast says so.
  return new Ordered(members.filter(([, value]) => value !== undefined) as Ordered['members'])
}

function documentMembers(document: FlowDocument): readonly (readonly [string, Writable | undefined])[] {
  const { format, id, name, description, nodes, wires, slots, comments = [], groups = [], options, unknown } = document
  return [
    ['format', format],
    ['id', id],
    ['name', name],
    ['description', description],
    ['nodes', nodes.map(nodeMembers)],
    ['wires', wires.map(wireMembers)],
    ['slots', ordered(byName(Object.entries(slots)).map(([slot, value]) => [slot, slotMembers(value)]))],
    ['comments', comments.length > 0 ? comments.map(commentMembers) : undefined],
    ['groups', groups.length > 0 ? groups.map(groupMembers) : undefined],
    ['options', optionMembers(options)],
    ...others(unknown),
  ]
}

function nodeMembers({ id, type, version, name, position, settings, disabled, unknown }: FlowNode): Ordered {
  return ordered([
    ['id', id],
    ['type', type],
    ['version', version],
    ['name', name],
    ['position', position.map(wholePixel)],
    ['settings', settings],
    ['disabled', disabled],
    ...others(unknown),
  ])
}

function wireMembers({ from, to, unknown }: Wire): Ordered {
  return ordered([['from', from], ['to', to], ...others(unknown)])
}

function slotMembers({ connector, label, unknown }: Slot): Ordered {
  return ordered([['connector', connector], ['label', label], ...others(unknown)])
}

function commentMembers({ id, text, position, size, unknown }: Comment): Ordered {
  return ordered([['id', id], ['text', text], ['position', position.map(wholePixel)], ['size', size?.map(wholePixel)], ...others(unknown)])
}

function groupMembers({ id, name, colour, members, unknown }: Group): Ordered {
  return ordered([['id', id], ['name', name], ['colour', colour], ['members', members], ...others(unknown)])
}

function optionMembers({ onFailure, timeZone, unknown }: FlowOptions): Ordered {
  return ordered([['onFailure', onFailure], ['timeZone', timeZone], ...others(unknown)])
}

function others(unknown: Readonly<Record<string, Json>> | undefined): readonly Member[] {
  return byName(Object.entries(unknown ?? {}))
}

/** By code units: the same on every machine, whatever its language. */
function byName<Value>(entries: readonly [string, Value][]): readonly [string, Value][] {
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1))
}

const longestLine = 100

function write(value: Writable, indent: string): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const deeper = `${indent}  `
  if (isList(value)) {
    if (value.length === 0) return '[]'
    const items = value.map((item) => write(item, deeper))
    const line = `[${items.join(', ')}]`
    const isShort = line.length <= longestLine && value.every((item) => item === null || typeof item !== 'object')
    return isShort ? line : `[\n${items.map((item) => deeper + item).join(',\n')}\n${indent}]`
  }
  const members = value instanceof Ordered ? value.members : byName(Object.entries(value))
  const written = members.filter(([, member]) => member !== undefined)
  if (written.length === 0) return '{}'
  return `{\n${written.map(([name, member]) => `${deeper}${JSON.stringify(name)}: ${write(member, deeper)}`).join(',\n')}\n${indent}}`
}

function isList(value: Writable): value is readonly Writable[] {
  return Array.isArray(value)
}

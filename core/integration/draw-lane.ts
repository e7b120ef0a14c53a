import { codeKinds } from '#core/codes/code-kinds.ts'
import type { Comment, FlowNode, Group, Wire } from '#core/flow/document.ts'
import type { Json } from '#core/kit/record.ts'
import type { Lane } from './answers.ts'
import { sinceSettings } from './orders-since.ts'
import { type Catalogue, type LaneEnds, otherSide, pluralOf, type Side } from './sides.ts'
import { placedTable, tablesOf } from './tables.ts'

/** One lane on the canvas: a comment above a row of nodes. */
export interface DrawnLane {
  readonly nodes: readonly FlowNode[]
  readonly wires: readonly Wire[]
  readonly comment: Comment
  readonly group: Group
  /** What it does, for the flow's description. */
  readonly sentence: string
  /** Pixels to the next lane. */
  readonly height: number
}

interface Place {
  readonly ends: LaneEnds
  readonly labels: Readonly<Record<Side, string>>
  readonly catalogue: Catalogue
  readonly version: (type: string) => number
  readonly top: number
  readonly ordersSince: string | null
}

const across = { first: 80, step: 280 }
const down = { comment: 72, nodes: 120, lane: 240 }

/** Read → (filter) → (codes) → upsert, as a person would draw it from left to right. */
export function drawLane(lane: Lane, place: Place): DrawnLane {
  const { labels, version, top } = place
  const plural = pluralOf(lane.entity)
  const [source, target] = [labels[lane.from], labels[otherSide(lane.from)]]
  const steps = stepsOf(lane, place)
  const nodes = steps.map(
    ({ id, type, name, settings }, index): FlowNode => ({
      ...{ id: `${plural}-${id}`, type, version: version(type), name, settings },
      position: [across.first + index * across.step, top + down.nodes + 40],
    }),
  )
  const wires = nodes.slice(1).map((node, index): Wire => ({ from: [nodes[index]?.id ?? '', 'out'], to: node.id }))
  const comment = {
    id: `${plural}-note`,
    text: noteOf(lane, place),
    position: [across.first, top + 40],
    size: [Math.max(2, Math.min(steps.length, 3)) * across.step - 40, down.comment],
  } as const satisfies Comment
  return {
    ...{ nodes, wires, comment, height: down.lane },
    group: {
      id: `${plural}-lane`,
      name: `${capital(plural)}: ${source} → ${target}`,
      colour: colours[lane.entity] ?? 'grey',
      members: [...nodes, comment].map(({ id }) => id),
    },
    sentence: sentenceOf(lane, place),
  }
}

interface Step {
  readonly id: string
  readonly type: string
  readonly name: string
  readonly settings: Readonly<Record<string, Json>>
}

function stepsOf(lane: Lane, { ends, labels, ordersSince }: Place): readonly Step[] {
  const [from, to] = [lane.from, otherSide(lane.from)]
  const plural = pluralOf(lane.entity)
  const condition = conditionOf(lane)
  const tables = tablesFor(lane, ends)
  return [
    {
      ...{ id: 'read', type: 'read', name: `${capital(plural)} of ${labels[from]}` },
      settings: {
        ...{ slot: from, entity: lane.entity },
        ...given('settings', { ...(lane.entity === 'order' && sinceSettings(ends.source, ordersSince)), ...lane.read }),
      },
    },
    ...(condition ? [{ id: 'chosen', type: 'filter', name: chosenWords(lane), settings: { condition } }] : []),
    ...(tables.length > 0 ? [{ id: 'codes', type: 'codes', name: `In the codes of ${labels[to]}`, settings: { from, to, tables } }] : []),
    {
      ...{ id: 'place', type: 'upsert', name: `${capital(plural)} in ${labels[to]}` },
      settings: {
        ...{ slot: to, entity: lane.entity, ...lane.upsert },
        ...given('settings', lane.write),
        ...(lane.entity === 'order' && given('customerSettings', lane.customerWrite)),
      },
    },
  ]
}

function given(name: string, settings: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  return Object.keys(settings).length > 0 ? { [name]: settings } : {}
}

function conditionOf({ entity, statuses, paymentStates }: Lane): Json | undefined {
  if (entity !== 'order') return undefined
  const parts = [
    ...(statuses.length > 0 ? [{ path: 'data.status', is: 'one-of', values: statuses }] : []),
    ...(paymentStates.length > 0 ? [{ path: 'data.paymentState', is: 'one-of', values: paymentStates }] : []),
  ]
  return parts.length > 0 ? { all: parts } : undefined
}

/** `Paid · open, delivered` */
function chosenWords({ statuses, paymentStates }: Lane): string {
  const words = [paymentStates, statuses].filter((part) => part.length > 0).map((part) => part.join(', '))
  return capital(words.join(' · '))
}

/** A table that neither has a row nor says what unknown codes become does nothing, and is left out. */
function tablesFor(lane: Lane, ends: LaneEnds): readonly Json[] {
  const needs = new Map(tablesOf(lane, ends).map((need) => [need.kind, need]))
  return lane.tables.flatMap((table) => {
    const need = needs.get(table.kind)
    if (!need && !Object.hasOwn(codeKinds[table.kind].places, lane.entity)) return []
    return [placedTable(table, need ?? { target: {} }) as Json]
  })
}

const colours: Readonly<Record<string, string>> = {
  order: 'teal',
  customer: 'blue',
  product: 'violet',
  stock: 'amber',
  price: 'green',
  category: 'grey',
}

function sentenceOf(lane: Lane, { ends, labels }: Place): string {
  const [source, target] = [labels[lane.from], labels[otherSide(lane.from)]]
  const plural = pluralOf(lane.entity)
  if (lane.entity === 'order') {
    const { documentTypes } = ends.target.entity
    const chosen = typeof lane.upsert.documentType === 'string' ? documentTypes[lane.upsert.documentType] : Object.values(documentTypes)[0]
    const which = [...lane.paymentStates, ...lane.statuses].length > 0 ? 'Chosen orders' : 'Orders'
    const document = chosen === undefined ? '' : ` They become: ${chosen.charAt(0).toLowerCase()}${chosen.slice(1)}.`
    return `${which} of ${source} are placed in ${target}, each once and with its customer.${document}`
  }
  return `${capital(plural)} of ${source} ${lane.entity === 'stock' ? 'is' : 'are'} ${writesOf(lane, ends)} in ${target}.`
}

function writesOf({ entity, upsert }: Lane, { target }: LaneEnds): string {
  const { can } = target.entity
  if (entity === 'stock') return 'set'
  const creates = can.includes('create') && upsert.create !== false
  const updates = can.includes('update') && upsert.update !== false
  return creates && updates ? 'created and kept up to date' : creates ? 'created' : 'kept up to date'
}

function noteOf(lane: Lane, place: Place): string {
  const target = place.labels[otherSide(lane.from)]
  const again = 'What fails is tried again by every run until it goes through.'
  if (lane.entity === 'order') return `An order that is already in ${target} is skipped, never changed. ${again}`
  return `${sentenceOf(lane, place)} What has not changed is not sent again. ${again}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

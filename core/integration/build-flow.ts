import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import type { Answers } from './answers.ts'
import { drawLane } from './draw-lane.ts'
import { flowInDutch } from './flow-in-dutch.ts'
import { findMissing, type Missing } from './missing.ts'
import { type Catalogue, laneEnds, otherSide, pluralOf, type Side, systemOf } from './sides.ts'

export type BuiltFlow = { readonly ok: FlowDocument } | { readonly missing: readonly Missing[] }

/** Of flows whose answers name no zone: dates without one are those of the shop's country. */
const defaultTimeZone = 'Europe/Amsterdam'

/**
 * From the answers of *New integration* an ordinary flow, one lane under the other, or all that is still missing for it. Its slots are
 * `left` and `right`, named by their systems. The same answers give the same flow.
 */
export function buildFlow(answers: Answers, catalogue: Catalogue): BuiltFlow {
  const missing = findMissing(answers, catalogue)
  if (missing.length > 0) return { missing }
  const version = (type: string) => catalogue.nodes.find((node) => node.type === type)?.version ?? 1
  const labels = labelsOf(answers, catalogue)
  let top = 0
  const lanes = answers.lanes.flatMap((lane) => {
    const ends = laneEnds(answers, lane, catalogue)
    if (!ends) return []
    const drawn = drawLane(lane, { ends, labels, catalogue, version, top, ordersSince: answers.ordersSince ?? null })
    top += drawn.height
    return [drawn]
  })
  const others = drawOthers(answers, { top, version })
  const made: FlowDocument = {
    format: 1,
    id: idOf(answers),
    name: answers.flowName?.trim() || nameOf(answers, labels),
    description: lanes.map(({ sentence }) => sentence).join(' '),
    nodes: [...lanes.flatMap(({ nodes }) => nodes), ...others],
    wires: [...lanes.flatMap(({ wires }) => wires), { from: ['failed', 'out'], to: 'tell' }],
    slots: Object.fromEntries((['left', 'right'] as const).map((side) => [side, { connector: answers[side] ?? '', label: labels[side] }])),
    comments: lanes.map(({ comment }) => comment),
    ...(lanes.length > 1 && { groups: lanes.map(({ group }) => group) }),
    options: { onFailure: 'continue', timeZone: answers.timeZone || defaultTimeZone },
  }
  return { ok: answers.language === 'nl' ? flowInDutch(made, { isNamed: Boolean(answers.flowName?.trim()) }) : made }
}

/** Systems by their names; two of one brand are told apart. */
function labelsOf({ left, right }: Answers, catalogue: Catalogue): Readonly<Record<Side, string>> {
  const [one = '', other = ''] = [left, right].map((id) => systemOf(catalogue, id)?.label)
  return one === other ? { left: `${one} (first)`, right: `${other} (second)` } : { left: one, right: other }
}

/** `mplus-orders-to-odoo`; an integration of several lanes by its systems alone. */
function idOf({ left = '', right = '', lanes }: Answers): string {
  const [lane] = lanes
  if (!lane || lanes.length > 1) return `${left}-and-${right}`
  const [source, target] = lane.from === 'left' ? [left, right] : [right, left]
  return `${source}-${pluralOf(lane.entity).replaceAll(/[^a-z0-9]+/g, '-')}-to-${target}`
}

function nameOf({ lanes }: Answers, labels: Readonly<Record<Side, string>>): string {
  const [lane] = lanes
  if (!lane || lanes.length > 1) return `${labels.left} ↔ ${labels.right}`
  return `${labels[lane.from]} ${pluralOf(lane.entity)} → ${labels[otherSide(lane.from)]}`
}

/** What all lanes share: when it runs, and what becomes of records that fail. */
function drawOthers(
  { everyMinutes }: Answers,
  { top, version }: { readonly top: number; readonly version: (type: string) => number },
): readonly FlowNode[] {
  const y = top + 40
  const node = (id: string, type: string, x: number, name: string, settings: FlowNode['settings']): FlowNode => ({
    ...{ id, type, version: version(type), name, position: [x, y], settings },
  })
  return [
    ...(everyMinutes === null ? [] : [node('every', 'schedule', 80, 'When it runs', { how: 'every', minutes: everyMinutes })]),
    node('failed', 'catch', 640, 'What did not go through', {}),
    node('tell', 'log', 920, 'Note it', { level: 'warn', message: '{key} did not go through: {failure.message}' }),
  ]
}

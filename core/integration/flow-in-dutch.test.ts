import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { describeConnector, describeNode } from '#core/kit/describe.ts'
import { nodes } from '#nodes/index.ts'
import { answers as answersSchema } from './answers.ts'
import { buildFlow } from './build-flow.ts'
import { cellsOf } from './cells.ts'
import { flowInDutch } from './flow-in-dutch.ts'
import { startLane } from './questions.ts'
import { laneEnds } from './sides.ts'

const folder = join(import.meta.dirname, '../../assets/templates')
const templates = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as FlowDocument)
const catalogue = { nodes: Object.values(nodes).map(describeNode), connectors: Object.values(connectors).map(describeConnector) }

/** Words no Dutch sentence and no name of a system holds. */
const english =
  /\b(of|the|and|are|each|with|what|when|note|from|become|customers?|products?|categories|prices|stock|first|second|sales|paid|codes? for|did not)\b/i

function textsOf({ name, description = '', nodes: all, comments = [], groups = [], slots }: FlowDocument): readonly string[] {
  return [
    ...[name, description],
    ...all.flatMap((node) => [
      node.name ?? '',
      typeof node.settings.message === 'string' ? node.settings.message.replaceAll(/\{.*?\}/g, '') : '',
    ]),
    ...comments.map(({ text }) => text),
    ...groups.map((group) => group.name),
    ...Object.values(slots).map(({ label }) => label),
  ]
}

const englishIn = (flows: readonly FlowDocument[]) => [...new Set(flows.flatMap(textsOf).filter((text) => english.test(text)))]

describe('a flow we made, in Dutch', () => {
  it('has no English name or note, for every ready-made flow', () => {
    expect(templates.length).toBeGreaterThan(30)
    expect(englishIn(templates.map((flow) => flowInDutch(flow)))).toEqual([])
  })

  it('has none between any two systems, of one brand too', () => {
    const flows = catalogue.connectors.flatMap((left) =>
      catalogue.connectors.flatMap((right) =>
        cellsOf(left, right).flatMap((cell) => {
          const before = answersSchema.parse({
            left: left.id,
            right: right.id,
            lanes: [{ entity: cell.entity, from: cell.from }],
            language: 'nl',
          })
          const [first] = before.lanes
          const ends = first && laneEnds(before, first, catalogue)
          if (!cell.isPossible || !first || !ends) return []
          const lane = { ...startLane(first, ends), statuses: first.entity === 'order' ? ['open', 'delivered'] : [] }
          const built = buildFlow({ ...before, lanes: [lane] }, catalogue)
          return 'ok' in built ? [built.ok] : []
        }),
      ),
    )
    expect(flows.length).toBeGreaterThan(20)
    expect(englishIn(flows)).toEqual([])
  })

  it('is the same flow otherwise', () => {
    for (const flow of templates) {
      const dutch = flowInDutch(flow)
      expect(dutch.nodes.map(({ id, type, position }) => ({ id, type, position }))).toEqual(
        flow.nodes.map(({ id, type, position }) => ({ id, type, position })),
      )
      expect(dutch.wires).toEqual(flow.wires)
    }
  })

  it('keeps what a person has named', () => {
    const [flow] = templates
    if (!flow) throw new Error('There are no ready-made flows.')
    const [node, ...others] = flow.nodes
    if (!node) throw new Error('The flow has no nodes.')
    const own = { ...flow, name: 'When it runs', nodes: [{ ...node, name: 'Mine, of course' }, ...others] }
    const dutch = flowInDutch(own, { isNamed: true })
    expect([dutch.name, dutch.nodes[0]?.name]).toEqual(['When it runs', 'Mine, of course'])
  })
})

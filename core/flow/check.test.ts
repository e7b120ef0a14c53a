import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineConnector } from '#core/kit/define-connector.ts'
import { defineNode } from '#core/kit/define-node.ts'
import { field } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { checkFlow } from './check.ts'
import type { FlowDocument, FlowNode } from './document.ts'
import { flowNode, flowOf, wire } from './test-builders.ts'

const common = { version: 1, label: '', summary: '', icon: '', describe: () => '' } as const
const through = { prepare: () => ({ process: (records: readonly FlowRecord[]) => records.map((record) => ({ port: 'out', record })) }) }

const read = defineNode({
  ...common,
  type: 'read',
  category: 'source',
  effect: 'read',
  inputs: 0,
  outputs: ['out'],
  fields: {
    slot: field.slot({ label: 'Read from', does: 'read' }),
    entity: field.entity({ label: 'What' }),
    settings: field.object({ label: 'Which', default: {} }),
  },
  open: () => ({ pages: async function* () {}, describePosition: () => '' }),
})
const write = defineNode({
  ...common,
  ...through,
  type: 'write',
  category: 'target',
  effect: 'write',
  inputs: 1,
  outputs: ['out'],
  fields: {
    slot: field.slot({ label: 'To', does: 'write' }),
    entity: field.entity({ label: 'What' }),
    settings: field.object({ label: 'Demanded', optional: true }),
  },
})
const filter = defineNode({
  ...common,
  ...through,
  type: 'filter',
  category: 'logic',
  effect: 'none',
  inputs: 1,
  outputs: ['out', 'rest'],
  fields: { keep: field.text({ label: 'Keep' }) },
  validate: ({ keep }) => (keep === 'nonsense' ? [{ path: 'keep', message: 'is nonsense' }] : []),
})
const catches = defineNode({
  ...common,
  type: 'catch',
  category: 'logic',
  effect: 'none',
  inputs: 'failures',
  outputs: ['out'],
  fields: { nodes: field.nodes({ label: 'Failures of', optional: true }) },
  covers: ({ nodes }) => nodes ?? 'all',
})
const till = defineConnector({
  id: 'till',
  label: 'Till',
  summary: '',
  hue: 'teal',
  fields: {},
  origin: () => 'https://till.example',
  account: () => 'till',
  limits: { concurrency: 1 },
  connect: () => ({}),
  check: () => Promise.resolve({ account: '', warnings: [] }),
  entities: {
    order: {
      entity: 'order',
      label: 'Orders',
      schema: z.unknown(),
      read: {
        fields: { status: field.choice({ label: 'Status', options: { paid: 'Paid' }, default: 'paid' }) },
        describePosition: () => '',
        pages: async function* () {},
      },
    },
    product: {
      entity: 'product',
      label: 'Products',
      schema: z.unknown(),
      create: { idempotency: 'lookup', batch: 1, run: () => Promise.resolve([]) },
      writeFields: { branch: field.text({ label: 'Branch' }) },
    },
  },
})
const known = { nodes: { read, write, filter, catch: catches }, connectors: { till } }

const source = (change: Partial<FlowNode> = {}) =>
  flowNode('read-orders', { type: 'read', settings: { slot: 'till', entity: 'order' }, ...change })
const target = (change: Partial<FlowNode> = {}) =>
  flowNode('write-products', { type: 'write', settings: { slot: 'till', entity: 'product', settings: { branch: '1' } }, ...change })
const sieve = (id: string, change: Partial<FlowNode> = {}) => flowNode(id, { type: 'filter', settings: { keep: 'paid' }, ...change })

function flowWith(nodes: readonly FlowNode[], wires: FlowDocument['wires'], change: Partial<FlowDocument> = {}): FlowDocument {
  return flowOf('', '', { nodes, wires, slots: { till: { connector: 'till', label: 'Till' } }, ...change })
}

const good = flowWith([source(), sieve('paid'), target()], [wire('read-orders', 'paid'), wire('paid', 'write-products', 'rest')])
const problemsOf = (flow: FlowDocument) => checkFlow(flow, known).map(({ path, code }) => [path, code])

it('finds nothing wrong with a flow that can run', () => {
  expect(checkFlow(good, known)).toEqual([])
})

describe('names with its place', () => {
  const [first, ...others] = good.nodes
  const withSource = (change: Partial<FlowNode>) => ({ ...good, nodes: [source({ ...first, ...change }), ...others] })
  const withTarget = (change: Partial<FlowNode>) => ({ ...good, nodes: [...good.nodes.slice(0, 2), target(change)] })
  const withSieve = (keep: string) => ({ ...good, nodes: [source(), sieve('paid', { settings: { keep } }), target()] })

  it.each<[string, FlowDocument, string, string]>([
    ['an unknown node type', withSource({ type: 'hasOwnProperty' }), 'nodes[0].type', 'unknown-node-type'],
    ['a node of a newer version', withSource({ version: 2 }), 'nodes[0].version', 'newer-than-this-app'],
    ['a missing setting', withSource({ settings: { slot: 'till' } }), 'nodes[0].settings.entity', 'settings'],
    [
      'a slot the flow does not have',
      withSource({ settings: { slot: 'books', entity: 'order' } }),
      'nodes[0].settings.slot',
      'slot-unbound',
    ],
    [
      'a kind of record that cannot be read',
      withSource({ settings: { slot: 'till', entity: 'product' } }),
      'nodes[0].settings.entity',
      'entity-not-supported',
    ],
    [
      'a kind of record that cannot be written',
      withTarget({ settings: { slot: 'till', entity: 'order' } }),
      'nodes[2].settings.entity',
      'entity-not-supported',
    ],
    [
      'a setting of what is read',
      withSource({ settings: { slot: 'till', entity: 'order', settings: { status: 'lost' } } }),
      'nodes[0].settings.settings.status',
      'settings',
    ],
    [
      'a setting the target demands',
      withTarget({ settings: { slot: 'till', entity: 'product' } }),
      'nodes[2].settings.settings.branch',
      'settings',
    ],
    ["what a node's own rules find", withSieve('nonsense'), 'nodes[1].settings.keep', 'settings'],
    ['a port that is not there', { ...good, wires: [wire('read-orders', 'paid', 'nowhere')] }, 'wires[0].from[1]', 'unknown-port'],
    ['a wire into a source', { ...good, wires: [...good.wires, wire('paid', 'read-orders')] }, 'wires[2].to', 'unknown-port'],
    ['a source that is not wired', { ...good, wires: [] }, 'nodes[0]', 'source-not-wired'],
    ['a flow that reads nothing', { ...good, nodes: others, wires: good.wires.slice(1) }, 'nodes', 'no-source'],
    [
      'an unknown system',
      { ...good, slots: { ...good.slots, books: { connector: 'ledger', label: '' } } },
      'slots.books.connector',
      'unknown-connector',
    ],
  ])('%s', (_name, flow, path, code) => {
    expect(problemsOf(flow)).toContainEqual([path, code])
  })
})

it('names the nodes of a circle as the user knows them', () => {
  const flow = flowWith(
    [source(), sieve('a', { name: 'Only paid' }), sieve('b', { name: 'Only new' })],
    [wire('read-orders', 'a'), wire('a', 'b'), wire('b', 'a')],
  )
  expect(checkFlow(flow, known)).toMatchObject([{ code: 'cycle', message: expect.stringContaining('Only paid → Only new → Only paid') }])
})

it('names a catch node that watches a node that is gone', () => {
  const flow = { ...good, nodes: [...good.nodes, flowNode('failures', { type: 'catch', settings: { nodes: ['paid', 'gone'] } })] }
  expect(problemsOf(flow)).toEqual([['nodes[3].settings.nodes[1]', 'unknown-node']])
})

it('finds everything at once', () => {
  const flow = flowWith([source({ settings: {} }), sieve('paid', { settings: {} })], [])
  expect(problemsOf(flow).map(([path]) => path)).toEqual([
    'nodes[0].settings.slot',
    'nodes[0].settings.entity',
    'nodes[1].settings.keep',
    'nodes[0]',
  ])
})

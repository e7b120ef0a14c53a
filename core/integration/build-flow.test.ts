import { expect, it } from 'vitest'
import type { CodeTable } from '#core/codes/code-tables.ts'
import { parseFlowText } from '#core/flow/parse.ts'
import { serializeFlow } from '#core/flow/serialize.ts'
import type { Answers } from './answers.ts'
import { buildFlow } from './build-flow.ts'
import { answersOf, laneOf, shopAndBooks } from './test-builders.ts'

const taxes: CodeTable = { kind: 'tax-code', rows: [{ from: '1', to: 'high' }], missing: 'fail' }
const orders = laneOf('order', {
  ...{ upsert: { documentType: 'invoice' }, write: { journal: 'VRK' }, customerWrite: { terms: '30' } },
  ...{ statuses: ['open'], paymentStates: ['paid'], tables: [taxes] },
})

function built(answers: Answers) {
  const flow = buildFlow(answers, shopAndBooks())
  if ('missing' in flow) throw new Error(JSON.stringify(flow.missing))
  return flow.ok
}

function missing(answers: Answers) {
  const flow = buildFlow(answers, shopAndBooks())
  return 'missing' in flow ? flow.missing : []
}

it('draws a lane from left to right: read, choose, match codes, place', () => {
  const { nodes, wires } = built(answersOf([orders]))
  expect(nodes.map(({ id, type }) => `${id}:${type}`)).toEqual([
    'orders-read:read',
    'orders-chosen:filter',
    'orders-codes:codes',
    'orders-place:upsert',
    'every:schedule',
    'failed:catch',
    'tell:log',
  ])
  expect(wires.map(({ from, to }) => `${from[0]}>${to}`)).toEqual([
    'orders-read>orders-chosen',
    'orders-chosen>orders-codes',
    'orders-codes>orders-place',
    'failed>tell',
  ])
})

it('puts each answer where its node looks for it', () => {
  const settings = Object.fromEntries(built(answersOf([orders])).nodes.map((node) => [node.id, node.settings]))
  expect(settings['orders-chosen']).toEqual({
    condition: {
      all: [
        { path: 'data.status', is: 'one-of', values: ['open'] },
        { path: 'data.paymentState', is: 'one-of', values: ['paid'] },
      ],
    },
  })
  expect(settings['orders-codes']).toEqual({ from: 'left', to: 'right', tables: [{ ...taxes, target: 'lines[].extra.vat' }] })
  expect(settings['orders-place']).toEqual({
    ...{ slot: 'right', entity: 'order', documentType: 'invoice' },
    ...{ settings: { journal: 'VRK' }, customerSettings: { terms: '30' } },
  })
  expect(settings.every).toEqual({ how: 'every', minutes: 5 })
})

it('takes the version of each node from the catalogue', () => {
  expect(built(answersOf([orders])).nodes.find(({ type }) => type === 'upsert')?.version).toBe(2)
})

it('names the flow, its slots and its nodes in words', () => {
  const flow = built(answersOf([orders]))
  expect([flow.id, flow.name, flow.description]).toEqual([
    'till-orders-to-books',
    'Till orders → Books',
    'Chosen orders of Till are placed in Books, each once and with its customer. They become: invoice.',
  ])
  expect(flow.slots).toEqual({ left: { connector: 'till', label: 'Till' }, right: { connector: 'books', label: 'Books' } })
})

it('puts several lanes under one another, each in a frame of its own', () => {
  const flow = built(answersOf([orders, laneOf('product', { from: 'right' })]))
  expect(flow.groups?.map(({ name }) => name)).toEqual(['Orders: Till → Books', 'Products: Books → Till'])
  const rows = new Set(flow.nodes.map(({ position }) => position[1]))
  expect(rows.size).toBe(3)
  const places = flow.nodes.map(({ position }) => position.join())
  expect(new Set(places).size).toBe(places.length)
})

it('reads back from its file as it was made', () => {
  const flow = built(answersOf([orders, laneOf('product')]))
  expect(parseFlowText(serializeFlow(flow))).toEqual({ ok: flow })
})

it('has no schedule where it runs by hand only', () => {
  expect(built(answersOf([orders], { everyMinutes: null })).nodes.some(({ type }) => type === 'schedule')).toBe(false)
})

it('tells two systems of one brand apart', () => {
  expect(built(answersOf([laneOf('product')], { right: 'till' })).slots).toMatchObject({
    left: { label: 'Till (first)' },
    right: { label: 'Till (second)' },
  })
})

it.each<readonly [string, Answers, string, string]>([
  ['a system', answersOf([orders], { right: undefined }), 'right', 'Choose a system.'],
  ['a system it knows', answersOf([orders], { left: 'abacus' }), 'left', 'There is no system "abacus" in this version of Sluice.'],
  ['something to do', answersOf([]), 'lanes', 'Choose what goes from one system to the other.'],
  ['a lane that can be', answersOf([laneOf('stock')]), 'lanes[0]', 'Books counts its own stock.'],
  ['what the target demands', answersOf([{ ...orders, customerWrite: {} }]), 'lanes[0].customerWrite.terms', '"terms" is missing'],
  ['what the document demands', answersOf([{ ...orders, write: {} }]), 'lanes[0].write.journal', '"journal" is missing'],
  [
    'a table of codes',
    answersOf([{ ...orders, upsert: { documentType: 'order' }, tables: [] }]),
    'lanes[0].tables.tax-code',
    'Match the tax codes of Till with those of Books',
  ],
  [
    'the debtor of all orders',
    answersOf([{ ...orders, upsert: { ...orders.upsert, customers: 'default' } }]),
    'lanes[0].upsert.defaultCustomer',
    'Fill in the debtor that orders are booked on',
  ],
  [
    'something to write',
    answersOf([laneOf('product', { upsert: { create: false, update: false } })]),
    'lanes[0].upsert.create',
    'With these answers products are neither created nor updated',
  ],
])('says that it lacks %s', (_what, answers, path, message) => {
  expect(missing(answers)).toContainEqual({ path, message })
})

it('refuses both directions of one kind with the reason', () => {
  expect(missing(answersOf([laneOf('product'), laneOf('product', { from: 'right' })]))).toMatchObject([{ path: 'lanes[1]' }])
})

import { expect, it } from 'vitest'
import { z } from 'zod'
import { bindConnection } from '#core/kit/bind-connection.ts'
import { defineConnector, defineEntity, defineRead, type Page, type UnreadableRecord } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'
import { checkSettings, parseSettings } from '#core/kit/parse-settings.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { pureNodeContext } from '#tests/support/pure-node-context.ts'
import { read } from './read.node.ts'

const order = (key: string): FlowRecord => ({
  entity: 'order',
  key,
  data: { number: key },
  raw: null,
  origin: { connector: 'shop', account: 'demo' },
})

const broken: UnreadableRecord = {
  entity: 'order',
  key: 'X',
  origin: order('X').origin,
  raw: 'rubbish',
  error: new DataError('Order X: rubbish.'),
}

const threePages: readonly Page[] = [
  { records: [order('1'), order('2')], position: 2, remaining: 3 },
  { records: [order('3'), order('4')], position: 4, remaining: 1 },
  { records: [order('5')], position: 5, remaining: 0 },
]

interface Given {
  readonly asked?: { position?: Json; settings?: unknown }[]
  readonly shown?: readonly Page[]
}

/** A shop with orders to read, and prices that can only be written. */
function connectShop({ asked = [], shown = threePages }: Given = {}) {
  const shop = defineConnector({
    id: 'shop',
    label: 'Shop',
    summary: 'A shop.',
    hue: '#888',
    fields: {},
    origin: () => 'http://127.0.0.1',
    account: () => 'demo',
    limits: { concurrency: 1 },
    connect: () => ({}),
    check: async () => ({ account: 'demo', warnings: [] }),
    entities: {
      order: defineEntity({
        entity: 'order',
        label: 'Orders',
        schema: z.unknown(),
        read: defineRead({
          fields: { status: field.choice({ label: 'Status', options: { paid: 'Paid', open: 'Open' }, default: 'paid' }) },
          describePosition: (position) => `order ${position}`,
          async *pages(_client: object, { position, settings }) {
            asked.push({ position, settings })
            yield* shown
          },
        }),
      }),
      price: defineEntity<object, never>({ entity: 'price', label: 'Prices', schema: z.unknown() }),
    },
  })
  return bindConnection(shop, { client: {}, name: 'Shop · demo', settings: {}, readOnly: false })
}

async function collect(settings: Readonly<Record<string, unknown>>, position: Json = null, given: Given = {}) {
  const probes: string[] = []
  const context = pureNodeContext(parseSettings(read.fields, { slot: 'source', entity: 'order', ...settings }), {
    connection: () => connectShop(given),
    probe: (point) => probes.push(point),
  })
  const source = await read.open(context)
  const pages: { keys: string[]; position: Json }[] = []
  const unreadable: string[][] = []
  for await (const page of source.pages(position, context.signal)) {
    pages.push({ keys: page.records.map((record) => record.key), position: page.position })
    unreadable.push((page.unreadable ?? []).map(({ key }) => key))
  }
  return { pages, unreadable, probes }
}

it('yields every page with its position', async () => {
  const { pages } = await collect({})
  expect(pages).toEqual([
    { keys: ['1', '2'], position: 2 },
    { keys: ['3', '4'], position: 4 },
    { keys: ['5'], position: 5 },
  ])
})

it('reads on from the position it is given, with the settings of the entity filled in', async () => {
  const asked: { position?: Json; settings?: unknown }[] = []
  await collect({}, 17, { asked })
  expect(asked).toEqual([{ position: 17, settings: { status: 'paid' } }])
})

it('stops at its limit and leaves the position before the page it did not finish', async () => {
  const { pages } = await collect({ limit: 3 })
  expect(pages).toEqual([
    { keys: ['1', '2'], position: 2 },
    { keys: ['3'], position: 2 },
  ])
})

it('moves the position over a page that ends exactly at its limit', async () => {
  const { pages } = await collect({ limit: 4 })
  expect(pages.at(-1)).toEqual({ keys: ['3', '4'], position: 4 })
})

it('passes on what could not be understood', async () => {
  const { unreadable } = await collect({}, null, { shown: [{ records: [order('1')], unreadable: [broken], position: 1 }] })
  expect(unreadable).toEqual([['X']])
})

it('passes on what could not be understood of the page it cuts short', async () => {
  const shown = [{ records: [order('1'), order('2')], unreadable: [broken], position: 2 }]
  const { pages, unreadable } = await collect({ limit: 1 }, null, { shown })
  expect([pages, unreadable]).toEqual([[{ keys: ['1'], position: null }], [['X']]])
})

it('counts nothing that could not be understood towards its limit', async () => {
  const shown = [
    { records: [], unreadable: [broken, broken], position: 2 },
    { records: [order('3')], unreadable: [broken], position: 3 },
  ]
  const { pages } = await collect({ limit: 1 }, null, { shown })
  expect(pages).toEqual([
    { keys: [], position: 2 },
    { keys: ['3'], position: 3 },
  ])
})

it('marks every page it fetched for crash tests', async () => {
  const { probes } = await collect({})
  expect(probes).toEqual(['page-fetched', 'page-fetched', 'page-fetched'])
})

it.each([
  ['invoice', 'Shop has no kind of record named "invoice".'],
  ['toString', 'Shop has no kind of record named "toString".'],
  ['price', 'Shop cannot read prices.'],
])('says what can be read instead of %s', async (entity, message) => {
  await expect(collect({ entity })).rejects.toMatchObject({ message, hint: 'Choose one of: Orders (order).' })
})

it('names the setting of the entity that is wrong', async () => {
  await expect(collect({ settings: { status: 'lost' } })).rejects.toThrow(
    'Check what to read of orders: "Status" is "lost"; choose one of paid, open.',
  )
})

it('tells missing settings by their place', () => {
  expect(checkSettings(read.fields, { limit: 0 }).map((problem) => problem.path)).toEqual(['slot', 'entity', 'limit'])
})
it('says on the canvas what it reads, in the plural', () => {
  const settings = { slot: 'shop', entity: 'order', settings: {} }
  expect(read.describe(settings)).toBe('Orders')
  expect(read.describe({ ...settings, limit: 5 })).toBe('Orders · at most 5')
})

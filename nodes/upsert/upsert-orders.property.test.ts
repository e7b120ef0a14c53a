import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Idempotency } from '#core/kit/define-connector.ts'
import type { Result } from '#core/kit/define-node.ts'
import { BusyError } from '#core/kit/errors.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { emailKey } from '#core/model/customer.ts'
import type { Order } from '#core/model/order.ts'
import { createFakeConnection, type Misbehaviour } from '#tests/support/fake-connection.ts'
import { createMemoryJournal } from '#tests/support/memory-journal.ts'
import { nodeContext } from '#tests/support/node-context.ts'
import { lineOf, orderRecord } from '#tests/support/record-builders.ts'
import { upsert } from './upsert.node.ts'

const skusThere = ['120101', '120102']

interface World {
  readonly batches: readonly (readonly FlowRecord<Order>[])[]
  /** Consumed write by write; fewer than the repeats of one record, so that no record can run out of them. */
  readonly faults: readonly (Misbehaviour | undefined)[]
  /** The process dies at these passes through a probe, counted over all runs. */
  readonly crashes: readonly number[]
  readonly batch: number
  readonly parallel: number
  readonly searchLags: boolean
}

const order = fc
  .record({
    number: fc.integer({ min: 1, max: 6 }).map(String),
    email: fc.constantFrom('jan@voorbeeld.nl', 'Jan@Voorbeeld.nl', 'petra@voorbeeld.nl', 'inkoop@smit.nl', ''),
    company: fc.constantFrom(undefined, 'Bakkerij Smit'),
    phone: fc.constantFrom(undefined, '030 1', '030 2'),
    billing: fc.constantFrom(undefined, { city: 'Utrecht' }, { city: 'Zeist' }),
    shipping: fc.constantFrom(undefined, { city: 'Amersfoort' }, { city: 'Soest' }),
    skus: fc.array(fc.constantFrom(...skusThere, '999001'), { minLength: 1, maxLength: 2 }),
  })
  .map(({ number, email, company, phone, skus, ...addresses }) => {
    const lines = skus.map((sku) => lineOf({ sku }))
    return orderRecord(number, { customer: { name: 'Jan de Vries', email, company, phone }, lines, ...addresses })
  })

const faultOf = (kinds: readonly Misbehaviour[]) => fc.array(fc.option(fc.constantFrom(...kinds), { nil: undefined }), { maxLength: 5 })

const world = (kinds: readonly Misbehaviour[]): fc.Arbitrary<World> =>
  fc.record({
    batches: fc.array(fc.array(order, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
    faults: faultOf(kinds),
    crashes: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 4 }),
    batch: fc.constantFrom(1, 2, 100),
    parallel: fc.constantFrom(1, 3),
    searchLags: fc.boolean(),
  })

class Crash extends Error {}

/** What the engine does with a writing node: a batch is settled or done again by the next run, in order. */
async function live({ batches, faults, crashes, batch, parallel, searchLags }: World, idempotency: Idempotency) {
  const waitingFaults = [...faults]
  const kind = { idempotency, batch, searchLags }
  const fake = createFakeConnection({
    kinds: { order: kind, customer: { ...kind, paths: ['name', 'phone', 'billing', 'contacts'] }, product: {} },
    misbehave: () => waitingFaults.shift(),
  })
  for (const sku of skusThere) fake.entity('product').seed(sku)
  const journal = createMemoryJournal()
  const settled: (readonly Result[])[] = []
  let passes = 0
  const probe = () => {
    passes += 1
    if (crashes.includes(passes)) throw new Crash()
  }
  const settings = { slot: 'books', entity: 'order', parallel }
  while (settled.length < batches.length) {
    const runner = await upsert.prepare(nodeContext({ fields: upsert.fields, settings, connection: fake.connection, journal, probe }))
    try {
      for (const records of batches.slice(settled.length)) {
        settled.push(await runner.process(records))
        journal.commit()
      }
    } catch (error) {
      if (error instanceof Crash) journal.crash()
      else if (error instanceof BusyError) journal.commit()
      else throw error
    }
  }
  return { fake, settled }
}

function isSound({ data }: FlowRecord<Order>): boolean {
  return data.customer.email !== '' && data.lines.every(({ sku }) => skusThere.includes(sku ?? ''))
}

const counts = (keys: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(Object.groupBy(keys, (key) => key)).map(([key, all]) => [key, all?.length ?? 0]))

const everyFault: readonly Misbehaviour[] = ['lost-after', 'lost-before', 'busy', 'down', 'throw-after']

it.each(['lookup', 'vendor-key'] as const)(
  'ends with one document per sound order, whatever is lost and wherever it dies (%s)',
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(world(everyFault), async (lived) => {
        const { fake } = await live(lived, kind)
        const sound = new Set(
          lived.batches
            .flat()
            .filter(isSound)
            .map(({ key }) => key),
        )
        expect(counts(fake.entity('order').stored.map(({ key }) => key))).toEqual(counts([...sound]))
      }),
      { numRuns: 300 },
    )
  },
)

it('ends with one customer per e-mail address, the one its orders are booked on', async () => {
  await fc.assert(
    fc.asyncProperty(world(everyFault), async (lived) => {
      const { fake } = await live(lived, 'lookup')
      const customers = fake.entity('customer').stored
      const booked = fake.entity('order').stored.map(({ item, data }) => ({
        on: customers.find(({ id }) => id === item?.links?.customerId)?.key,
        of: emailKey((data as Order).customer.email ?? ''),
      }))
      expect(Math.max(1, ...Object.values(counts(customers.map(({ key }) => key))))).toBe(1)
      expect(booked.filter(({ on, of }) => on !== of)).toEqual([])
    }),
    { numRuns: 300 },
  )
})

it('changes the main address of a customer to a billing address only, never to where a parcel goes', async () => {
  await fc.assert(
    fc.asyncProperty(world(everyFault), async (lived) => {
      const { fake } = await live(lived, 'lookup')
      const changes = fake
        .entity('customer')
        .updates.flat()
        .flatMap((item) => item.changes)
      const cities = changes.filter(({ path }) => path === 'billing').map(({ to }) => (to as Order['billing'])?.city)
      expect(cities.filter((city) => city !== 'Utrecht' && city !== 'Zeist')).toEqual([])
    }),
    { numRuns: 300 },
  )
})

it('gives every record of every batch exactly one end', async () => {
  await fc.assert(
    fc.asyncProperty(world([...everyFault, 'refuse']), async (lived) => {
      const { settled } = await live(lived, 'lookup')
      const place = (records: readonly FlowRecord[]) => new Map(records.map((record, index) => [record, index]))
      const ended = settled.map((results, index) => {
        const places = place(lived.batches[index] ?? [])
        return results.map(({ record }) => places.get(record as FlowRecord<Order>)).sort()
      })
      expect(ended).toEqual(lived.batches.map((records) => records.map((_, index) => index)))
    }),
    { numRuns: 300 },
  )
})

it('never writes an order twice to a target that can repeat nothing', async () => {
  await fc.assert(
    fc.asyncProperty(world([...everyFault, 'refuse']), async (lived) => {
      const { fake } = await live({ ...lived, searchLags: false }, 'none')
      const doubled = Object.entries(counts(fake.entity('order').stored.map(({ key }) => key))).filter(([, count]) => count > 1)
      expect(doubled).toEqual([])
    }),
    { numRuns: 300 },
  )
})

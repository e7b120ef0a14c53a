import { describe, expect, it } from 'vitest'
import type { Result } from '#core/kit/define-node.ts'
import { StoppedError } from '#core/kit/errors.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { createFakeConnection, type FakeEntityOptions } from '#tests/support/fake-connection.ts'
import { createMemoryJournal } from '#tests/support/memory-journal.ts'
import { nodeContext } from '#tests/support/node-context.ts'
import { customerRecord, productRecord, stockRecord } from '#tests/support/record-builders.ts'
import { upsert } from './upsert.node.ts'

type FakeSettings = Parameters<typeof createFakeConnection>[0]

function arrange({
  kinds = { product: { paths: ['name', 'priceExcl', 'description'] } },
  settings = {},
  mode = 'run',
  ...rest
}: {
  readonly kinds?: Readonly<Record<string, FakeEntityOptions>>
  readonly settings?: Readonly<Record<string, unknown>>
  readonly mode?: 'run' | 'plan'
} & Partial<Omit<FakeSettings, 'kinds'>> = {}) {
  const fake = createFakeConnection({ kinds, ...rest })
  const journal = createMemoryJournal()
  const clock = createFakeClock({ passes: true })
  const [entity = 'product'] = Object.keys(kinds)
  const open = (changed: Readonly<Record<string, unknown>> = {}) =>
    upsert.prepare(
      nodeContext({
        fields: upsert.fields,
        settings: { slot: 'books', entity, ...settings, ...changed },
        connection: fake.connection,
        journal,
        mode,
        clock,
      }),
    )
  const process = async (records: readonly FlowRecord[]) => (await open()).process(records)
  return { target: fake.entity(entity), journal, clock, open, process }
}

function kindOf(result: Result | undefined): string {
  if (!result) return 'nothing'
  if ('error' in result) return 'failed'
  return result.outcome?.kind ?? 'passed'
}

const errorOf = (result: Result | undefined) => (result && 'error' in result ? result.error : undefined)
const outcomeOf = (result: Result | undefined) => (result && 'outcome' in result ? result.outcome : undefined)

describe('two customers of a source with one e-mail address', () => {
  const customerOf = (id: string, name: string): FlowRecord => {
    const record = customerRecord('fam@voorbeeld.nl', { name })
    return { ...record, origin: { ...record.origin, id } }
  }
  const kinds = { customer: { paths: ['name'], by: ['email'] } } as const

  it('do not overwrite each other in turn: the lower number counts, in whatever order they come', async () => {
    const { process, target } = arrange({ kinds })
    const forth = await process([customerOf('1012', 'Lucas'), customerOf('1011', 'Emma')])
    const back = await process([customerOf('1011', 'Emma'), customerOf('1012', 'Lucas')])
    expect([forth.map(kindOf), back.map(kindOf), target.stored.length]).toEqual([['skipped', 'created'], ['unchanged', 'skipped'], 1])
    expect(outcomeOf(forth[0])).toMatchObject({ code: 'same-key', message: expect.stringContaining('1011') })
  })

  it('keep to the one that came first when they come in different batches of a run', async () => {
    const { open } = arrange({ kinds })
    const runner = await open()
    const first = await runner.process([customerOf('1012', 'Lucas')])
    const second = await runner.process([customerOf('1011', 'Emma')])
    expect([...first, ...second].map(kindOf)).toEqual(['created', 'skipped'])
  })

  it('are one and the same when the source sends one twice', async () => {
    const { process } = arrange({ kinds })
    const results = await process([customerOf('1011', 'Emma'), customerOf('1011', 'Emma Bakker')])
    expect(results.map(kindOf)).toEqual(['created', 'updated'])
  })
})

describe('stock', () => {
  const kinds = { stock: { paths: ['available', 'onHand'], idempotency: 'absolute' } } as const
  const mug = () => {
    const record = stockRecord('120101', '12')
    return {
      ...record,
      data: { sku: '120101', onHand: '17', available: '12', incoming: '6', locations: [{ location: 'UTR', available: '5' }] },
    }
  }

  it.each([
    [{ stockFigure: 'forecast' }, { available: '18' }],
    [{ stockFigure: 'available', stockLocations: ['UTR'] }, { available: '5' }],
  ])('is sent with the figure and the places chosen: %o', async (settings, sent) => {
    const { process, target } = arrange({ kinds, settings })
    await process([mug()])
    expect(target.stored[0]?.data).toEqual({ sku: '120101', locations: [], ...sent })
  })

  it('that has nothing at the chosen place fails alone and says where it has some', async () => {
    const { process } = arrange({ kinds, settings: { stockLocations: ['OSL'] } })
    expect(errorOf((await process([mug()]))[0])).toMatchObject({ code: 'location-missing', message: expect.stringContaining('UTR') })
  })
})

describe('records of a kind that can be looked up', () => {
  it('creates what is not there and passes it on', async () => {
    const { process } = arrange()
    expect(await process([productRecord('120101')])).toMatchObject([{ port: 'out', outcome: { kind: 'created', targetId: 'product-1' } }])
  })

  it('updates exactly the fields that differ', async () => {
    const { process, target } = arrange()
    target.seed('120101', { name: 'Product 120101', priceExcl: '9.5' })
    await process([productRecord('120101')])
    expect(target.updates[0]?.[0]?.changes).toEqual([{ path: 'priceExcl', from: '9.5', to: '10.00', rule: 'sent whenever it differs' }])
  })

  it('tells the target the whole record as it should be: what is there, with the changes put in', async () => {
    const { process, target } = arrange({ kinds: { customer: { paths: ['billing.street'] } }, settings: { policies: { phone: 'never' } } })
    const billing = { street: 'Neude', city: 'Utrecht' }
    target.seed('jan@voorbeeld.nl', { kind: 'person', name: 'Jan', email: 'jan@voorbeeld.nl', phone: '030 1', billing })
    await process([customerRecord('jan@voorbeeld.nl', { phone: '030 2', billing: { street: 'Oudegracht' } })])
    expect(target.updates[0]?.[0]?.data).toMatchObject({ name: 'Jan', phone: '030 1', billing: { street: 'Oudegracht', city: 'Utrecht' } })
  })

  it('writes nothing when nothing differs', async () => {
    const { process, target } = arrange()
    target.seed('120101', { name: 'Product 120101', priceExcl: '10' })
    const results = await process([productRecord('120101')])
    expect([kindOf(results[0]), target.creates.length + target.updates.length]).toEqual(['unchanged', 0])
  })

  it('remembers what it found, so that the next run knows it by hash', async () => {
    const { process, target, journal } = arrange()
    target.seed('120101', { name: 'Product 120101', priceExcl: '10' })
    await process([productRecord('120101')])
    expect([...journal.recall(['mplus.demo_3a443.product.120101']).values()]).toMatchObject([{ targetId: 'product-1', isOpen: false }])
  })

  it('leaves a field alone that was enriched there since it was last sent', async () => {
    const { process, target } = arrange()
    await process([productRecord('120101')])
    const [product] = target.stored
    if (product) product.data = { ...product.data, name: 'Sjaal, met de hand geweven' }
    expect((await process([productRecord('120101')])).map(kindOf)).toEqual(['unchanged'])
  })

  it('looks again when a setting that shapes what is sent has changed', async () => {
    const { process, open, target } = arrange()
    await process([productRecord('120101')])
    const [product] = target.stored
    if (product) product.data = { ...product.data, description: undefined, name: 'Anders' }
    const runner = await open({ policies: { priceExcl: 'never' } })
    expect((await runner.process([productRecord('120101')])).map(kindOf)).toEqual(['updated'])
  })

  it('creates a record that comes twice in one batch once', async () => {
    const { process, target } = arrange()
    const results = await process([productRecord('120101'), productRecord('120101')])
    expect([results.map(kindOf), target.stored.length]).toEqual([['created', 'unchanged'], 1])
  })

  it('updates with the second of two versions in one batch', async () => {
    const { process, target } = arrange()
    await process([productRecord('120101'), productRecord('120101', { name: 'Sjaal' })])
    expect(target.stored.map(({ data }) => data.name)).toEqual(['Sjaal'])
  })

  it('creates a customer once whose address is written in two ways', async () => {
    const { process, target } = arrange({ kinds: { customer: { paths: ['name'] } } })
    await process([customerRecord('jan@voorbeeld.nl'), customerRecord('Jan@Voorbeeld.nl ')])
    expect(target.stored).toHaveLength(1)
  })

  it('sees what this run created although the search of the target lags', async () => {
    const { open, target } = arrange({ kinds: { product: { paths: ['name'], searchLags: true } } })
    const runner = await open()
    await runner.process([productRecord('120101')])
    await runner.process([productRecord('120101', { name: 'Sjaal' })])
    expect(target.stored).toHaveLength(1)
  })

  it('asks once for a whole batch', async () => {
    const { process, target } = arrange()
    await process(['1', '2', '3'].map((sku) => productRecord(sku)))
    expect(target.finds.map((items) => items.length)).toEqual([3])
  })

  it('intends the writes of a batch in one go', async () => {
    const { process, journal } = arrange()
    await process(['1', '2', '3'].map((sku) => productRecord(sku)))
    expect(journal.intended.map((intents) => intents.length)).toEqual([3])
  })

  it('creates nothing when told to update only', async () => {
    const { process } = arrange({ settings: { create: false } })
    expect(await process([productRecord('120101')])).toMatchObject([{ outcome: { kind: 'skipped', code: 'not-there' } }])
  })

  it('updates nothing when told to create only', async () => {
    const { process, target } = arrange({ settings: { update: false } })
    target.seed('120101', { name: 'Anders' })
    expect(await process([productRecord('120101')])).toMatchObject([{ outcome: { kind: 'skipped', code: 'exists' } }])
  })

  it('names the doubles when a key is there twice', async () => {
    const { process, target } = arrange()
    target.seed('120101')
    target.seed('120101')
    const [result] = await process([productRecord('120101')])
    expect(errorOf(result)).toMatchObject({ code: 'ambiguous', facts: { ids: ['product-1', 'product-2'] } })
  })

  it('fails the one record whose key the target refuses, and writes the others', async () => {
    const { process } = arrange({ kinds: { product: { refusesKey: (key) => key === 'A-1' } } })
    const results = await process([productRecord('1'), productRecord('A-1'), productRecord('2')])
    expect(results.map(kindOf)).toEqual(['created', 'failed', 'created'])
  })

  it('names path and value of data that is not sound', async () => {
    const { process } = arrange()
    const [result] = await process([productRecord('120101', { priceExcl: '9,95' })])
    expect(errorOf(result)).toMatchObject({
      code: 'invalid-data',
      message: expect.stringContaining('Product 120101: priceExcl is not a decimal such as "12.50"; it is "9,95"'),
    })
  })

  it('leaves fields out of a create whose policy says so', async () => {
    const { process, target } = arrange({ settings: { policies: { priceExcl: 'on-update' } } })
    await process([productRecord('120101')])
    expect(target.creates[0]?.[0]?.data).not.toHaveProperty('priceExcl')
  })

  it('says that a record of another kind is in the wrong place', async () => {
    const { process } = arrange()
    expect(errorOf((await process([customerRecord('jan@voorbeeld.nl')]))[0])).toMatchObject({ code: 'wrong-entity' })
  })

  it('says that a product without a GTIN cannot be matched by it', async () => {
    const { process } = arrange({ settings: { matchBy: 'gtin' } })
    expect(errorOf((await process([productRecord('120101')]))[0])).toMatchObject({ code: 'match-key-missing' })
  })
})

describe('a target that cannot look up', () => {
  const stock = { stock: { canFind: false, idempotency: 'absolute' } } as const

  it('sets an absolute value again when it changed', async () => {
    const { process, target } = arrange({ kinds: stock })
    await process([stockRecord('120101', '5')])
    expect([(await process([stockRecord('120101', '4')])).map(kindOf), target.stored.map(({ data }) => data.available)]).toEqual([
      ['updated'],
      ['4'],
    ])
  })

  it('does not send a value again that it sent before', async () => {
    const { process, target } = arrange({ kinds: stock })
    await process([stockRecord('120101', '5')])
    await process([stockRecord('120101', '5')])
    expect(target.creates).toHaveLength(1)
  })
})

it('sets no absolute value that is already there', async () => {
  const { process, target } = arrange({ kinds: { stock: { idempotency: 'absolute' } } })
  target.seed('120101', { sku: '120101', available: '5.0' })
  expect([(await process([stockRecord('120101', '5')])).map(kindOf), target.creates.length]).toEqual([['unchanged'], 0])
})

describe('when answers are lost', () => {
  it('repeats with a lookup and ends with one record', async () => {
    let faults = 2
    const { process, target } = arrange({ misbehave: () => (faults-- > 0 ? 'lost-after' : undefined) })
    expect([(await process([productRecord('120101')])).map(kindOf), target.stored.length]).toEqual([['created'], 1])
  })

  it('repeats only what got no answer', async () => {
    let faults = 1
    const { process, target } = arrange({ misbehave: ({ key }) => (key === '2' && faults-- > 0 ? 'lost-before' : undefined) })
    await process([productRecord('1'), productRecord('2')])
    expect(target.creates.map((items) => items.map(({ key, attempt }) => `${key} ${attempt}`))).toEqual([
      ['1 first', '2 first'],
      ['2 again'],
    ])
  })

  it('repeats a request that broke off as a whole', async () => {
    let faults = 1
    const { process, target } = arrange({ misbehave: () => (faults-- > 0 ? 'throw-after' : undefined) })
    await process([productRecord('1'), productRecord('2')])
    expect(target.stored.map(({ key }) => key)).toEqual(['1', '2'])
  })

  it('waits longer each time and stops in the end', async () => {
    const { process, clock } = arrange({ misbehave: () => 'lost-before' })
    const results = await process([productRecord('120101')])
    expect([kindOf(results[0]), clock.sleeps]).toEqual(['unknown', [500, 1000, 2000, 4000, 8000]])
  })

  it('never repeats a create that cannot be looked up', async () => {
    const { process, target } = arrange({ kinds: { product: { idempotency: 'none' } }, misbehave: () => 'lost-after' })
    expect([(await process([productRecord('120101')])).map(kindOf), target.creates.length]).toEqual([['unknown'], 1])
  })

  it('passes nothing on that nobody can vouch for', async () => {
    const { process } = arrange({ kinds: { product: { idempotency: 'none' } }, misbehave: () => 'lost-after' })
    expect((await process([productRecord('120101')]))[0]?.port).toBeUndefined()
  })

  it('stays parked in the next run when the target has no lookup either', async () => {
    let faults = 1
    const { process, target } = arrange({
      kinds: { product: { idempotency: 'none', canFind: false } },
      misbehave: () => (faults-- > 0 ? 'lost-before' : undefined),
    })
    await process([productRecord('120101')])
    expect([(await process([productRecord('120101')])).map(kindOf), target.creates.length]).toEqual([['unknown'], 1])
  })

  it('creates a parked record again when the user asked for that', async () => {
    let faults = 1
    const { process } = arrange({
      kinds: { product: { idempotency: 'none', canFind: false } },
      settings: { repeatUnknown: true },
      misbehave: () => (faults-- > 0 ? 'lost-before' : undefined),
    })
    await process([productRecord('120101')])
    expect((await process([productRecord('120101')])).map(kindOf)).toEqual(['created'])
  })

  it('links a parked record that turns out to be there', async () => {
    let faults = 1
    const { process, journal } = arrange({
      kinds: { product: { idempotency: 'none' } },
      settings: { update: false },
      misbehave: () => (faults-- > 0 ? 'lost-after' : undefined),
    })
    await process([productRecord('120101')])
    await process([productRecord('120101')])
    expect(journal.open()).toEqual([])
  })
})

describe('when the target refuses', () => {
  it('fails the one record and writes the others', async () => {
    const { process } = arrange({ misbehave: ({ key }) => (key === '2' ? 'refuse' : undefined) })
    expect((await process(['1', '2', '3'].map((sku) => productRecord(sku)))).map(kindOf)).toEqual(['created', 'failed', 'created'])
  })

  it.each([
    ['down', 'busy'],
    ['locked-out', 'connection'],
  ] as const)('rejects the whole batch when it is %s, so that the run stops', async (misbehaviour, code) => {
    const { process } = arrange({ misbehave: () => misbehaviour })
    await expect(process([productRecord('1'), productRecord('2')])).rejects.toMatchObject({ code })
  })

  it('keeps no intent open for what was never sent', async () => {
    const { process, journal } = arrange({
      kinds: { product: { batch: 1, idempotency: 'none' } },
      settings: { parallel: 1 },
      misbehave: () => 'down',
    })
    await process([productRecord('1'), productRecord('2')]).catch(() => {})
    expect(journal.open()).toEqual([])
  })

  it('sends nothing more once the run is stopped, and leaves open only what left', async () => {
    const stop = new AbortController()
    const { connection, entity } = createFakeConnection({ kinds: { product: { batch: 1 } } })
    const journal = createMemoryJournal()
    const settings = { slot: 'books', entity: 'product', parallel: 1 }
    const probe = (point: string) => point === 'request-sent' && stop.abort(new StoppedError())
    const context = nodeContext({ fields: upsert.fields, settings, connection, journal, signal: stop.signal, probe })
    const runner = await upsert.prepare(context)
    await expect(runner.process(['1', '2', '3'].map((sku) => productRecord(sku)))).rejects.toMatchObject({ code: 'stopped' })
    expect([entity('product').stored.map(({ key }) => key), journal.open()]).toEqual([['1'], []])
  })

  it('waits for a record that is busy for a moment', async () => {
    let faults = 1
    const { process } = arrange({ misbehave: ({ key }) => (key === '2' && faults-- > 0 ? 'busy' : undefined) })
    expect((await process([productRecord('1'), productRecord('2')])).map(kindOf)).toEqual(['created', 'created'])
  })
})

describe('a target that takes records one by one', () => {
  it('gets as many requests at once as the setting allows', async () => {
    const { process, target } = arrange({ kinds: { product: { batch: 1 } }, settings: { parallel: 3 } })
    await process(Array.from({ length: 9 }, (_, index) => productRecord(String(index))))
    expect(target.mostAtOnce).toBe(3)
  })

  it('gets one request at a time when it takes batches', async () => {
    const { process, target } = arrange({ kinds: { product: { batch: 2 } } })
    await process(Array.from({ length: 9 }, (_, index) => productRecord(String(index))))
    expect([target.mostAtOnce, target.creates.map((items) => items.length)]).toEqual([1, [2, 2, 2, 2, 1]])
  })
})

describe('a plan', () => {
  it('tells what it would create and writes nothing', async () => {
    const { process, target, journal } = arrange({ mode: 'plan' })
    const results = await process([productRecord('120101')])
    expect(outcomeOf(results[0])).toMatchObject({ kind: 'planned', plannedKind: 'created' })
    expect([target.stored, journal.intended]).toEqual([[], []])
  })

  it('tells what it would change, from what and to what', async () => {
    const { process, target } = arrange({ mode: 'plan' })
    target.seed('120101', { name: 'Oud', priceExcl: '10' })
    expect(outcomeOf((await process([productRecord('120101')]))[0])).toMatchObject({
      kind: 'planned',
      plannedKind: 'updated',
      changes: [{ path: 'name', from: 'Oud', to: 'Product 120101' }],
    })
  })

  it('plans a record that comes twice once', async () => {
    const { process } = arrange({ mode: 'plan' })
    expect((await process([productRecord('120101'), productRecord('120101')])).map(kindOf)).toEqual(['planned', 'unchanged'])
  })

  it('may look at a connection for reading only', async () => {
    const { process } = arrange({ mode: 'plan', readOnly: true })
    expect((await process([productRecord('120101')])).map(kindOf)).toEqual(['planned'])
  })
})

describe('before the first record', () => {
  it('refuses a connection for reading only', () => {
    const { open } = arrange({ readOnly: true })
    expect(() => open()).toThrow(expect.objectContaining({ code: 'read-only-connection' }))
  })

  it('names the keys that can be matched by', () => {
    const { open } = arrange()
    expect(() => open({ matchBy: 'name' })).toThrow('choose one of sku, gtin')
  })

  it('names the kinds of record that can be written', () => {
    const { open } = arrange()
    expect(() => open({ entity: 'invoice' })).toThrow('choose one of product')
  })
})

it('finds settings that would never write anything', () => {
  const settings = nodeContextSettings({ create: false, update: false })
  expect(upsert.validate?.(settings)).toMatchObject([{ path: 'create' }])
})

it('finds a policy that does not exist', () => {
  const settings = nodeContextSettings({ policies: { name: 'sometimes' } })
  expect(upsert.validate?.(settings)).toMatchObject([{ path: 'policies.name' }])
})

it('says in one line what it does', () => {
  const settings = nodeContextSettings({ entity: 'order', documentType: 'sales-invoice' })
  expect(upsert.describe(settings)).toBe('Orders → sales invoice · customers by e-mail')
})

function nodeContextSettings(settings: Readonly<Record<string, unknown>>) {
  const { connection } = createFakeConnection({ kinds: {} })
  const all = { slot: 'books', entity: 'product', ...settings }
  return nodeContext({ fields: upsert.fields, settings: all, connection, journal: createMemoryJournal() }).settings
}

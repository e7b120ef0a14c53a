import { describe, expect, it } from 'vitest'
import type { Result } from '#core/kit/define-node.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { createFakeConnection, type FakeEntityOptions, type Misbehaviour } from '#tests/support/fake-connection.ts'
import { createMemoryJournal } from '#tests/support/memory-journal.ts'
import { nodeContext } from '#tests/support/node-context.ts'
import { lineOf, orderRecord } from '#tests/support/record-builders.ts'
import { upsert } from './upsert.node.ts'

function arrange({
  settings = {},
  order = {},
  customer = { paths: ['name', 'phone', 'billing', 'contacts'] },
  product = {},
  misbehave,
  mode = 'run',
}: {
  readonly settings?: Readonly<Record<string, unknown>>
  readonly order?: FakeEntityOptions
  readonly customer?: FakeEntityOptions
  readonly product?: FakeEntityOptions
  readonly misbehave?: (item: { readonly entity: string; readonly key: string }) => Misbehaviour | undefined
  readonly mode?: 'run' | 'plan'
} = {}) {
  const fake = createFakeConnection({ kinds: { order, customer, product }, misbehave })
  fake.entity('product').seed('120101')
  const journal = createMemoryJournal()
  const open = () =>
    upsert.prepare(
      nodeContext({
        fields: upsert.fields,
        settings: { slot: 'books', entity: 'order', ...settings },
        connection: fake.connection,
        journal,
        mode,
      }),
    )
  const process = async (records: readonly FlowRecord[]) => (await open()).process(records)
  return { orders: fake.entity('order'), customers: fake.entity('customer'), products: fake.entity('product'), journal, open, process }
}

const errorOf = (result: Result | undefined) => (result && 'error' in result ? result.error : undefined)
const kindOf = (result: Result) => ('error' in result ? 'failed' : result.outcome?.kind)

describe('customers of orders', () => {
  it('creates a customer of two orders once', async () => {
    const { process, customers } = arrange()
    await process([orderRecord('1'), orderRecord('2')])
    expect(customers.stored).toHaveLength(1)
  })

  it('asks once for a customer who comes back in a later batch', async () => {
    const { open, customers } = arrange()
    const runner = await open()
    await runner.process([orderRecord('1')])
    await runner.process([orderRecord('2')])
    expect(customers.finds).toHaveLength(1)
  })

  it('tells the target a new phone number that a later batch brings', async () => {
    const { open, customers } = arrange()
    const runner = await open()
    await runner.process([orderRecord('1')])
    await runner.process([orderRecord('2', { customer: { name: 'Jan de Vries', email: 'jan@voorbeeld.nl', phone: '06 12345678' } })])
    expect(customers.stored.map(({ data }) => data.phone)).toEqual(['06 12345678'])
  })

  it('bills a new customer where the parcel goes, and nobody who is there already', async () => {
    const { open, customers } = arrange()
    const [utrecht, amersfoort] = [{ city: 'Utrecht' }, { city: 'Amersfoort' }]
    const runner = await open()
    await runner.process([orderRecord('1', { billing: undefined, shipping: utrecht })])
    await runner.process([orderRecord('2', { billing: undefined, shipping: amersfoort })])
    expect([customers.stored.map(({ data }) => data.billing), customers.updates]).toEqual([[utrecht], []])
  })

  it('links the orderer below the company where the target tells contacts apart', async () => {
    const { process, customers, orders } = arrange({ settings: { updateCustomers: false } })
    const contacts = [{ id: 'contact-7', name: 'Jan', email: 'Jan@voorbeeld.nl' }]
    customers.seed('jan@voorbeeld.nl', { kind: 'company', name: 'Bakkerij Smit', email: 'jan@voorbeeld.nl', contacts })
    await process([orderRecord('1', { customer: { name: 'Jan', company: 'Bakkerij Smit', email: 'jan@voorbeeld.nl' } })])
    expect(orders.stored[0]?.item?.links?.contactId).toBe('contact-7')
  })

  it('adds the orderer to the contacts that are there', async () => {
    const { process, customers } = arrange()
    const contacts = [{ name: 'Petra', email: 'petra@voorbeeld.nl' }]
    customers.seed('jan@voorbeeld.nl', { kind: 'company', name: 'Bakkerij Smit', email: 'jan@voorbeeld.nl', contacts })
    await process([orderRecord('1', { customer: { name: 'Jan', company: 'Bakkerij Smit', email: 'jan@voorbeeld.nl' } })])
    expect(customers.stored[0]?.data.contacts).toMatchObject([{ name: 'Petra' }, { name: 'Jan' }])
  })

  it('does not turn a company into a person because somebody ordered privately', async () => {
    const { process, customers } = arrange()
    customers.seed('jan@voorbeeld.nl', { kind: 'company', name: 'Bakkerij Smit', email: 'jan@voorbeeld.nl' })
    await process([orderRecord('1')])
    expect(customers.stored.map(({ data }) => data.name)).toEqual(['Bakkerij Smit'])
  })

  it('books every order on the default debtor when told to', async () => {
    const { process, orders, customers } = arrange({ settings: { customers: 'default', defaultCustomer: '4711' } })
    await process([orderRecord('1')])
    expect([orders.stored[0]?.item?.links?.customerId, customers.finds]).toEqual(['4711', []])
  })

  it('books an order without an e-mail address on the default debtor when told to', async () => {
    const { process, orders } = arrange({ settings: { missingEmail: 'default-customer', defaultCustomer: '4711' } })
    await process([orderRecord('1', { customer: { name: 'Toonbank' } })])
    expect(orders.stored[0]?.item?.links?.customerId).toBe('4711')
  })

  it('takes the first of several customers when told to', async () => {
    const { process, orders, customers } = arrange({ settings: { severalCustomers: 'first' } })
    customers.seed('jan@voorbeeld.nl')
    customers.seed('jan@voorbeeld.nl')
    await process([orderRecord('1')])
    expect(orders.stored[0]?.item?.links?.customerId).toBe('customer-1')
  })

  it('fails the orders of a customer whom the target refuses, and places the others', async () => {
    const { process } = arrange({ misbehave: ({ key }) => (key === 'jan@voorbeeld.nl' ? 'refuse' : undefined) })
    const other = orderRecord('2', { customer: { name: 'Petra', email: 'petra@voorbeeld.nl' } })
    const results = await process([orderRecord('1'), other])
    expect([results.map(kindOf), errorOf(results[0])]).toMatchObject([
      ['failed', 'created'],
      { code: 'customer-failed', message: 'Order 1: customer jan@voorbeeld.nl was refused by Odoo: Odoo refused the record.' },
    ])
  })
})

describe('products of orders', () => {
  it('lists all that are missing in one message', async () => {
    const { process } = arrange()
    const lines = ['999001', '120101', '120999'].map((sku) => lineOf({ sku }))
    expect(errorOf((await process([orderRecord('1042', { lines })]))[0])).toMatchObject({
      message: 'Order 1042: no product with SKU 999001, 120999 in Odoo.',
      hint: 'Create them there, or let this flow send products first.',
    })
  })

  it('are looked up once per run', async () => {
    const { open, products } = arrange()
    const runner = await open()
    await runner.process([orderRecord('1'), orderRecord('2')])
    await runner.process([orderRecord('3')])
    expect(products.finds.map((items) => items.map(({ key }) => key))).toEqual([['120101']])
  })

  it('that were missing are looked up again: another node may have made them', async () => {
    const { open, products } = arrange()
    const runner = await open()
    const order = orderRecord('1', { lines: [lineOf({ sku: '7' })] })
    await runner.process([order])
    products.seed('7')
    expect((await runner.process([order])).map(kindOf)).toEqual(['created'])
  })

  it('names the line that has no SKU', async () => {
    const { process } = arrange()
    const [result] = await process([orderRecord('1', { lines: [lineOf(), lineOf({ sku: '', name: 'Muts' })] })])
    expect(errorOf(result)).toMatchObject({ code: 'product-without-sku', message: 'Order 1: line 2 "Muts" has no SKU.' })
  })

  it('are asked of shipping lines too when the target demands it', async () => {
    const { process } = arrange({ settings: { linesNeedingProduct: ['product', 'shipping'] } })
    const lines = [lineOf(), lineOf({ kind: 'shipping', sku: 'VERZENDEN', name: 'Verzendkosten' })]
    expect(errorOf((await process([orderRecord('1', { lines })]))[0])).toMatchObject({ facts: { skus: ['VERZENDEN'] } })
  })

  it('are not asked of a target that cannot look them up', async () => {
    const { process } = arrange({ product: { canFind: false } })
    expect((await process([orderRecord('1')])).map(kindOf)).toEqual(['created'])
  })
})

it('names both amounts when the lines do not add up', async () => {
  const { process } = arrange()
  expect(errorOf((await process([orderRecord('1042', { totals: { incl: '29.90' } })]))[0])).toMatchObject({
    code: 'totals-mismatch',
    message: 'Order 1042: its lines add up to 24.95 EUR including tax, but its total says 29.90 EUR.',
  })
})

it('skips an order that comes twice in one batch', async () => {
  const { process, orders } = arrange()
  const results = await process([orderRecord('1'), orderRecord('1')])
  expect([results.map(kindOf), orders.stored.length]).toEqual([['created', 'skipped'], 1])
})

it('calls an existing order by the name people know', async () => {
  const { process, orders } = arrange()
  orders.seed('1042', {}, '77')
  const [result] = await process([orderRecord('1042')])
  expect(result).toMatchObject({ port: 'out', outcome: { code: 'exists', message: 'Order 1042 is already in Odoo as 1042 (77).' } })
})

it('skips an order that it sent before to a target that cannot look up', async () => {
  const { process, orders } = arrange({ order: { canFind: false } })
  await process([orderRecord('1')])
  expect([(await process([orderRecord('1')])).map(kindOf), orders.creates.length]).toEqual([['skipped'], 1])
})

it('asks for the document when there is a choice, and names it', () => {
  const { open } = arrange({ order: { documentTypes: { quotation: 'Quotation', order: 'Order' } } })
  expect(open).toThrow('Say what an order becomes in Odoo: choose one of quotation, order.')
})

describe('a plan of orders', () => {
  it('says that the customer would be created with it', async () => {
    const { process } = arrange({ mode: 'plan' })
    expect(await process([orderRecord('1')])).toMatchObject([
      { outcome: { kind: 'planned', message: 'Order 1: customer jan@voorbeeld.nl would be created with it.' } },
    ])
  })

  it('creates the customer of two orders once in its story too', async () => {
    const { open } = arrange({ mode: 'plan' })
    const runner = await open()
    await runner.process([orderRecord('1')])
    const [result] = await runner.process([orderRecord('2')])
    expect(result && 'outcome' in result ? result.outcome?.message : 'failed').toBeUndefined()
  })
})

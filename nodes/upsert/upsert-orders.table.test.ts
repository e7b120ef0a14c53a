import { describe, expect, it } from 'vitest'
import { createFakeConnection } from '#tests/support/fake-connection.ts'
import { createMemoryJournal } from '#tests/support/memory-journal.ts'
import { nodeContext } from '#tests/support/node-context.ts'
import { lineOf, orderRecord } from '#tests/support/record-builders.ts'
import { upsert } from './upsert.node.ts'

const states = {
  isThere: [true, false],
  customer: ['absent', 'present', 'double', 'without-email'],
  kind: ['company', 'person'],
  products: ['all', 'missing', 'double'],
  documentType: ['quotation', 'order'],
  mode: ['run', 'plan'],
} as const

interface Case {
  readonly isThere: boolean
  readonly customer: (typeof states.customer)[number]
  readonly kind: (typeof states.kind)[number]
  readonly products: (typeof states.products)[number]
  readonly documentType: (typeof states.documentType)[number]
  readonly mode: (typeof states.mode)[number]
}

const cases: readonly Case[] = states.isThere.flatMap((isThere) =>
  states.customer.flatMap((customer) =>
    states.kind.flatMap((kind) =>
      states.products.flatMap((products) =>
        states.documentType.flatMap((documentType) =>
          states.mode.map((mode) => ({ isThere, customer, kind, products, documentType, mode })),
        ),
      ),
    ),
  ),
)

/** The rule book, in the order in which a person would ask. */
function expected({ isThere, customer, products, mode }: Case): string {
  if (isThere) return 'exists'
  if (customer === 'without-email') return 'customer-without-email'
  if (products === 'missing') return 'product-missing'
  if (products === 'double') return 'product-ambiguous'
  if (customer === 'double') return 'customer-ambiguous'
  return mode === 'plan' ? 'planned' : 'created'
}

async function play({ isThere, customer, kind, products, documentType, mode }: Case) {
  const fake = createFakeConnection({
    kinds: {
      order: { documentTypes: { quotation: 'Quotation', order: 'Order' } },
      customer: { paths: ['phone', 'contacts'] },
      product: {},
    },
  })
  if (isThere) fake.entity('order').seed('1042')
  const there = kind === 'company' ? { kind, name: 'Bakkerij Smit' } : { kind, name: 'Jan de Vries' }
  const count = customer === 'present' ? 1 : customer === 'double' ? 2 : 0
  for (let made = 0; made < count; made += 1) fake.entity('customer').seed('jan@voorbeeld.nl', { ...there, email: 'jan@voorbeeld.nl' })
  if (products !== 'missing') fake.entity('product').seed('120101')
  if (products === 'double') fake.entity('product').seed('120101')
  const journal = createMemoryJournal()
  const settings = { slot: 'books', entity: 'order', documentType }
  const context = nodeContext({ fields: upsert.fields, settings, connection: fake.connection, journal, mode })
  const runner = await upsert.prepare(context)
  const orderer = { name: 'Jan de Vries', email: customer === 'without-email' ? '' : 'jan@voorbeeld.nl', phone: '030 123 45 67' }
  const order = orderRecord('1042', {
    customer: kind === 'company' ? { ...orderer, company: 'Bakkerij Smit' } : orderer,
    lines: [lineOf(), lineOf({ kind: 'shipping', sku: undefined, name: 'Verzendkosten', totalIncl: '4.95' })],
  })
  const results = await runner.process([order])
  return { fake, journal, results }
}

function endOf(result: Awaited<ReturnType<typeof play>>['results'][number] | undefined): string {
  if (result && 'error' in result) return (result.error as { code: string }).code
  const outcome = result && 'outcome' in result ? result.outcome : undefined
  return outcome?.kind === 'skipped' ? (outcome.code ?? 'skipped') : (outcome?.kind ?? 'nothing')
}

const title = (one: Case) => Object.values({ ...one, isThere: one.isThere ? 'there' : 'new' }).join(', ')

describe('every state an order can meet', () => {
  it.each(cases.map((one) => [title(one), one] as const))('%s: ends as the rule book says', async (_title, one) => {
    const { results } = await play(one)
    expect(results.map(endOf)).toEqual([expected(one)])
  })

  it.each(cases.filter((one) => expected(one) !== 'created').map((one) => [title(one), one] as const))(
    '%s: writes nothing at all',
    async (_title, one) => {
      const { fake, journal } = await play(one)
      const written = ['order', 'customer'].flatMap((name) => [...fake.entity(name).creates, ...fake.entity(name).updates])
      expect([written, journal.intended]).toEqual([[], []])
    },
  )

  it.each(cases.filter((one) => expected(one) === 'created').map((one) => [title(one), one] as const))(
    '%s: places the chosen document, linked to customer and products',
    async (_title, one) => {
      const { fake } = await play(one)
      expect(fake.entity('order').stored.map(({ item }) => [item?.documentType, item?.links])).toEqual([
        [one.documentType, { customerId: 'customer-1', contactId: undefined, productIds: { '120101': 'product-1' } }],
      ])
    },
  )

  it.each(cases.filter((one) => expected(one) === 'created').map((one) => [title(one), one] as const))(
    '%s: leaves one customer of the right kind, with the phone number of the order',
    async (_title, one) => {
      const { fake } = await play(one)
      const name = one.kind === 'company' ? 'Bakkerij Smit' : 'Jan de Vries'
      expect(fake.entity('customer').stored.map(({ data }) => data)).toMatchObject([{ kind: one.kind, name, phone: '030 123 45 67' }])
    },
  )
})

import type { ConnectionCard } from '#core/contract/connections.ts'
import type { Handlers } from '#core/contract/dispatch.ts'
import type { KeptIntegrationDraft, TriedRecord } from '#core/contract/integrations.ts'
import { answers } from '#core/integration/answers.ts'
import { startLane } from '#core/integration/questions.ts'
import { laneEnds } from '#core/integration/sides.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { catalogue, connectionCard, hostWith } from './support/host-fixtures.ts'

const practice = (connectorId: string): ConnectionCard =>
  connectionCard({
    id: `practice-${connectorId}`,
    name: `Practice ${connectorId}`,
    connectorId,
    isPractice: true,
    state: { kind: 'unchecked' },
  })

const record = (key: string, taxCode: string, carrier: string) => ({
  ...{ entity: 'order', key, raw: null, origin: { connector: 'mplus', account: 'till' } },
  data: {
    ...{ number: key, status: 'open', paymentState: 'paid', currency: 'EUR', shippingMethod: carrier, pricesIncludeTax: true },
    customer: { name: 'Jasmijn Blom', email: 'jasmijn@post.example' },
    lines: [{ sku: '120101', name: 'Bel', quantity: '2', priceIncl: '9.95', taxCode }],
    totals: { incl: '19.90' },
  },
})

/** One of each way a record can go. */
export const tried: readonly TriedRecord[] = [
  {
    ...{ lane: 0, key: '1042', source: record('1042', '1', 'POSTNL'), target: record('1042', '21%', 'Standaard bezorging') },
    outcome: { kind: 'planned', plannedKind: 'created', message: 'Order 1042: customer jasmijn@post.example would be created with it.' },
  },
  {
    ...{ lane: 0, key: '1043', source: record('1043', '1', 'FIETSKOERIER'), target: null },
    outcome: {
      ...{ kind: 'failed', code: 'code-missing', hint: 'Add a row.' },
      message: 'Order 1043: shipping method "FIETSKOERIER" is in no row of the table "Shipping methods".',
    },
  },
  {
    ...{ lane: 0, key: '1039', source: record('1039', '1', 'POSTNL'), target: record('1039', '21%', 'Standaard bezorging') },
    outcome: { kind: 'skipped', code: 'exists', message: 'Order 1039 is there already as SO-77.' },
  },
]

/** Answers of somebody who left before the questions. */
export function begunDraft(): KeptIntegrationDraft {
  const sides = { left: 'mplus', right: 'odoo' }
  const ends = laneEnds(sides, { entity: 'order', from: 'left' }, catalogue)
  if (!ends) throw new Error('There are no orders to join.')
  return {
    ...{ id: 'begun', changedAt: Date.now() - 3_600_000, step: 'questions.order.left' },
    answers: answers.parse({ ...sides, lanes: [startLane({ entity: 'order', from: 'left' }, ends)] }),
    connections: { left: 'till', right: 'books' },
  }
}

export const till = connectionCard({ id: 'till', name: 'Till main street', connectorId: 'mplus' })
export const books = connectionCard({ id: 'books', name: 'Odoo of the shop', connectorId: 'odoo' })

const lists: Readonly<Record<string, readonly { readonly value: string; readonly label: string; readonly rate?: string }[]>> = {
  till: [
    { value: '1', label: 'VAT code 1 (21 %)', rate: '21' },
    { value: '2', label: 'VAT code 2 (9 %)', rate: '9' },
  ],
  books: [
    { value: '21%', label: '21% BTW', rate: '21' },
    { value: '9%', label: '9% BTW', rate: '9' },
  ],
}

/** A host that keeps drafts in a list, starts imitations, and tries what it is told to. */
export function integrationHost({
  cards = [],
  drafts = [],
  tries = () => ({ records: tried, lanes: [{ lane: 0, read: 25, leftOut: 22, error: null }] }),
}: {
  readonly cards?: readonly ConnectionCard[]
  readonly drafts?: readonly KeptIntegrationDraft[]
  readonly tries?: Handlers['integration:try']
} = {}) {
  let connections = [...cards]
  let kept = [...drafts]
  const handlers: Partial<Handlers> = {
    ...hostWith(),
    'connection:list': () => connections,
    'connection:test': (given) => {
      const id = 'connectionId' in given ? given.connectionId : ''
      const state = { kind: 'working', checkedAt: Date.now(), check: { account: `the demo behind ${id}`, warnings: [] } } as const
      connections = connections.map((card) => (card.id === id ? { ...card, state } : card))
      return state
    },
    'connection:choices': ({ connectionId }) => lists[connectionId] ?? [],
    'practice:systems': ({ connectorIds }) => {
      const added = connectorIds.map(practice).filter(({ id }) => !connections.some((card) => card.id === id))
      connections = [...connections, ...added]
      return {
        isRunning: true,
        flowId: null,
        systems: connectorIds.map((connectorId) => ({
          connectorId,
          connectionId: `practice-${connectorId}`,
          origin: 'http://127.0.0.1:1',
        })),
      }
    },
    'integration:drafts': () => kept,
    'integration:save': ({ id = 'fresh', draft }) => {
      kept = [...kept.filter((one) => one.id !== id), { ...draft, id, changedAt: Date.now() }]
      return { id }
    },
    'integration:remove': ({ id }) => {
      kept = kept.filter((one) => one.id !== id)
    },
    'integration:try': tries,
    'integration:stop-try': () => undefined,
    'integration:finish': () => {
      throw new SettingsError('The disk is full.', { code: 'disk-full', hint: 'Make room, then try again.' })
    },
  }
  return { handlers, drafts: () => kept }
}

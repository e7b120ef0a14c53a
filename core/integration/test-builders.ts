import type { ConnectorEntry, EntityEntry, FieldEntry } from '#core/kit/describe.ts'
import { type Answers, answers, type Lane, lane } from './answers.ts'
import type { Catalogue } from './sides.ts'

export function entityEntry(entity: string, change: Partial<EntityEntry> = {}): EntityEntry {
  return {
    ...{ entity, label: entity, can: ['read', 'find', 'create', 'update'], findBy: [], documentTypes: {} },
    ...{ readFields: [], writeFields: [], codes: {} },
    ...change,
  }
}

export function systemEntry(id: string, entities: readonly EntityEntry[], change: Partial<ConnectorEntry> = {}): ConnectorEntry {
  const label = id.charAt(0).toUpperCase() + id.slice(1)
  return { id, label, summary: '', hue: 'teal', fields: [], entities, lists: [], cannot: {}, ...change }
}

export function fieldEntry(name: string, change: Partial<FieldEntry> = {}): FieldEntry {
  return { name, kind: 'text', label: name, isOptional: true, ...change }
}

export function laneOf(entity: string, change: Partial<Lane> = {}): Lane {
  return lane.parse({ entity, from: 'left', ...change })
}

export function answersOf(lanes: readonly Lane[], change: Partial<Answers> = {}): Answers {
  return answers.parse({ left: 'till', right: 'books', lanes, ...change })
}

const toggle = (name: string) => fieldEntry(name, { kind: 'toggle', default: true })

/** The nodes an integration is drawn with, as far as it looks at them. */
export const nodeEntries: Catalogue['nodes'] = [
  ...['read', 'filter', 'codes', 'log', 'catch', 'schedule'].map((type) => ({ type, version: 1, fields: [] })),
  {
    type: 'upsert',
    version: 2,
    fields: [
      fieldEntry('slot', { kind: 'slot', isOptional: false }),
      fieldEntry('entity', { kind: 'entity', isOptional: false }),
      ...['matchBy', 'documentType'].map((name) => fieldEntry(name)),
      fieldEntry('customers', {
        kind: 'choice',
        options: { choices: { 'by-email': 'By e-mail', default: 'Default debtor' } },
        default: 'by-email',
      }),
      fieldEntry('defaultCustomer'),
      ...['create', 'update'].map(toggle),
      fieldEntry('checkTotals', { kind: 'toggle', default: true, options: { rare: true } }),
    ],
  },
]

/** A till that gives orders and products, and books that take them with codes of their own. */
export function shopAndBooks(): Catalogue {
  const till = systemEntry('till', [
    entityEntry('order', { can: ['read'], codes: { read: { 'tax-code': { list: 'vat-codes' }, 'shipping-method': { list: 'methods' } } } }),
    entityEntry('product'),
    entityEntry('stock', { can: ['read'] }),
  ])
  const books = systemEntry(
    'books',
    [
      entityEntry('order', {
        can: ['find', 'create'],
        documentTypes: { quotation: 'Quotation', order: 'Sales order', invoice: 'Invoice' },
        writeFields: [fieldEntry('journal', { options: { neededFor: ['invoice'] } })],
        codes: {
          write: { 'tax-code': { list: 'taxes' }, 'revenue-account': { list: 'accounts' } },
          writeByDocument: { invoice: { 'tax-code': { list: 'invoice-taxes', path: 'lines[].extra.vat' } } },
        },
      }),
      entityEntry('customer', { writeFields: [fieldEntry('terms', { kind: 'liveChoice', isOptional: false })] }),
      entityEntry('product', { findBy: ['sku', 'gtin'] }),
    ],
    { cannot: { stock: { write: 'Books counts its own stock.' } } },
  )
  return { connectors: [till, books], nodes: nodeEntries }
}

import { readFileSync } from 'node:fs'
import { connectors } from '#connectors/index.ts'
import { defaultPreferences, type Preferences } from '#core/contract/app.ts'
import type { ConnectionCard } from '#core/contract/connections.ts'
import type { DataRow, NodeData } from '#core/contract/data.ts'
import type { Handlers } from '#core/contract/dispatch.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { parseFlow } from '#core/flow/parse.ts'
import { BusyError } from '#core/kit/errors.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { compileMapping } from '#core/mapping/mapping.ts'
import { describeSchedule } from '#core/schedule/describe-schedule.ts'
import { checkSchedule, parseSchedule } from '#core/schedule/fields.ts'
import { fromWords } from '#core/schedule/from-words.ts'
import { createPlan, describeSlot, nextSlots } from '#core/schedule/slots.ts'
import { fieldsOf } from '#host/samples/sample-schema.ts'
import { tryMappings } from '#host/samples/try-mapping.ts'
import { describeFlow } from '#host/service/flow-check.ts'
import { nodes } from '#nodes/index.ts'
import { orderRecord } from '#tests/support/record-builders.ts'
import { connectionCard, hostWith } from './support/host-fixtures.ts'
import { openPage } from './support/open-page.ts'

export const flowId = 'mplus-orders-to-odoo'

const file = new URL('../../assets/templates/mplus-orders-to-odoo.flow.json', import.meta.url)

/** The ready-made flow, with a schedule beside it. */
export function orderFlow(change: (document: FlowDocument) => FlowDocument = (document) => document): FlowDocument {
  const parsed = parseFlow(JSON.parse(readFileSync(file, 'utf8')))
  if (!('ok' in parsed)) throw new Error('The template is no flow.')
  const clock = { id: 'clock', type: 'schedule', version: 1, position: [80, 320] as const, settings: {} }
  return change({ ...parsed.ok, nodes: [...parsed.ok.nodes, clock] })
}

/** With other settings of one node; `undefined` takes one away. */
export function withSettings(nodeId: string, settings: Readonly<Record<string, Json | undefined>>): FlowDocument {
  return orderFlow((document) => ({
    ...document,
    nodes: document.nodes.map((node) =>
      node.id === nodeId ? { ...node, settings: JSON.parse(JSON.stringify({ ...node.settings, ...settings })) } : node,
    ),
  }))
}

const names = ['Jan de Vries', 'Marieke Visser', 'Bakkerij Het Zonnetje', 'Noor Janssen', 'Fietsenmaker Van Dam & Zonen', 'Ömer Yılmaz']
const methods = ['POSTNL', 'AFHALEN', 'FIETSKOERIER']

/** The n-th order of the till; every seventh has a tax code nobody mapped. */
export function tillOrder(index: number): FlowRecord {
  const number = String(1_042 + index)
  const name = names[index % names.length] ?? ''
  const total = (24.95 + (index % 9) * 7.5).toFixed(2)
  return {
    ...orderRecord(number, {
      placedAt: `2026-11-${String(1 + (index % 20)).padStart(2, '0')}T10:15:00+01:00`,
      date: `2026-11-${String(1 + (index % 20)).padStart(2, '0')}`,
      customer: { number: String(200 + (index % 40)), name, email: ` ${name.split(' ')[0]}@Voorbeeld.nl ` },
      shippingMethod: methods[index % methods.length],
      lines: [
        { kind: 'product', sku: '120101', name: 'Wollen sjaal', quantity: '1', priceIncl: '24.95', taxCode: index % 7 === 6 ? '9' : '1' },
        { kind: 'product', sku: '120102', name: 'Muts', quantity: '2', priceIncl: '12.50', taxCode: '2' },
      ],
      totals: { incl: total },
    }),
    raw: { orderId: `5b1c-${number}`, orderType: 'ORDER-TYPE-SALES-ORDER', branchNumber: 1, lineList: { line: [{ plu: '120101' }] } },
  }
}

export interface FixtureOptions {
  readonly document?: FlowDocument
  readonly bindings?: Readonly<Record<string, string>>
  readonly connections?: readonly ConnectionCard[]
  /** Records that came into and left every node; 0: nothing has run. */
  readonly records?: number
  readonly stale?: boolean
  readonly choicesFail?: boolean
  readonly drawer?: boolean
  readonly handlers?: Partial<Handlers>
}

export const cards: readonly ConnectionCard[] = [
  connectionCard({ id: 'books-1', name: 'Odoo Demo BV' }),
  connectionCard({ id: 'books-2', name: 'Odoo practice', isPractice: true }),
  connectionCard({ id: 'till-1', name: 'Till main street', connectorId: 'mplus' }),
]

/** A host with one flow, the program's real catalogue, checks and mappings, and as many made-up records as a test asks for. */
export function editorHost({
  document = orderFlow(),
  bindings = { till: 'till-1', books: 'books-1' },
  connections = cards,
  records = 50,
  stale = false,
  choicesFail = false,
  drawer = false,
  handlers = {},
}: FixtureOptions = {}): Partial<Handlers> {
  let bound = { ...bindings }
  let draft = document
  const pinned = new Map<string, readonly FlowRecord[] | null>()
  const mapped = mapperOf(document)
  const rowAt = (nodeId: string, side: 'in' | 'out', index: number): DataRow => {
    const record = tillOrder(index)
    const isOut = side === 'out' && nodeId === 'books-terms'
    const made = isOut ? mapped(record) : record
    return {
      index,
      rowId: index + 1 + (side === 'out' ? 1_000_000 : 0),
      record: made instanceof Error ? record : made,
      outcome: outcomeOf(nodeId, index, made),
      from: side === 'out' ? index + 1 : null,
    }
  }
  const found = (nodeId: string, side: 'in' | 'out', search = ''): readonly number[] | number => {
    if (search === '') return records
    return Array.from({ length: Math.min(records, 2_000) }, (_, index) => index).filter((index) =>
      JSON.stringify(rowAt(nodeId, side, index).record)
        .toLowerCase()
        .includes(search.toLowerCase()),
    )
  }
  let preferences: Preferences = { ...defaultPreferences, firstStepsDone: true, panels: { 'drawer-open': drawer } }
  return hostWith({
    'app:preferences': () => preferences,
    'app:change-preferences': (change) => {
      preferences = { ...preferences, ...change }
      return preferences
    },
    'flow:open': () => ({
      id: flowId,
      file: '/home/demo/flows/orders.flow.json',
      draft,
      history: { steps: [], done: 0 },
      published: null,
      bindings: bound,
      fileChange: null,
      schedule: { kind: 'none' },
      pinned: [...pinned.keys()],
    }),
    'flow:save-draft': (given) => {
      draft = given.document
    },
    'flow:check': (given) => ({ ...describeFlow(given.document, { nodes, connectors }), unboundSlots: [] }),
    'flow:bind': ({ slot, connectionId }) => {
      const { [slot]: _before, ...rest } = bound
      bound = connectionId === null ? rest : { ...rest, [slot]: connectionId }
      return bound
    },
    'run:active': () => [],
    'run:list': () => ({ rows: [], next: null }),
    'connection:list': () => connections,
    'connection:choices': ({ list }) => {
      if (choicesFail) throw new BusyError('Odoo at demo.odoo.com does not answer.', { hint: 'Is it reachable from this computer?' })
      if (list === 'warehouses') {
        return [
          { value: 'WH', label: 'Main warehouse' },
          { value: 'ST', label: 'Shop at the station' },
        ]
      }
      return [{ value: '1', label: 'Main street' }]
    },
    'data:overview': (given) =>
      given.document.nodes.map((node): NodeData => {
        const count = { kept: records, total: records }
        return {
          nodeId: node.id,
          in: count,
          out: { out: count, ...(node.type === 'filter' && { rest: { kept: 0, total: 0 } }) },
          isStale: stale,
          isPinned: pinned.has(node.id),
          source: records === 0 ? null : { kind: 'run', at: Date.now() - 5 * 60_000, runId: 14 },
        }
      }),
    'data:rows': ({ nodeId, side, port, search, offset, limit }) => {
      if (port === 'rest') return { rows: [], total: 0 }
      const all = found(nodeId, side, search)
      const total = typeof all === 'number' ? all : all.length
      const places = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, place) => offset + place)
      const rows = places.map((place) => ({ ...rowAt(nodeId, side, typeof all === 'number' ? place : (all[place] ?? 0)), index: place }))
      return { rows, total }
    },
    'data:schema': ({ nodeId, side }) =>
      fieldsOf(Array.from({ length: Math.min(records, 100) }, (_, index) => rowAt(nodeId, side, index).record)),
    'data:record': ({ rowId }) => {
      const index = (rowId - 1) % 1_000_000
      const isOut = rowId > 1_000_000
      return {
        row: rowAt('books-terms', isOut ? 'out' : 'in', index),
        before: isOut ? rowAt('books-terms', 'in', index) : null,
      }
    },
    'data:try-mapping': ({ record, mappings, timeZone }) => tryMappings(record as unknown as FlowRecord, mappings, timeZone),
    'data:preview': () => ({ previewId: 'p1' }),
    'data:stop-preview': () => {},
    'data:pin': (given) => {
      pinned.set(given.nodeId, null)
    },
    'data:unpin': (given) => {
      pinned.delete(given.nodeId)
    },
    'schedule:from-words': ({ words }) => ({ settings: fromWords(words) }),
    'schedule:preview': ({ settings, timeZone, count = 10, language }) => {
      const problems = checkSchedule(settings)
      if (problems.length > 0) return { ok: false, problems }
      const parsed = parseSchedule(settings)
      // The night before the clocks go back, so that what is shown does not depend on today.
      const slots = nextSlots(createPlan([parsed], timeZone), Date.parse('2026-10-24T20:00:00Z'), count)
      return { ok: true, words: describeSchedule(parsed, language), slots: slots.map((slot) => describeSlot(slot, timeZone)) }
    },
    ...handlers,
  })
}

/** The editor with this flow, on a window of the usual size. */
export async function openEditor(options: FixtureOptions = {}, look: Parameters<typeof openPage>[1] = {}) {
  const opened = await openPage(editorHost(options), { ...look, path: `/#/flow/${flowId}` })
  await opened.page.locator('.react-flow__node').first().waitFor({ timeout: 60_000 })
  return opened
}

function mapperOf(document: FlowDocument): (record: FlowRecord) => FlowRecord | Error {
  const settings = document.nodes.find((node) => node.id === 'books-terms')?.settings
  try {
    const map = compileMapping(settings?.mappings, { mode: 'merge', timeZone: 'Europe/Amsterdam' })
    return (record) => {
      try {
        return { ...record, data: map(record) }
      } catch (thrown) {
        return thrown as Error
      }
    }
  } catch {
    return (record) => record
  }
}

function outcomeOf(nodeId: string, index: number, made: FlowRecord | Error): DataRow['outcome'] {
  if (made instanceof Error) return { kind: 'failed', code: 'value-unmapped', message: made.message }
  if (nodeId !== 'place') return null
  return index % 5 === 4 ? { kind: 'skipped', code: 'exists' } : { kind: 'created' }
}

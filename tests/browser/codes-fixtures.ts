import type { CodeSources } from '#core/codes/code-kinds.ts'
import type { CodeTable } from '#core/codes/code-tables.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import type { LiveChoice } from '#core/kit/define-connector.ts'
import type { ConnectorEntry } from '#core/kit/describe.ts'
import type { Json } from '#core/kit/record.ts'
import { editorHost, orderFlow } from './inspector-fixtures.ts'
import { catalogue } from './support/host-fixtures.ts'
import { openPage } from './support/open-page.ts'

export const tablesNode = 'codes-of-the-books'

const vatGroups: readonly LiveChoice[] = [
  { value: '1', label: 'BTW hoog', rate: '21' },
  { value: '2', label: 'BTW laag', rate: '9' },
  { value: '3', label: 'BTW nul', rate: '0' },
  { value: '7', label: 'Tweedehands' },
]

const taxes: readonly LiveChoice[] = [
  { value: 'VH', label: 'Verkoop hoog', rate: '21' },
  { value: 'VL', label: 'Verkoop laag', rate: '9' },
  { value: 'V0', label: 'Geen btw', rate: '0' },
  { value: 'VM', label: 'Margeregeling' },
]

const lists: Readonly<Record<string, readonly LiveChoice[]>> = {
  'vat-groups': vatGroups,
  taxes,
  methods: ['Contant', 'Pin', 'iDEAL', 'Cadeaubon', 'Op rekening'].map((label, index) => ({ value: String(index + 1), label })),
  journals: ['Kas', 'Pin', 'iDEAL', 'Klant op rekening'].map((label) => ({ value: label, label })),
}

const sends: CodeSources = {
  'tax-code': { list: 'vat-groups' },
  'payment-method': { list: 'methods' },
  'order-status': { choices: { open: 'Open', processing: 'In behandeling', completed: 'Afgerond' }, path: 'raw.status' },
  'shipping-method': {},
}

const takes: CodeSources = {
  'tax-code': { list: 'taxes' },
  'payment-method': { list: 'journals' },
  'order-status': { choices: { draft: 'Offerte', sale: 'Order' }, path: 'extra.status' },
  'shipping-method': { choices: { standard: 'Standaard bezorging', pickup: 'Afhalen in de winkel' } },
  'revenue-account': { list: 'accounts' },
}

/** The order flow with a node that matches codes before it writes. */
export function codesFlow(tables: readonly CodeTable[]): FlowDocument {
  return orderFlow((document) => ({
    ...document,
    nodes: [
      ...document.nodes,
      {
        ...{ id: tablesNode, type: 'codes', version: 1, name: 'Codes of the books', position: [220, 300] as const },
        settings: { from: 'till', to: 'books', tables: tables as unknown as Json },
      },
    ],
    wires: [...document.wires, { from: ['paid', 'out'] as const, to: tablesNode }, { from: [tablesNode, 'out'] as const, to: 'place' }],
  }))
}

interface TablesOptions {
  readonly tables?: readonly CodeTable[]
  readonly bindings?: Readonly<Record<string, string>>
  /** Another list, or an error; undefined: the usual one. */
  readonly choices?: (list: string) => readonly LiveChoice[] | undefined
}

/** The wide panel of that node, between a till and books whose codes are known. */
export async function openTables({ tables = [], bindings, choices }: TablesOptions = {}, look: Parameters<typeof openPage>[1] = {}) {
  const opened = await openPage(
    editorHost({
      document: codesFlow(tables),
      ...(bindings && { bindings }),
      handlers: {
        'app:catalogue': () => ({ ...catalogue, connectors: catalogue.connectors.map(withCodes) }),
        'connection:choices': ({ list }) => choices?.(list) ?? lists[list] ?? [],
      },
    }),
    { ...look, path: '/#/flow/mplus-orders-to-odoo' },
  )
  const { page, asked } = opened
  await page.locator('.react-flow__node').first().waitFor({ timeout: 60_000 })
  await page.locator('.react-flow__node', { hasText: 'Codes of the books' }).first().click()
  await page.getByRole('button', { name: 'Open tables' }).click()
  const panel = page.getByRole('dialog', { name: 'Codes of the books' })
  await panel.waitFor()
  const saved = (): readonly CodeTable[] | undefined => {
    const given = asked.findLast((one) => one.name === 'flow:save-draft')?.given as { readonly document: FlowDocument } | undefined
    const settings = given?.document.nodes.find((node) => node.id === tablesNode)?.settings
    return settings?.tables as unknown as readonly CodeTable[] | undefined
  }
  return { ...opened, panel, tables: saved }
}

function withCodes(connector: ConnectorEntry): ConnectorEntry {
  const codes = { mplus: { read: sends }, odoo: { write: takes } }[connector.id]
  if (!codes) return connector
  return { ...connector, entities: connector.entities.map((one) => (one.entity === 'order' ? { ...one, codes } : one)) }
}

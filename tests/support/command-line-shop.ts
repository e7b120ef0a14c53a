import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectors } from '#connectors/index.ts'
import { type MplusSandbox, type MplusSandboxOptions, startMplusSandbox } from '#connectors/mplus/sandbox/start.ts'
import type { OdooSandbox } from '#connectors/odoo/sandbox/options.ts'
import { startOdooSandbox } from '#connectors/odoo/sandbox/start.ts'
import { shopOfTheTill } from '#host/practice/practice-systems.ts'
import { createCapturedShell, runHere } from './captured-shell.ts'
import { type CommandLine, createCommandLine } from './command-line.ts'

export const templateFile = join(import.meta.dirname, '../../assets/templates/mplus-orders-to-odoo.flow.json')

/** A till, books, and a command line that knows both as "Till" and "Books". */
export interface CommandLineShop {
  readonly line: CommandLine
  readonly till: MplusSandbox
  readonly books: OdooSandbox
  /** Adds a connection without the cost of a process. */
  connect(name: string, system: 'mplus' | 'odoo', settings: Readonly<Record<string, unknown>>): Promise<void>
  /** What a connection to the till, or to the books, needs. */
  readonly settings: { readonly till: Readonly<Record<string, unknown>>; readonly books: Readonly<Record<string, unknown>> }
  /** `flow run` of the order flow, bound to "Till" and "Books" unless said otherwise; without the cost of a second process. */
  runOrders(change?: {
    readonly till?: string
    readonly books?: string
    readonly file?: string
    readonly args?: readonly string[]
  }): ReturnType<typeof runHere>
  /** References of the sales orders in the books. */
  orderNumbers(): readonly string[]
  /** Where the flow of orders has been read to, as `flow position` says it. */
  position(file?: string): Promise<string>
  close(): Promise<void>
}

export async function startCommandLineShop({
  line = createCommandLine(),
  ...options
}: Omit<MplusSandboxOptions, 'port'> & { readonly line?: CommandLine } = {}): Promise<CommandLineShop> {
  const till = await startMplusSandbox({ orderCount: 24, ...options })
  const books = await startOdooSandbox({ shop: shopOfTheTill() })
  const settings = {
    till: { address: 'http://127.0.0.1', port: till.port, ...till.credentials },
    books: { url: books.origin, database: books.database, apiKey: books.credentials.apiKey },
  }
  const connect: CommandLineShop['connect'] = async (name, system, given) => {
    const definition = connectors[system]
    if (!definition) throw new Error(`no connector ${system}`)
    const { shell } = createCapturedShell({ dataFolder: line.dataFolder })
    await (await shell.connections()).add({ name, definition, settings: given })
  }
  await connect('Till', 'mplus', settings.till)
  await connect('Books', 'odoo', settings.books)
  return {
    ...{ line, till, books, settings, connect },
    runOrders: ({ till: tillName = 'Till', books: booksName = 'Books', file = templateFile, args = [] } = {}) =>
      runHere(line.dataFolder, ['flow', 'run', file, '--bind', `till=${tillName}`, '--bind', `books=${booksName}`, ...args]),
    orderNumbers: () => {
      const rows = books.call('sale.order', 'search_read', [[]], { fields: ['client_order_ref'] })
      // The sandbox answers with the fields that were asked for.
      return (rows as readonly { readonly client_order_ref: string }[]).map((row) => row.client_order_ref).sort()
    },
    position: async (file = templateFile) => {
      const { shell } = createCapturedShell({ dataFolder: line.dataFolder })
      const { id } = JSON.parse(readFileSync(file, 'utf8')) as { id: string }
      const journal = shell.journal()
      const positions = journal.positions(id).map(({ described, position }) => [described, position])
      journal.close()
      return JSON.stringify(positions)
    },
    close: async () => {
      await line.close()
      await Promise.all([till.close(), books.close()])
    },
  }
}

interface PlacedOrder {
  readonly reference: string
  readonly articleNumber?: number
  readonly relationNumber?: number
  /** The article's own when absent. */
  readonly vatCode?: number
  /** What the till's total is wrong by. */
  readonly wrongByCents?: number
}

/** A customer of the till pays an order of two pieces on the spot. `number` is what the flow will call it. */
export function placeOrder(
  { till }: Pick<MplusSandbox, 'till'>,
  { reference, articleNumber = 120_101, relationNumber = 1_010, vatCode, wrongByCents = 0 }: PlacedOrder,
): { readonly orderId: string; readonly number: string } {
  const price = 2_495
  const ofVat = vatCode === undefined ? {} : { vatCode, priceExcl: price }
  const placed = till.addOrder({
    orderType: 'ORDER-TYPE-SALES-ORDER',
    entryBranchNumber: 1,
    employeeNumber: 1,
    relationNumber,
    financialDate: { day: 21, mon: 11, year: 2026 },
    financialBranchNumber: 1,
    workplaceNumber: 1,
    reference,
    vatMethod: 'VAT-METHOD-INCLUSIVE',
    deliveryMethod: 'AFHALEN',
    lineList: { line: [{ articleNumber, text: reference, data: { quantity: 2, decimalPlaces: 0, price, ...ofVat } }] },
  })
  const total = placed.totalInclAmount ?? 0
  const paid = till.payOrder(placed.orderId, [{ method: 'PIN', amount: total }], 'invoice')
  if (wrongByCents !== 0) till.changeOrder(placed.orderId, { totalInclAmount: total + wrongByCents })
  return { orderId: placed.orderId, number: `${paid.orderNumber?.year}-${paid.orderNumber?.number}` }
}

type FlowText = Record<string, unknown> & {
  nodes: Record<string, unknown>[]
  wires: unknown[]
  slots: Record<string, Record<string, unknown>>
}

/** The template as somebody would have edited it, saved in the folder; `change` may return other text altogether. */
export function saveChangedFlow(folder: string, name: string, change: (flow: FlowText) => string | undefined): string {
  const flow = JSON.parse(readFileSync(templateFile, 'utf8')) as FlowText
  const file = join(folder, name)
  writeFileSync(file, change(flow) ?? JSON.stringify(flow, null, 2))
  return file
}

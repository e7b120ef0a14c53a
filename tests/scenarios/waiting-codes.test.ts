import { expect, it, onTestFinished } from 'vitest'
import type { CodeTable } from '#core/codes/code-tables.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import type { Json } from '#core/kit/record.ts'
import { systemClock } from '#host/clock.ts'
import { openJournal } from '#host/journal/open-journal.ts'
import { runInProcess } from '#host/run/run-process.ts'
import { type MainJob, startMainJob } from '#tests/support/main-job.ts'

const taxes: Partial<CodeTable> = { kind: 'tax-code', missing: 'wait' }
const known = [
  { from: '1', to: '21% incl.' },
  { from: '3', to: '0%' },
]
const added = { from: '2', to: '9% incl.' }
/** The till has one order under a code of its own. */
const all = [...known, added, { from: '7', to: '0%' }]

/** The order flow with a table in place of its mapping of tax codes. */
function withTable({ nodes, wires, ...flow }: FlowDocument, table: Partial<CodeTable>): FlowDocument {
  return {
    ...flow,
    nodes: [
      ...nodes.map((node) => (node.id === 'books-terms' ? { ...node, settings: withoutTaxes(node.settings) } : node)),
      { id: 'codes', name: 'Codes of the books', type: 'codes', version: 1, position: [0, 0], settings: settingsOf(table) },
    ],
    wires: [
      ...wires.filter(({ from }) => from[0] !== 'books-terms'),
      { from: ['books-terms', 'out'], to: 'codes' },
      { from: ['codes', 'out'], to: 'place' },
    ],
  }
}

const settingsOf = (table: Partial<CodeTable>) => ({ from: 'till', to: 'books', tables: [table] }) as unknown as Record<string, Json>

function withoutTaxes(settings: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const mappings = settings.mappings as readonly { readonly target: string }[]
  return { ...settings, mappings: mappings.filter(({ target }) => target !== 'lines[].taxCode') as unknown as Json }
}

async function runWith({ start }: MainJob, table: Partial<CodeTable>) {
  const signal = new AbortController().signal
  const ended = await runInProcess({ ...start, document: withTable(start.document, table) }, { signal, environment: {} })
  const journal = openJournal({ folder: start.dataFolder, clock: systemClock, role: 'guest' })
  const causes = journal.failuresByCause(ended.runId ?? 0)
  const parked = journal.parked(start.document.id).length
  journal.close()
  return { state: ended.state, outcomes: ended.progress.outcomes, waiting: causes.filter(({ kind }) => kind === 'waiting'), parked }
}

it('sets orders with a code in no row aside, tries them in every run, and places each once when the row is there', async () => {
  const [job, plain] = await Promise.all([startMainJob(), startMainJob()])
  onTestFinished(async () => void (await Promise.all([job.close(), plain.close()])))

  const first = await runWith(job, { ...taxes, rows: known })
  const hint = (code: string) => `Add a row for tax code "${code}" to the table "Tax codes" of the node "Codes of the books".`
  expect(first).toMatchObject({
    state: 'finished',
    waiting: [
      { code: 'code-missing', nodeId: 'codes', fix: 'user', hint: hint('2'), count: 12 },
      { code: 'code-missing', nodeId: 'codes', fix: 'user', hint: hint('7'), count: 1 },
    ],
  })

  const second = await runWith(job, { ...taxes, rows: known })
  expect(second.outcomes).toMatchObject({ waiting: 13 })
  expect(second.outcomes).not.toHaveProperty('created')
  expect(second.parked).toBe(first.parked)

  const third = await runWith(job, { ...taxes, rows: [...known, added] })
  expect(third.outcomes).toMatchObject({ waiting: 1, created: expect.any(Number) })
  const last = await runWith(job, { ...taxes, rows: all })
  expect(last.outcomes).not.toHaveProperty('waiting')
  expect((await runWith(job, { ...taxes, rows: all })).outcomes).not.toHaveProperty('created')

  // In the end the books are those of a flow that knew every code from the beginning.
  await runWith(plain, { ...taxes, rows: all })
  const orders = (one: MainJob) => one.books.call('sale.order', 'search_read', [[]], { fields: ['client_order_ref', 'amount_total'] })
  const told = (rows: unknown) =>
    (rows as readonly { readonly client_order_ref: string; readonly amount_total: number }[])
      .map((row) => `${row.client_order_ref} ${row.amount_total}`)
      .toSorted()
  expect(told(orders(job))).toEqual(told(orders(plain)))
}, 120_000)

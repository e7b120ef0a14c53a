import type { Handlers } from '#core/contract/dispatch.ts'
import type { OutcomeEntry, RecordPage, RunReport, RunSummary } from '#core/contract/runs.ts'
import { hostWith, runSummary } from './support/host-fixtures.ts'

const minute = 60_000
const now = Date.now()

export const finished: RunSummary = runSummary({
  id: 41,
  cause: 'resume',
  startedAt: now - 12 * minute,
  endedAt: now - 9 * minute,
  totals: { created: 1_180, unchanged: 96, filtered: 48, failed: 14, unknown: 1 },
})

export const report: RunReport = {
  run: finished,
  progress: null,
  resumes: [40],
  byNode: [
    { nodeId: 'paid', nodeName: 'Paid only', outcomes: { filtered: 48 } },
    { nodeId: 'books', nodeName: 'Write quotations', outcomes: { created: 1_180, unchanged: 96, failed: 14, unknown: 1 } },
  ],
  causes: [
    {
      code: 'product-missing',
      nodeId: 'books',
      nodeName: 'Write quotations',
      kind: 'failed',
      count: 14,
      hint: 'Create it there, or let this flow send products first.',
      fix: 'user',
      sample: { entity: 'order', key: 'ORD-1042', message: 'Order ORD-1042: no product with SKU 120101 in Odoo.' },
    },
    {
      code: 'answer-lost',
      nodeId: 'books',
      nodeName: 'Write quotations',
      kind: 'unknown',
      count: 1,
      hint: 'The next run looks it up before it sends anything again.',
      fix: 'wait',
      sample: { entity: 'order', key: 'ORD-1101', message: 'Odoo did not answer in time; the order may have been created.' },
    },
  ],
}

export function outcome(given: Partial<OutcomeEntry> = {}): OutcomeEntry {
  return {
    id: 1,
    runId: 41,
    nodeId: 'books',
    entity: 'order',
    key: 'ORD-1042',
    kind: 'failed',
    plannedKind: null,
    code: 'product-missing',
    message: 'Order ORD-1042: no product with SKU 120101 in Odoo.',
    hint: 'Create it there, or let this flow send products first.',
    targetId: null,
    changes: null,
    at: now - 10 * minute,
    ...given,
  }
}

export const planReport: RunReport = {
  ...report,
  run: runSummary({ id: 42, mode: 'plan', cause: 'hand', version: null, totals: { planned: 3, skipped: 1 } }),
  causes: [],
  resumes: [],
  byNode: [{ nodeId: 'books', nodeName: 'Write quotations', outcomes: { planned: 3, skipped: 1 } }],
}

const planned: readonly OutcomeEntry[] = [
  outcome({
    ...{ id: 1, runId: 42, key: 'ORD-1', kind: 'planned', plannedKind: 'updated', code: null, message: null, hint: null },
    changes: [
      { path: 'total', from: '12.50', to: '12.95', rule: 'the amount is always sent' },
      { path: 'customer.name', from: 'Jansen', to: 'Jansen BV' },
    ],
  }),
  outcome({
    ...{ id: 2, runId: 42, key: 'ORD-2', kind: 'planned', plannedKind: 'created', code: null, message: null, hint: null },
    changes: [{ path: 'lines', from: null, to: [{ sku: '120101', quantity: '2' }] }],
  }),
  outcome({
    ...{
      id: 3,
      runId: 42,
      key: 'ORD-3',
      kind: 'skipped',
      code: 'exists',
      message: 'Is there already and may only be created.',
      hint: null,
    },
  }),
]

export const running: RunReport = {
  ...{ run: runSummary({ id: 43, state: 'running', endedAt: null, totals: {}, cause: 'hand' }), causes: [], byNode: [], resumes: [] },
  progress: { emitted: 1_200, remaining: 800, nodes: {}, wires: {}, outcomes: { created: 1_150, failed: 3 } },
}

const place = { flowId: 'orders', flowName: 'MplusKASSA orders → Odoo', nodeId: 'books', nodeName: 'Write quotations' }

export const recordPage: RecordPage = {
  key: 'ORD-1042',
  parked: {
    number: 'ORD-1042',
    customer: { name: 'Jansen BV', email: 'inkoop@jansen.example' },
    lines: [{ sku: '120101', quantity: '2' }],
  },
  entries: [
    {
      ...place,
      kind: 'log',
      at: now - 70 * minute,
      runId: 40,
      nodeId: 'till',
      nodeName: 'Read orders',
      level: 'info',
      message: 'Came in with page 3.',
      facts: { page: 3 },
    },
    {
      ...place,
      ...{ kind: 'sent', at: now - 69 * minute, runId: 40, connector: 'odoo', account: 'demo', action: 'create', state: 'done' },
      ...{
        targetId: 'S00042',
        label: 'SO-2026-42',
        message: null,
        endedAt: now - 69 * minute + 180,
        sent: { partner: 'Jansen', order_line: [{ product: '120101', qty: 1 }] },
      },
    },
    { kind: 'link', at: now - 69 * minute, connector: 'odoo', account: 'demo', targetId: 'S00042' },
    {
      ...place,
      kind: 'outcome',
      at: now - 69 * minute,
      runId: 40,
      outcome: outcome({ runId: 40, kind: 'created', message: null, hint: null, targetId: 'S00042' }),
    },
    {
      ...place,
      ...{ kind: 'sent', at: now - 11 * minute, runId: 41, connector: 'odoo', account: 'demo', action: 'update', state: 'failed' },
      ...{ targetId: null, message: 'Odoo refused: the VAT number is wrong.', endedAt: now - 11 * minute + 90, sent: { vat: 'NL1' } },
      answer: {
        status: 422,
        body: {
          name: 'odoo.exceptions.ValidationError',
          message: 'The VAT number [NL1] for partner [Jansen BV] does not seem to be valid.',
          debug: 'Traceback (most recent call last): File "/odoo/http.py", line 2161, in _transactioning…',
        },
        cutFrom: 12_345,
      },
    },
    {
      ...place,
      ...{ kind: 'sent', at: now - 11 * minute, runId: 41, connector: 'mplus', account: 'till', action: 'update', state: 'unknown' },
      ...{ targetId: null, message: 'The answer was lost.', endedAt: now - 11 * minute + 90, sent: { vat: 'NL1' } },
      answer: {
        status: 500,
        body: '<SOAP-ENV:Envelope><SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>Server</faultcode><faultstring>busy</faultstring></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>',
      },
    },
    {
      ...place,
      ...{ kind: 'outcome', at: now - 10 * minute, runId: 41 },
      outcome: outcome({ changes: [{ path: 'lines[0].quantity', from: '1', to: '2', rule: 'the till leads' }] }),
    },
  ],
}

/** A host with these runs, and 1,200 records in run 41. */
export function runsHost(given: Partial<Handlers> = {}): Partial<Handlers> {
  const reports = [report, planReport, running]
  return hostWith({
    'run:list': ({ flowId, after = 0 }) => {
      const all = [running.run, planReport.run, finished, ...Array.from({ length: 300 }, (_, index) => runSummary({ id: 40 - index }))]
      const rows = all.filter((run) => flowId === undefined || run.flowId === flowId).slice(after, after + 100)
      return { rows, next: after + 100 < all.length ? after + 100 : null }
    },
    'run:report': ({ runId }) => {
      const found = reports.find(({ run }) => run.id === runId)
      if (!found) throw new Error(`There is no run ${runId}.`)
      return found
    },
    'run:outcomes': ({ runId, kinds, after = 0, limit = 500 }) => {
      if (runId === 42) return { rows: planned.filter(({ kind }) => !kinds || kinds.includes(kind)), next: null }
      const kind = kinds?.[0] ?? 'created'
      const count = kind === 'failed' ? 14 : 1_200
      const rows = Array.from({ length: Math.min(limit, count - after) }, (_, index) =>
        outcome({ id: after + index + 1, key: `ORD-${1_042 + after + index}`, kind }),
      )
      return { rows, next: after + limit < count ? after + limit : null }
    },
    'run:stop': () => {},
    'record:page': ({ key }) => (key === 'ORD-1042' ? recordPage : { key, entries: [], parked: null }),
    'record:search': ({ text }) =>
      'ORD-1042'.toLowerCase().includes(text.toLowerCase())
        ? [
            {
              key: 'ORD-1042',
              entity: 'order',
              kind: 'failed',
              runId: 41,
              message: 'No product with SKU 120101 in Odoo.',
              at: now - 10 * minute,
            },
          ]
        : [],
    ...given,
  })
}

import { connectors } from '#connectors/index.ts'
import type { AppInfo, Catalogue, Notice, Preferences } from '#core/contract/app.ts'
import { defaultPreferences } from '#core/contract/app.ts'
import type { ConnectionCard } from '#core/contract/connections.ts'
import type { Handlers } from '#core/contract/dispatch.ts'
import type { FlowCard } from '#core/contract/flows.ts'
import type { RunSummary } from '#core/contract/runs.ts'
import { describeConnector, describeNode } from '#core/kit/describe.ts'
import { nodes } from '#nodes/index.ts'

/** Everything this program really knows. */
export const catalogue: Catalogue = {
  nodes: Object.values(nodes).map(describeNode),
  connectors: Object.values(connectors).map(describeConnector),
}

const minute = 60_000
const now = Date.now()

export const info: AppInfo = {
  version: '0.1.0',
  shell: 'test',
  platform: 'linux',
  dataFolder: '/home/demo/.local/share/sluice',
  timeZone: 'Europe/Amsterdam',
  vault: { state: 'open', kind: 'keychain' },
  isFirstStart: false,
  damage: null,
}

export function runSummary(given: Partial<RunSummary> = {}): RunSummary {
  return {
    id: 1,
    flowId: 'orders',
    flowName: 'MplusKASSA orders → Odoo',
    mode: 'run',
    state: 'finished',
    version: 3,
    cause: 'schedule',
    startedAt: now - 12 * minute,
    endedAt: now - 11 * minute,
    totals: { created: 312, unchanged: 40, failed: 2 },
    error: null,
    ...given,
  }
}

export function flowCard(given: Partial<FlowCard> = {}): FlowCard {
  return {
    id: 'orders',
    name: 'MplusKASSA orders → Odoo',
    file: '/home/demo/flows/orders.flow.json',
    connectors: ['mplus', 'odoo'],
    publishedVersion: 3,
    hasChanges: false,
    schedule: { kind: 'on', words: 'every 15 minutes', nextAt: now + 4 * minute, waitsFor: 'time' },
    problemCount: 0,
    unboundSlots: [],
    lastRun: runSummary(),
    activeRunId: null,
    today: { created: 312, unchanged: 40, failed: 2 },
    yesterday: { created: 498, unchanged: 61 },
    isPractice: false,
    ...given,
  }
}

/** A small company's flows, one in every state a card can have. */
export const flowCards: readonly FlowCard[] = [
  flowCard({ hasChanges: true }),
  flowCard({
    id: 'stock',
    name: 'Stock of the warehouse to both tills, main street and station',
    connectors: ['odoo', 'mplus'],
    schedule: { kind: 'off', words: 'daily at 07:30' },
    lastRun: runSummary({ id: 2, flowId: 'stock', state: 'failed', totals: {} }),
    today: {},
    yesterday: { updated: 1_204, unchanged: 18_332, failed: 12, unknown: 3 },
  }),
  flowCard({
    id: 'products',
    name: 'Products',
    publishedVersion: null,
    schedule: { kind: 'none' },
    lastRun: null,
    today: {},
    yesterday: {},
    unboundSlots: ['books'],
    problemCount: 2,
    hasChanges: true,
  }),
  flowCard({
    id: 'practice',
    name: 'Practice: orders',
    isPractice: true,
    schedule: { kind: 'none' },
    activeRunId: 9,
    lastRun: runSummary({ id: 9, flowId: 'practice', flowName: 'Practice: orders', state: 'running', endedAt: null, totals: {} }),
    today: { created: 100 },
    yesterday: {},
  }),
]

export const runs: readonly RunSummary[] = [
  runSummary({
    id: 9,
    flowId: 'practice',
    flowName: 'Practice: orders',
    state: 'running',
    cause: 'hand',
    endedAt: null,
    totals: {},
    startedAt: now,
  }),
  runSummary(),
  runSummary({
    id: 2,
    flowId: 'stock',
    flowName: 'Stock of the warehouse to both tills, main street and station',
    state: 'failed',
    totals: {},
    startedAt: now - 70 * minute,
    error: { code: 'busy', message: 'Odoo at acme.odoo.com does not answer.', hint: 'Try again in a while.', fix: 'wait' },
  }),
  runSummary({ id: 3, mode: 'plan', totals: { planned: 14 }, startedAt: now - 30 * 60 * minute }),
  runSummary({ id: 4, state: 'stopped', totals: { created: 7 }, startedAt: now - 60 * 60 * minute }),
  runSummary({ id: 5, state: 'interrupted', totals: {}, startedAt: now - 90 * 60 * minute }),
]

export function connectionCard(given: Partial<ConnectionCard> = {}): ConnectionCard {
  return {
    id: 'odoo-1',
    name: 'Odoo main',
    connectorId: 'odoo',
    settings: {},
    secretFields: [],
    readOnly: false,
    isPractice: false,
    createdAt: '2026-01-01T10:00:00Z',
    state: { kind: 'working', checkedAt: now, check: { account: 'Demo BV', warnings: [] } },
    signIn: 'none',
    usedBy: [],
    ...given,
  }
}

export const connectionCards: readonly ConnectionCard[] = [
  connectionCard(),
  connectionCard({ id: 'till-1', name: 'Till main street', connectorId: 'mplus', state: { kind: 'unchecked' } }),
  connectionCard({
    id: 'till-2',
    name: 'Till station',
    connectorId: 'mplus',
    state: { kind: 'failing', checkedAt: now, error: { code: 'connection', message: 'Refused.', fix: 'user', facts: {} } },
  }),
]

export const failedNotice: Notice = {
  id: 'n1',
  kind: 'run-failed',
  title: 'MplusKASSA orders → Odoo: 12 orders failed',
  text: 'No product with SKU 120101 in Odoo. Create it there, or let this flow send products first.',
  at: now,
  flowId: 'orders',
  runId: 1,
}

/** A host with these flows; preferences are kept as long as the page. */
export function hostWith(given: Partial<Handlers> = {}): Partial<Handlers> {
  let preferences: Preferences = { ...defaultPreferences, firstStepsDone: true }
  return {
    'app:info': () => info,
    'app:catalogue': () => catalogue,
    'app:preferences': () => preferences,
    'app:change-preferences': (change) => {
      preferences = { ...preferences, ...change }
      return preferences
    },
    'app:notices': () => [],
    'app:dismiss-notice': () => {},
    'flow:list': () => flowCards,
    'flow:arm': ({ armed }) => (armed ? { kind: 'on', words: '', nextAt: null, waitsFor: 'time' } : { kind: 'off', words: '' }),
    'connection:list': () => connectionCards,
    'run:list': () => ({ rows: runs, next: null }),
    'schedule:status': () => ({
      isRunning: true,
      isOnline: true,
      running: [9],
      next: { flowId: 'orders', flowName: 'MplusKASSA orders → Odoo', at: now + 4 * minute },
    }),
    'practice:status': () => ({ isRunning: false, systems: [], flowId: null }),
    'record:search': () => [],
    ...given,
  }
}

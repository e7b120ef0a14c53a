import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OutcomeRow } from '#core/engine/store.ts'
import type { BoundConnection, Intent, IntentEnd } from '#core/kit/define-node.ts'
import type { Clock } from '#core/kit/ports.ts'
import type { FlowRecord, Outcome, OutcomeKind } from '#core/kit/record.ts'
import type { NewRun } from './runs.ts'

/** A folder that is gone after the test. */
export function temporaryFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-journal-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Moves on by a millisecond at each look, so that an order in time is an order in the test. */
export function tickingClock(start = '2026-11-22T09:00:00Z'): Clock & { skip(ms: number): void } {
  let at = Date.parse(start)
  return {
    now: () => new Date(at++),
    sleep: () => Promise.resolve(),
    skip: (ms) => {
      at += ms
    },
  }
}

export const flow: NewRun = { flowId: 'orders', flowName: 'Orders to Odoo', flowHash: 'a1b2', mode: 'run' }

export const odoo: BoundConnection = {
  connectorId: 'odoo',
  connectorLabel: 'Odoo',
  name: 'Odoo · Demo BV',
  account: 'demo',
  readOnly: false,
  entities: {},
  list: () => Promise.resolve([]),
  check: () => Promise.resolve({ account: 'demo', warnings: [] }),
}

export function externalIdFor(key: string): string {
  return `mplus.till_2eexample.order.${key}`
}

export function intentFor(key: string, change: Partial<Intent> = {}): Intent {
  return { externalId: externalIdFor(key), entity: 'order', key, action: 'create', hash: `hash-${key}`, ...change }
}

export function doneFor(key: string, targetId = `S${key}`, label?: string): IntentEnd {
  return { externalId: externalIdFor(key), state: 'done', targetId, hash: `hash-${key}`, ...(label !== undefined && { label }) }
}

export function recordFor(key: string, data: unknown = { number: key }): FlowRecord {
  return { entity: 'order', key, data, raw: null, origin: { connector: 'mplus', account: 'till.example' } }
}

const unfinished: readonly OutcomeKind[] = ['failed', 'unknown', 'waiting']

export function outcomeFor(key: string, outcome: Outcome = { kind: 'created' }, change: Partial<OutcomeRow> = {}): OutcomeRow {
  return {
    sourceNodeId: 'read',
    nodeId: 'upsert',
    entity: 'order',
    key,
    page: 0,
    outcome,
    at: Date.parse('2026-11-22T09:30:00Z'),
    ...(unfinished.includes(outcome.kind) ? { record: recordFor(key) } : {}),
    ...change,
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Outcome } from '#core/kit/record.ts'
import { type Journal, openJournal } from '#host/journal/open-journal.ts'
import { flow, outcomeFor, tickingClock } from '#host/journal/test-builders.ts'
import type { RunEnded } from '#host/run/protocol.ts'
import { captureOutput } from '#tests/support/captured-shell.ts'
import { showPlan } from './show-plan.ts'
import { showReport } from './show-report.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-report-'))
let journal: Journal
beforeAll(() => {
  journal = openJournal({ folder, clock: tickingClock() })
})
afterAll(() => {
  journal.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A run whose records ended so, as the journal holds it. */
function runOf(outcomes: Readonly<Record<string, Outcome>>, mode: 'run' | 'plan' = 'run'): RunEnded {
  const run = journal.startRun({ ...flow, mode })
  run.store.commit({ outcomes: Object.entries(outcomes).map(([key, outcome]) => outcomeFor(key, outcome)), positions: [] })
  run.finish({ state: 'finished' })
  const counts: Record<string, number> = {}
  for (const { kind } of Object.values(outcomes)) counts[kind] = (counts[kind] ?? 0) + 1
  const emitted = Object.keys(outcomes).length
  const branchEnds = { owed: emitted, settled: emitted }
  return { type: 'ended', runId: run.runId, state: 'finished', progress: { emitted, nodes: {}, wires: {}, outcomes: counts }, branchEnds }
}

const noProduct = (key: string): Outcome => ({
  kind: 'failed',
  code: 'product-missing',
  message: `Order ${key}: no product with SKU 999001 in Odoo.`,
  hint: 'Create it there.',
  fix: 'user',
})

describe('the report', () => {
  const report = (ended: RunEnded, isJson = false) => {
    const { output, said } = captureOutput({ isJson })
    showReport(output, { ended, journal, flowName: 'Orders' })
    return said.stdout
  }

  it('counts each kind of outcome once, numbers to the right, without those that did not occur', () => {
    const text = report(runOf({ 1: { kind: 'created' }, 2: { kind: 'created' }, 3: { kind: 'filtered' } }))
    expect(text).toMatch(/Orders: finished.* {2}run \d+ · 3 records read/)
    expect(text).toContain('+ created   2\n')
    expect(text).toContain('- filtered  1\n')
    expect(text).not.toContain('failed')
  })

  it('shows each cause once, with how often, one example and what to do', () => {
    const text = report(
      runOf({ 7: noProduct('7'), 8: noProduct('8'), 9: { kind: 'unknown', code: 'answer-lost', message: 'Order 9: no answer.' } }),
    )
    expect(text).toContain('2 × Order 7: no product with SKU 999001 in Odoo.\n  Create it there.')
    expect(text).toContain('1 × Order 9: no answer.')
    expect(text).not.toContain('Order 8')
  })

  it('tells what waits by itself, after what failed', () => {
    const waits: Outcome = { kind: 'waiting', code: 'code-missing', message: 'Order 9: tax code "7" waits.', hint: 'Add a row for it.' }
    const text = report(runOf({ 9: waits, 10: waits, 7: noProduct('7') }))
    expect(text).toContain('… waiting  2\n')
    expect(text).toMatch(/1 × Order 7[\s\S]*Waiting, and tried again by every run:\n\n2 × Order 9: tax code "7" waits\.\n {2}Add a row/)
  })

  it('says that there was nothing to do', () => {
    expect(report(runOf({}))).toContain('Nothing to do: the source had no new records.')
  })

  it('ends with why the run could not go on', () => {
    const error = { code: 'key-refused', message: 'Odoo refused the API key.', hint: 'Create a new key.', fix: 'user' } as const
    const text = report({ ...runOf({ 1: { kind: 'created' } }), state: 'failed', error })
    expect(text).toMatch(/Orders: failed/)
    expect(text.trim().split('\n').slice(-2)).toEqual([expect.stringContaining('Odoo refused the API key.'), 'Create a new key.'])
  })

  it('works for a run that never began', () => {
    const { runId: _none, ...ended } = runOf({})
    const error = { code: 'disk-full', message: 'The disk is full.', fix: 'user' } as const
    expect(report({ ...ended, state: 'failed', error })).toContain('The disk is full.')
  })

  it('is one JSON line for a program', () => {
    const lines = report(runOf({ 7: noProduct('7') }), true)
      .trim()
      .split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ state: 'finished', emitted: 1, outcomes: { failed: 1 }, causes: [expect.objectContaining({ count: 1 })] }),
    ])
  })

  it('neutralises what a record brought along', () => {
    const text = report(runOf({ x: { kind: 'failed', message: 'Order \u001b[2J\nfinished', hint: 'a\rb' } }))
    expect(text).toContain('1 × Order \\u001b[2J ⏎ finished')
    expect(text).toContain('a\\u000db')
  })
})

describe('the plan', () => {
  const plan = (ended: RunEnded, shows: { readonly showsAll?: boolean; readonly showsFields?: boolean } = {}) => {
    const { output, said } = captureOutput()
    showPlan(output, { ended, journal, showsAll: false, showsFields: false, ...shows })
    return said.stdout
  }
  const decisions = {
    A: { kind: 'planned', plannedKind: 'created', changes: [{ path: 'name', from: null, to: 'Regenjas' }] },
    B: { kind: 'planned', plannedKind: 'updated', changes: [{ path: 'name', from: 'Jas', to: 'Regenjas\u001b[2J', rule: 'always sent' }] },
    C: { kind: 'unchanged' },
    D: { kind: 'skipped', message: 'Order D is there already.' },
  } satisfies Readonly<Record<string, Outcome>>

  it('shows an update field by field, old and new, with the rule that lets it through', () => {
    expect(plan(runOf(decisions, 'plan'))).toMatch(/update.* order B\n {4}name: Jas → Regenjas\\u001b\[2J.*\(always sent\)/)
  })

  it('shows a create without its fields, unless asked', () => {
    expect(plan(runOf(decisions, 'plan'))).not.toContain('(empty) → Regenjas')
    expect(plan(runOf(decisions, 'plan'), { showsFields: true })).toContain('name: (empty) → Regenjas')
  })

  it('says why a record is skipped', () => {
    expect(plan(runOf(decisions, 'plan'))).toMatch(/- skipped.* order D.*Order D is there already\./)
  })

  it('leaves out what stays as it is, unless asked', () => {
    expect(plan(runOf(decisions, 'plan'))).not.toContain('order C')
    expect(plan(runOf(decisions, 'plan'), { showsAll: true })).toContain('order C')
  })

  it('shows every record, over all pages', () => {
    const many = Object.fromEntries(Array.from({ length: 1_203 }, (_, index) => [`K${index}`, decisions.D]))
    expect(plan(runOf(many, 'plan')).trim().split('\n')).toHaveLength(1_203)
  })
})

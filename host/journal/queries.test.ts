import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Journal, openJournal } from './open-journal.ts'
import type { RunHandle } from './runs.ts'
import { doneFor, externalIdFor, flow, intentFor, odoo, outcomeFor, temporaryFolder, tickingClock } from './test-builders.ts'

let place: ReturnType<typeof temporaryFolder>
let journal: Journal
let run: RunHandle
beforeEach(() => {
  place = temporaryFolder()
  journal = openJournal({ folder: place.folder, clock: tickingClock() })
  run = journal.startRun(flow)
})
afterEach(() => {
  journal.close()
  place.remove()
})

const commit = (...outcomes: Parameters<typeof outcomeFor>[]) =>
  run.store.commit({ outcomes: outcomes.map((one) => outcomeFor(...one)), positions: [] })

describe('runs', () => {
  it('come newest first, in pages that join without a gap', () => {
    for (let index = 0; index < 4; index++) {
      run.finish({ state: 'finished' })
      run = journal.startRun(flow)
    }
    const first = journal.runs({}, { limit: 3 })
    const second = journal.runs({}, { limit: 3, after: first.next ?? undefined })
    expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual([5, 4, 3, 2, 1])
  })

  it('can be asked for by flow and state', () => {
    run.finish({ state: 'failed' })
    journal.startRun({ ...flow, flowId: 'stock' })
    expect(journal.runs({ flowId: 'orders', state: 'failed' }).rows.map((row) => row.flowId)).toEqual(['orders'])
  })
})

describe('outcomes', () => {
  it('can be asked for by kind', () => {
    commit(['1'], ['2', { kind: 'skipped' }], ['3', { kind: 'failed' }])
    expect(journal.outcomes(run.runId, { kinds: ['skipped', 'failed'] }).rows.map((row) => row.key)).toEqual(['2', '3'])
  })

  it('compare keys as text: 0042 is not 42', () => {
    commit(['0042'], ['42'])
    expect(journal.outcomes(run.runId, { key: '42' }).rows.map((row) => row.key)).toEqual(['42'])
  })

  it('come in pages that join without a gap', () => {
    commit(['1'], ['2'], ['3'])
    const first = journal.outcomes(run.runId, {}, { limit: 2 })
    const second = journal.outcomes(run.runId, {}, { limit: 2, after: first.next ?? undefined })
    expect([first.rows.length, second.rows.map((row) => row.key), second.next]).toEqual([2, ['3'], null])
  })

  it('keep what changed, field by field', () => {
    const changes = [{ path: 'priceExcl', from: '12.50', to: '13.00', rule: 'always' }]
    commit(['1', { kind: 'updated', changes }])
    expect(journal.outcomes(run.runId).rows[0]?.changes).toEqual(changes)
  })
})

it('groups failures by cause, the most frequent first, each with its first record', () => {
  const missing = { kind: 'failed', code: 'product-missing', hint: 'Sync products first.', fix: 'user' } as const
  commit(['1', { kind: 'failed', code: 'busy' }], ['2', { ...missing, message: 'No SKU 120101.' }], ['3', missing], ['4'])
  expect(journal.failuresByCause(run.runId)).toEqual([
    {
      ...missing,
      nodeId: 'upsert',
      count: 2,
      sample: { entity: 'order', key: '2', message: 'No SKU 120101.' },
    },
    {
      kind: 'failed',
      code: 'busy',
      nodeId: 'upsert',
      count: 1,
      hint: null,
      fix: null,
      sample: { entity: 'order', key: '1', message: null },
    },
  ])
})

it('makes every code that is in no row a cause of its own, and tells what waits after what failed', () => {
  const waits = (key: string, code: string) =>
    [key, { kind: 'waiting', code: 'code-missing', message: `Order ${key} waits.`, hint: `Add a row for ${code}.`, fix: 'user' }] as const
  commit([...waits('1', '7')], [...waits('2', '9')], [...waits('3', '7')], ['4', { kind: 'failed', code: 'busy' }])
  const causes = journal.failuresByCause(run.runId)
  expect(causes.map(({ kind, count, hint, sample }) => [kind, count, hint, sample.key])).toEqual([
    ['failed', 1, null, '4'],
    ['waiting', 2, 'Add a row for 7.', '1'],
    ['waiting', 1, 'Add a row for 9.', '2'],
  ])
  const ofCause = journal.outcomes(run.runId, { kinds: ['waiting'], code: 'code-missing', hint: 'Add a row for 7.' })
  expect(ofCause.rows.map(({ key }) => key)).toEqual(['1', '3'])
})

describe("a record's history", () => {
  beforeEach(() => {
    run.store.log({ level: 'info', message: 'No customer yet.', recordKey: '1042' })
    const writing = run.store.writeJournal('upsert', odoo)
    writing.intend([intentFor('1042', { sent: '{"name":"Jansen"}' }), intentFor('1043')])
    writing.end([doneFor('1042'), doneFor('1043')])
    commit(['1042', { kind: 'created' }, { at: Date.parse('2026-11-22T09:00:30Z') }], ['1043'])
    run.finish({ state: 'finished' })
    run = journal.startRun(flow)
    commit(['1042', { kind: 'unchanged' }, { at: Date.parse('2026-11-22T10:00:00Z') }])
  })

  it('tells its whole road over all runs, in the order of time', () => {
    expect(journal.recordHistory('1042').map((entry) => entry.kind)).toEqual(['log', 'intent', 'link', 'outcome', 'outcome'])
  })

  it('shows what was sent', () => {
    const sent = journal.recordHistory('1042').flatMap((entry) => (entry.kind === 'intent' ? [entry.intent.sent] : []))
    expect(sent).toEqual(['{"name":"Jansen"}'])
  })

  it('is found by the external id as well', () => {
    expect(journal.recordHistory(externalIdFor('1042'))).toEqual(journal.recordHistory('1042'))
  })
})

describe('search', () => {
  const found = (text: string) => journal.search(text).map((hit) => hit.key ?? hit.message)

  it('sees what was committed a moment ago', () => {
    commit(['1042', { kind: 'failed', message: 'Odoo has no product with SKU 120101.' }])
    expect(found('sku 120101')).toEqual(['1042'])
  })

  it('finds log rows too', () => {
    run.store.log({ level: 'warn', message: 'The till answered slowly.' })
    commit()
    expect(found('slowly')).toEqual(['The till answered slowly.'])
  })

  it('finds words that are only begun, and words without their accents', () => {
    commit(['1', { kind: 'skipped', message: 'Café Zürich is no customer' }])
    expect(found('zur caf')).toEqual(['1'])
  })

  it.each(['"', 'a" OR "b', 'NEAR(', '*', 'body:', '-', '(((', 'AND', '\u0000'])('takes %j for text, not for a query', (text) => {
    commit(['1'])
    expect(() => journal.search(text)).not.toThrow()
  })

  it('finds everything, however many chunks there are to index', () => {
    commit(...Array.from({ length: 2_500 }, (_, index): [string] => [`needle-${index}`]))
    expect(journal.search('needle', { limit: 5_000 })).toHaveLength(2_500)
  })

  it('has nothing left to index after a run was indexed', async () => {
    commit(['1042'])
    await journal.indexForSearch(new AbortController().signal)
    expect(found('1042')).toEqual(['1042'])
  })
})

it('follows what is written, each row once', () => {
  commit(['1'])
  const { cursor } = journal.tail({ outcomeId: 0, logId: 0 })
  commit(['2'])
  const next = journal.tail(cursor)
  expect(next.entries.map((entry) => entry.kind === 'outcome' && entry.outcome.key)).toEqual(['2'])
})

it('follows only what comes, when asked from the end', () => {
  commit(['1'])
  expect(journal.tail(journal.tailEnd()).entries).toEqual([])
})

describe('positions', () => {
  it('can be moved by hand', () => {
    journal.setPosition('orders', { sourceNodeId: 'read', position: { marker: 1 }, described: 'up to marker 1' })
    expect(journal.positions('orders')).toMatchObject([{ position: { marker: 1 }, described: 'up to marker 1', runId: null }])
  })

  it('can be forgotten, so that the next run reads from the beginning', () => {
    journal.setPosition('orders', { sourceNodeId: 'read', position: { marker: 1 }, described: 'up to marker 1' })
    journal.setPosition('orders', { sourceNodeId: 'read', position: null, described: '' })
    expect(run.store.position('read')).toBeNull()
  })
})

it('lists the writes of a flow whose end is uncertain', () => {
  const writing = run.store.writeJournal('upsert', odoo)
  writing.intend([intentFor('1'), intentFor('2'), intentFor('3')])
  writing.end([doneFor('1'), { externalId: externalIdFor('2'), state: 'unknown', message: 'No answer.' }])
  commit()
  expect(journal.openIntents('orders')).toMatchObject([
    { key: '2', state: 'unknown', message: 'No answer.' },
    { key: '3', state: 'intended', account: 'demo' },
  ])
})

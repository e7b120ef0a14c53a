import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Journal, openJournal } from '#host/journal/open-journal.ts'
import { flow, intentFor, odoo, outcomeFor, recordFor, temporaryFolder, tickingClock } from '#host/journal/test-builders.ts'
import { createReaderService } from './service.ts'

let temporary: ReturnType<typeof temporaryFolder>
let journal: Journal
let reading: ReturnType<typeof createReaderService>

beforeEach(() => {
  temporary = temporaryFolder()
  journal = openJournal({ folder: temporary.folder, clock: tickingClock() })
  reading = createReaderService({ dataFolder: temporary.folder, clock: tickingClock(), grew: () => undefined })
})
afterEach(() => {
  reading.close()
  journal.close()
  temporary.remove()
})

/** Order 1042 is refused once and created by the next run. */
function twoRuns(): void {
  const first = journal.startRun(flow)
  const writes = first.store.writeJournal('upsert', odoo)
  writes.intend([intentFor('1042', { sent: JSON.stringify({ number: '1042', apiKey: 'hunter2', lines: [{ code: 'CHAIR' }] }) })])
  writes.end([{ externalId: intentFor('1042').externalId, state: 'failed', message: 'No product with code CHAIR.' }])
  first.store.log({
    level: 'warn',
    message: 'Looked twice.',
    nodeId: 'upsert',
    recordKey: '1042',
    facts: { password: 'hunter2', tries: 2 },
  })
  const failed = { kind: 'failed', code: 'product-missing', message: 'No product with code CHAIR.', fix: 'user' } as const
  first.store.commit({
    outcomes: [outcomeFor('1042', failed, { record: recordFor('1042', { number: '1042', password: 'hunter2' }) })],
    positions: [],
  })
  first.finish({ state: 'finished' })
}

describe('the page of a record', () => {
  it('tells in order what was sent, what came back, what was said and how it ended, and what waits', async () => {
    twoRuns()
    const page = await reading.service.recordPage({ key: '1042' })
    const inRun = { runId: 1, flowId: 'orders', flowName: 'Orders to Odoo' }
    expect(page.entries).toMatchObject([
      {
        ...{ ...inRun, kind: 'sent', nodeId: 'upsert', connector: 'odoo', account: 'demo', action: 'create', state: 'failed' },
        ...{ message: 'No product with code CHAIR.', endedAt: expect.any(Number), sent: { number: '1042', lines: [{ code: 'CHAIR' }] } },
      },
      { ...inRun, kind: 'log', level: 'warn', message: 'Looked twice.', facts: { tries: 2 } },
      { ...inRun, kind: 'outcome', outcome: { kind: 'failed', code: 'product-missing' } },
    ])
    expect(page.parked).toMatchObject({ key: '1042', data: { number: '1042' } })
  })

  it('shows nothing that is a secret by its name', async () => {
    twoRuns()
    const text = JSON.stringify(await reading.service.recordPage({ key: '1042' }))
    expect(text).not.toContain('hunter2')
    expect(text).toContain('"password":"•••"')
  })

  it('is empty for a record nobody knows', async () => {
    expect(await reading.service.recordPage({ key: 'nobody' })).toEqual({ key: 'nobody', entries: [], parked: null })
  })
})

it('finds records by a part of their key, whole beginnings first', async () => {
  const { signal } = new AbortController()
  const { store, finish } = journal.startRun(flow)
  store.commit({ outcomes: ['A-W-7', 'W-71', 'w-72', 'X-8'].map((key) => outcomeFor(key)), positions: [] })
  finish({ state: 'finished' })
  const found = await reading.service.searchRecords({ text: 'W-7' }, signal)
  expect(found.map(({ key }) => key)).toEqual(['W-71', 'A-W-7', 'w-72'])
  expect(await reading.service.searchRecords({ text: 'W-7', limit: 1 }, signal)).toHaveLength(1)
})

describe('the report of a run', () => {
  it('counts per node and groups failures by cause', async () => {
    const { store, finish } = journal.startRun(flow)
    const failed = { kind: 'failed', code: 'product-missing', message: 'No CHAIR.', fix: 'user' } as const
    store.commit({
      outcomes: [outcomeFor('1'), outcomeFor('2', failed), outcomeFor('3', { kind: 'filtered' }, { nodeId: 'paid' })],
      positions: [],
    })
    const progress = { emitted: 3, nodes: {}, wires: {}, outcomes: { created: 1, failed: 1, filtered: 1 } }
    finish({ state: 'finished', progress })
    expect(await reading.service.runReport({ runId: 1 })).toMatchObject({
      run: { id: 1, state: 'finished', totals: { created: 1, failed: 1, filtered: 1 } },
      progress,
      byNode: [
        { nodeId: 'upsert', outcomes: { created: 1, failed: 1 } },
        { nodeId: 'paid', outcomes: { filtered: 1 } },
      ],
      causes: [{ code: 'product-missing', count: 1, sample: { key: '2' } }],
      resumes: [],
    })
  })

  it('pages outcomes, those without a code too', async () => {
    const { store, finish } = journal.startRun(flow)
    store.commit({ outcomes: [outcomeFor('1'), outcomeFor('2', { kind: 'failed', code: 'x' }), outcomeFor('3')], positions: [] })
    finish({ state: 'finished' })
    const page = await reading.service.runOutcomes({ runId: 1, filter: { code: null }, page: { limit: 1 } })
    expect(page.rows.map(({ key }) => key)).toEqual(['1'])
    const rest = await reading.service.runOutcomes({ runId: 1, filter: { code: null }, page: { after: page.next ?? 0 } })
    expect([rest.rows.map(({ key }) => key), rest.next]).toEqual([['3'], null])
  })
})

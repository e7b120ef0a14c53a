import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { journalFile } from './open-database.ts'
import { type Journal, openJournal } from './open-journal.ts'
import { doneFor, externalIdFor, flow, intentFor, odoo, outcomeFor, recordFor, temporaryFolder, tickingClock } from './test-builders.ts'

let place: ReturnType<typeof temporaryFolder>
let clock: ReturnType<typeof tickingClock>
let journal: Journal
beforeEach(() => {
  place = temporaryFolder()
  clock = tickingClock()
  journal = openJournal({ folder: place.folder, clock })
})
afterEach(() => {
  journal.close()
  place.remove()
})

/** As after a crash: what was not committed is gone. */
function reopen(): Journal {
  journal.close()
  journal = openJournal({ folder: place.folder, clock })
  return journal
}

const move = { sourceNodeId: 'read', position: { marker: 4711 }, described: 'up to marker 4711' }

describe('starting a run', () => {
  it('names the runs that a dead process left open, and marks them as interrupted', () => {
    const { runId } = journal.startRun(flow)
    const { resumes } = reopen().startRun(flow)
    expect([resumes, journal.run(runId)?.state]).toEqual([[runId], 'interrupted'])
  })

  it('refuses a second run of the same flow in this process', () => {
    journal.startRun(flow)
    expect(() => journal.startRun(flow)).toThrow(expect.objectContaining({ code: 'already-running', fix: 'wait' }))
  })

  it('lets a flow run again once its run has ended', () => {
    journal.startRun(flow).finish({ state: 'stopped' })
    expect(journal.startRun(flow).resumes).toEqual([])
  })

  it('leaves the runs of other flows alone', () => {
    const { runId } = journal.startRun(flow)
    journal.startRun({ ...flow, flowId: 'stock' })
    expect(journal.run(runId)?.state).toBe('running')
  })
})

describe('a commit', () => {
  it('moves the position for the next run', () => {
    journal.startRun(flow).store.commit({ outcomes: [outcomeFor('1')], positions: [move] })
    expect(reopen().startRun(flow).store.position('read')).toEqual({ marker: 4711 })
  })

  it('adds to the totals of the run, and they survive a crash', () => {
    const { store, runId } = journal.startRun(flow)
    store.commit({ outcomes: [outcomeFor('1'), outcomeFor('2', { kind: 'skipped' })], positions: [] })
    store.commit({ outcomes: [outcomeFor('3')], positions: [] })
    expect(reopen().run(runId)?.totals).toEqual({ created: 2, skipped: 1 })
  })

  it('writes nothing at all when one row cannot be written', () => {
    const { store, runId } = journal.startRun(flow)
    const impossible = outcomeFor('2', { kind: 'created' }, { key: undefined as unknown as string })
    expect(() => store.commit({ outcomes: [outcomeFor('1'), impossible], positions: [move] })).toThrow()
    expect([journal.outcomes(runId).rows, journal.positions('orders')]).toEqual([[], []])
  })

  it('takes log rows along', () => {
    const { store } = journal.startRun(flow)
    store.log({ level: 'info', message: 'Read 250 orders.' })
    store.commit({ outcomes: [], positions: [] })
    expect(journal.tail({ outcomeId: 0, logId: 0 }).entries).toHaveLength(1)
  })
})

describe('a held part', () => {
  const part = { outcomes: [outcomeFor('1')], positions: [move] }

  it('goes to disk with the next intents', () => {
    const { store, runId } = journal.startRun(flow)
    store.hold(part)
    store.writeJournal('upsert', odoo).intend([intentFor('2')])
    expect([journal.outcomes(runId).rows.length, journal.positions('orders').length]).toEqual([1, 1])
  })

  it('goes to disk by itself when no intents come', async () => {
    const { store, runId } = journal.startRun(flow)
    store.hold(part)
    expect(journal.outcomes(runId).rows).toEqual([])
    await vi.waitFor(() => expect(journal.outcomes(runId).rows).toHaveLength(1))
  })

  it('is on disk when the run has finished', () => {
    const run = journal.startRun(flow)
    run.store.hold(part)
    run.finish({ state: 'finished' })
    expect(reopen().run(run.runId)?.totals).toEqual({ created: 1 })
  })

  it('takes out what an earlier held part parked', () => {
    const run = journal.startRun(flow)
    run.store.hold({ outcomes: [outcomeFor('1', { kind: 'failed' })], positions: [] })
    run.store.hold({ outcomes: [outcomeFor('1', { kind: 'created' }, { page: 1 })], positions: [] })
    run.finish({ state: 'finished' })
    expect(journal.parked('orders')).toEqual([])
  })
})

it('does not let log rows wait longer than a second for a commit', () => {
  const { store } = journal.startRun(flow)
  store.log({ level: 'info', message: 'first' })
  clock.skip(1_500)
  store.log({ level: 'info', message: 'second' })
  expect(journal.tail({ outcomeId: 0, logId: 0 }).entries).toHaveLength(2)
})

it('finishes with the error in words', () => {
  const { runId, finish } = journal.startRun(flow)
  finish({
    state: 'failed',
    error: Object.assign(new Error(), { code: 'connection', message: 'Odoo refused.', fix: 'user', facts: {} }) as never,
  })
  expect(journal.run(runId)).toMatchObject({ state: 'failed', error: { code: 'connection', message: 'Odoo refused.', fix: 'user' } })
})

describe('recall', () => {
  const id = externalIdFor('1042')

  it('knows nothing of a record that was never sent', () => {
    expect(journal.startRun(flow).store.writeJournal('upsert', odoo).recall([id]).size).toBe(0)
  })

  it('finds a write open that was intended before a crash', () => {
    journal
      .startRun(flow)
      .store.writeJournal('upsert', odoo)
      .intend([intentFor('1042')])
    expect(reopen().startRun(flow).store.writeJournal('upsert', odoo).recall([id]).get(id)).toEqual({ isOpen: true })
  })

  it('still finds it open when the end was not committed before the crash', () => {
    const writing = journal.startRun(flow).store.writeJournal('upsert', odoo)
    writing.intend([intentFor('1042')])
    writing.end([doneFor('1042')])
    expect(reopen().startRun(flow).store.writeJournal('upsert', odoo).recall([id]).get(id)?.isOpen).toBe(true)
  })

  it('sees an end at once', () => {
    const writing = journal.startRun(flow).store.writeJournal('upsert', odoo)
    writing.intend([intentFor('1042')])
    writing.end([doneFor('1042')])
    expect(writing.recall([id]).get(id)).toEqual({ targetId: 'S1042', sentHash: 'hash-1042', isOpen: false })
  })

  it('keeps a record open when a second attempt is refused after an uncertain first', () => {
    const writing = journal.startRun(flow).store.writeJournal('upsert', odoo)
    writing.intend([intentFor('1042')])
    writing.end([{ externalId: id, state: 'unknown', message: 'No answer.' }])
    writing.intend([intentFor('1042')])
    writing.end([{ externalId: id, state: 'failed', message: 'Odoo refused.' }])
    expect(writing.recall([id]).get(id)).toEqual({ isOpen: true })
  })

  it('tells two accounts of the same system apart', () => {
    const { store } = journal.startRun(flow)
    store.writeJournal('upsert', odoo).intend([intentFor('1042')])
    expect(store.writeJournal('upsert', { ...odoo, account: 'other' }).recall([id]).size).toBe(0)
  })

  it('uses the index of open intents, however long the history is', () => {
    const database = new Database(journalFile(place.folder), { readonly: true })
    const plan = database
      .prepare(`EXPLAIN QUERY PLAN SELECT 1 FROM intent WHERE target = 1 AND external_id = 'x' AND state IN ('intended', 'unknown')`)
      .all()
    database.close()
    expect(JSON.stringify(plan)).toContain('intent_open')
  })
})

describe('an answer', () => {
  const answersTo = (key: string) =>
    journal
      .recordHistory(key)
      .flatMap((entry) => (entry.kind === 'intent' ? [[entry.intent.state, entry.intent.label, entry.intent.answer]] : []))
  const failed = (key: string, answer?: { readonly status: number; readonly body: string; readonly cutFrom?: number }) =>
    ({ externalId: externalIdFor(key), state: 'failed', message: 'No VAT.', ...(answer && { answer }) }) as const

  it('is kept of a write that failed or was lost, and of no other', () => {
    const writing = journal.startRun(flow).store.writeJournal('upsert', odoo)
    writing.intend(['1', '2', '3', '4'].map((key) => intentFor(key)))
    writing.end([
      failed('1', { status: 422, body: '{"message":"No VAT."}' }),
      { externalId: externalIdFor('2'), state: 'unknown', message: 'Lost.', answer: { status: 502, body: 'Bad gateway', cutFrom: 9_000 } },
      failed('3'),
      doneFor('4'),
    ])
    writing.intend([intentFor('5')])
    expect(['1', '2', '3', '4'].flatMap(answersTo)).toEqual([
      ['failed', null, { status: 422, body: '{"message":"No VAT."}' }],
      ['unknown', null, { status: 502, body: 'Bad gateway', cutFrom: 9_000 }],
      ['failed', null, null],
      ['done', null, null],
    ])
  })

  it('belongs to the attempt it was given to', () => {
    const writing = journal.startRun(flow).store.writeJournal('upsert', odoo)
    writing.intend([intentFor('1')])
    writing.end([failed('1', { status: 422, body: 'first' })])
    writing.intend([intentFor('1')])
    writing.end([failed('1', { status: 409, body: 'second' })])
    writing.intend([intentFor('1')])
    writing.end([doneFor('1', 'S1', 'SO-17')])
    writing.intend([intentFor('2')])
    expect(answersTo('1')).toEqual([
      ['failed', null, { status: 422, body: 'first' }],
      ['failed', null, { status: 409, body: 'second' }],
      ['done', 'SO-17', null],
    ])
  })

  it('that all is well keeps the number the target gave, for those that got one', () => {
    const writing = journal.startRun(flow).store.writeJournal('upsert', odoo)
    writing.intend(['1', '2', '3'].map((key) => intentFor(key)))
    writing.end([doneFor('1', 'S1', 'SO "17" — é'), doneFor('2'), doneFor('3', 'S3', '__proto__')])
    writing.intend([intentFor('4')])
    expect(['1', '2', '3'].flatMap(answersTo)).toEqual([
      ['done', 'SO "17" — é', null],
      ['done', null, null],
      ['done', '__proto__', null],
    ])
    expect(writing.recall([externalIdFor('1'), externalIdFor('2')])).toMatchObject(
      new Map([
        [externalIdFor('1'), { targetId: 'S1', isOpen: false }],
        [externalIdFor('2'), { targetId: 'S2', isOpen: false }],
      ]),
    )
  })
})

it('refuses an end that was never intended', () => {
  const writing = journal.startRun(flow).store.writeJournal('upsert', odoo)
  expect(() => writing.end([doneFor('1042')])).toThrow(expect.objectContaining({ code: 'end-without-intent' }))
})

it('takes the end of a write that an earlier run intended, once it was looked up', () => {
  journal
    .startRun(flow)
    .store.writeJournal('upsert', odoo)
    .intend([intentFor('1042')])
  const { store } = reopen().startRun(flow)
  store.writeJournal('upsert', odoo).end([doneFor('1042')])
  store.commit({ outcomes: [], positions: [] })
  expect(journal.openIntents('orders')).toEqual([])
})

describe('a plan', () => {
  it('stores outcomes', () => {
    const { store, runId } = journal.startRun({ ...flow, mode: 'plan' })
    store.commit({ outcomes: [outcomeFor('1', { kind: 'planned', plannedKind: 'created' })], positions: [] })
    expect(journal.outcomes(runId).rows).toMatchObject([{ key: '1', plannedKind: 'created' }])
  })

  it('moves no position, parks nothing and links nothing', () => {
    const { store, finish } = journal.startRun({ ...flow, mode: 'plan' })
    store.writeJournal('upsert', odoo).link([{ externalId: externalIdFor('1'), entity: 'order', key: '1', targetId: 'S1' }])
    store.commit({ outcomes: [outcomeFor('1', { kind: 'failed' })], positions: [move] })
    finish({ state: 'finished' })
    const remembered = journal
      .startRun(flow)
      .store.writeJournal('upsert', odoo)
      .recall([externalIdFor('1')])
    expect([journal.positions('orders'), journal.parked('orders'), remembered.size]).toEqual([[], [], 0])
  })

  it('stops a node that wants to write', () => {
    const { store } = journal.startRun({ ...flow, mode: 'plan' })
    expect(() => store.writeJournal('upsert', odoo).intend([intentFor('1')])).toThrow(expect.objectContaining({ code: 'plan-writes' }))
  })
})

describe('a parked record', () => {
  const failed = outcomeFor('1042', { kind: 'failed', code: 'product-missing' })
  const nextRun = () => {
    const next = reopen().startRun(flow)
    return {
      ...next,
      end: (...outcomes: Parameters<typeof outcomeFor>[]) =>
        next.store.commit({ outcomes: outcomes.map((one) => outcomeFor(...one)), positions: [] }),
    }
  }

  it('comes back in the next run as the source emitted it', () => {
    journal.startRun(flow).store.commit({ outcomes: [failed], positions: [] })
    expect(nextRun().store.parked('read')).toEqual([recordFor('1042')])
  })

  it('comes back once, in its newest state, when it failed in two branches', () => {
    const other = { ...failed, nodeId: 'log', at: failed.at + 1, record: recordFor('1042', { number: '1042', note: 'newer' }) }
    journal.startRun(flow).store.commit({ outcomes: [failed, other], positions: [] })
    expect(nextRun().store.parked('read')).toEqual([other.record])
  })

  it('comes back as long as it waits, and is gone once a finished run wrote it', () => {
    const waiting = outcomeFor('1042', { kind: 'waiting', code: 'code-missing' }, { nodeId: 'codes' })
    const first = journal.startRun(flow)
    first.store.commit({ outcomes: [waiting], positions: [] })
    first.finish({ state: 'finished' })
    const second = nextRun()
    expect(second.store.parked('read')).toEqual([recordFor('1042')])
    second.store.commit({ outcomes: [waiting], positions: [] })
    second.finish({ state: 'finished' })
    const third = nextRun()
    expect(third.store.parked('read')).toEqual([recordFor('1042')])
    third.end(['1042', { kind: 'created' }])
    third.finish({ state: 'finished' })
    expect(nextRun().store.parked('read')).toEqual([])
  })

  it('is gone once it ends where it failed', () => {
    journal.startRun(flow).store.commit({ outcomes: [failed], positions: [] })
    nextRun().end(['1042', { kind: 'created' }])
    expect(journal.parked('orders')).toEqual([])
  })

  it('stays while only another branch of it has ended and the run is not finished', () => {
    journal.startRun(flow).store.commit({ outcomes: [failed], positions: [] })
    nextRun().end(['1042', { kind: 'created' }, { nodeId: 'other' }])
    expect(journal.parked('orders')).toHaveLength(1)
  })

  it('is gone when a finished run ended it further on than where it failed', () => {
    journal.startRun(flow).store.commit({ outcomes: [{ ...failed, nodeId: 'map' }], positions: [] })
    const { end, finish } = nextRun()
    end(['1042', { kind: 'created' }])
    finish({ state: 'finished' })
    expect(journal.parked('orders')).toEqual([])
  })

  it('stays when one branch fails again, whatever the other does', () => {
    journal.startRun(flow).store.commit({ outcomes: [failed], positions: [] })
    const { end, finish } = nextRun()
    end(['1042', { kind: 'failed' }], ['1042', { kind: 'created' }, { nodeId: 'other' }])
    finish({ state: 'finished' })
    expect(journal.parked('orders')).toHaveLength(1)
  })

  it('is gone when its newer state came through, although the older one failed again', () => {
    journal.startRun(flow).store.commit({ outcomes: [{ ...failed, nodeId: 'map' }], positions: [] })
    const { end, finish } = nextRun()
    end(['1042', { kind: 'failed' }, { nodeId: 'map', page: 0 }], ['1042', { kind: 'updated' }, { page: 3 }])
    finish({ state: 'finished' })
    expect(journal.parked('orders')).toEqual([])
  })

  it('stays when its newer state failed after the older one came through', () => {
    journal.startRun(flow).store.commit({ outcomes: [failed], positions: [] })
    const { end, finish } = nextRun()
    end(['1042', { kind: 'updated' }, { page: 0 }], ['1042', { kind: 'failed' }, { nodeId: 'map', page: 3 }])
    finish({ state: 'finished' })
    expect(journal.parked('orders')).toHaveLength(1)
  })

  it('can be given up', () => {
    journal.startRun(flow).store.commit({ outcomes: [failed], positions: [] })
    journal.discardParked('orders', failed)
    expect(nextRun().store.parked('read')).toEqual([])
  })
})

import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { journalFile } from './open-database.ts'
import { type Journal, openJournal } from './open-journal.ts'
import { doneFor, externalIdFor, flow, intentFor, odoo, outcomeFor, recordFor, temporaryFolder, tickingClock } from './test-builders.ts'

const dayMs = 86_400_000
const signal = new AbortController().signal

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

/** A finished run that wrote these records; the last one never got its end. */
function runWith(...keys: string[]): number {
  const { store, finish, runId } = journal.startRun(flow)
  const writing = store.writeJournal('upsert', odoo)
  writing.intend(keys.map((key) => intentFor(key, { sent: `{"number":"${key}"}` })))
  writing.end(keys.slice(0, -1).map((key) => doneFor(key)))
  store.log({ level: 'info', message: `Wrote ${keys.length} orders.` })
  store.commit({
    outcomes: keys.map((key) => outcomeFor(key)),
    positions: [{ sourceNodeId: 'read', position: keys.length, described: 'there' }],
  })
  finish({ state: 'finished' })
  return runId
}

describe('prune', () => {
  const roomy = { maxAgeDays: 90, maxBytes: 1e9 }

  it('takes the answers to writes along with the writes', async () => {
    const { store, finish } = journal.startRun(flow)
    const writing = store.writeJournal('upsert', odoo)
    writing.intend([intentFor('1')])
    writing.end([{ externalId: externalIdFor('1'), state: 'failed', message: 'No VAT.', answer: { status: 422, body: 'NO-VAT' } }])
    finish({ state: 'failed' })
    const answers = () => {
      const file = new Database(journalFile(place.folder), { readonly: true })
      const found = file.prepare('SELECT count(*) FROM answer').pluck().get()
      file.close()
      return found
    }
    expect(answers()).toBe(1)
    clock.skip(91 * dayMs)
    await journal.prune(roomy, signal)
    expect(answers()).toBe(0)
  })

  it('removes the history of runs that are too old', async () => {
    const runId = runWith('1', '2', '3')
    clock.skip(91 * dayMs)
    await journal.prune(roomy, signal)
    expect(journal.outcomes(runId).rows).toEqual([])
  })

  it('leaves younger runs alone', async () => {
    const runId = runWith('1', '2', '3')
    clock.skip(89 * dayMs)
    await journal.prune(roomy, signal)
    expect(journal.outcomes(runId).rows).toHaveLength(3)
  })

  it('keeps what the next run must know: links, open writes and positions', async () => {
    runWith('1', '2')
    clock.skip(91 * dayMs)
    await journal.prune(roomy, signal)
    const { store } = journal.startRun(flow)
    const remembered = store.writeJournal('upsert', odoo).recall(['1', '2'].map(externalIdFor))
    expect([Object.fromEntries(remembered), store.position('read')]).toEqual([
      {
        [externalIdFor('1')]: { targetId: 'S1', sentHash: 'hash-1', isOpen: false },
        [externalIdFor('2')]: { isOpen: true },
      },
      2,
    ])
  })

  it('keeps parked records', async () => {
    const { store, finish } = journal.startRun(flow)
    store.commit({ outcomes: [outcomeFor('9', { kind: 'failed' })], positions: [] })
    finish({ state: 'finished' })
    clock.skip(91 * dayMs)
    await journal.prune(roomy, signal)
    expect(journal.startRun(flow).store.parked('read')).toEqual([recordFor('9')])
  })

  it('takes the oldest runs first until the journal is small enough, and gives the space back', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => String(index))
    const old = runWith(...many)
    const young = runWith('1')
    const half = journal.usedBytes() / 2
    await journal.prune({ maxAgeDays: 90, maxBytes: half }, signal)
    expect([journal.outcomes(old).rows.length, journal.outcomes(young).rows.length, journal.usedBytes() < half]).toEqual([0, 1, true])
  })

  it('takes what it removes out of the search', async () => {
    runWith('needle')
    journal.search('needle')
    clock.skip(91 * dayMs)
    await journal.prune(roomy, signal)
    expect(journal.search('needle')).toEqual([])
  })

  it('stops when told to', async () => {
    runWith('1', '2', '3')
    clock.skip(91 * dayMs)
    expect(await journal.prune(roomy, AbortSignal.abort())).toEqual({ runs: 0, rows: 0 })
  })
})

describe('erase', () => {
  const person = 'jan.jansen@example.nl'

  beforeEach(() => {
    const { store, finish } = journal.startRun(flow)
    const writing = store.writeJournal('upsert', odoo)
    writing.intend([
      intentFor(person, { entity: 'customer', sent: `{"email":"${person}"}` }),
      intentFor('1042', { sent: `{"to":"${person}"}` }),
      intentFor('1043'),
      intentFor('1044'),
    ])
    const refusal = { status: 422, body: `{"message":"${person} is blocked."}` }
    writing.end([
      doneFor(person),
      doneFor('1042'),
      { externalId: externalIdFor('1043'), state: 'failed', message: 'Refused.', answer: refusal },
      doneFor('1044', 'S1044', `INV/17 ${person}`),
    ])
    store.log({ level: 'info', message: `Customer ${person} found.` })
    store.commit({
      outcomes: [
        outcomeFor(person, { kind: 'created', message: `Created ${person}.` }),
        outcomeFor('1042', { kind: 'updated', changes: [{ path: 'email', from: null, to: 'Jan.Jansen@example.nl' }] }),
      ],
      positions: [],
    })
    finish({ state: 'finished' })
  })

  it('leaves no trace of the person in the file', () => {
    journal.search('warm up the index')
    journal.erase(person)
    const bytes = readFileSync(journalFile(place.folder)).toString('latin1').toLowerCase()
    expect(bytes).not.toContain('jansen')
  })

  it('keeps the counts of the run true', () => {
    journal.erase(person)
    expect([journal.outcomes(1).rows.map((row) => row.kind), journal.run(1)?.totals]).toEqual([
      ['created', 'updated'],
      { created: 1, updated: 1 },
    ])
  })

  it('keeps the order of the person, without the text that names them', () => {
    journal.erase(person)
    expect(journal.outcomes(1).rows[1]).toMatchObject({ key: '1042', changes: null })
  })

  it('says how much it removed', () => {
    expect(journal.erase(person)).toEqual({ outcomes: 2, logs: 1, sent: 2, links: 1, keptOpen: 0, samples: 0 })
  })

  it('keeps a write with an uncertain end, and says so', () => {
    journal
      .startRun(flow)
      .store.writeJournal('upsert', odoo)
      .intend([intentFor(person)])
    expect(journal.erase(person).keptOpen).toBe(1)
  })

  it('erases nobody for an empty name', () => {
    journal.erase('  ')
    expect(journal.outcomes(1).rows[0]?.key).toBe(person)
  })
})

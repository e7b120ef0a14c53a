import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LogFilter } from '#core/contract/log.ts'
import { temporaryFolder, tickingClock } from '#host/journal/test-builders.ts'
import { createReaderService, type ViewGrew } from './service.ts'
import { flowOfRun, type GivenRow, writeRows } from './test-builders.ts'

let temporary: ReturnType<typeof temporaryFolder>
let grown: ViewGrew[]
let reading: ReturnType<typeof createReaderService>
const { signal } = new AbortController()

beforeEach(() => open())
afterEach(close)

function open(): void {
  temporary = temporaryFolder()
  grown = []
  reading = createReaderService({ dataFolder: temporary.folder, clock: tickingClock(), grew: (view) => grown.push(view) })
}

function close(): void {
  reading.close()
  temporary.remove()
}

const row = (given: Partial<GivenRow>): GivenRow => ({
  ...{ source: 'outcome', at: 1_000, runId: 1, nodeId: 'upsert', kind: 'created', key: 'W-1', message: 'Made.' },
  ...given,
})

const keys = async (viewId = 'view') => (await reading.service.viewRows({ viewId, offset: 0, limit: 500 })).rows.map(({ key }) => key)

describe('a view of the log', () => {
  it('shows outcomes and log lines in the order of time, whatever the order they were written in', async () => {
    writeRows(temporary.folder, [
      row({ key: 'third', at: 30 }),
      row({ key: 'first', at: 10 }),
      row({ key: 'second', at: 20, source: 'log', kind: 'info' }),
    ])
    await reading.service.openView({ viewId: 'view', filter: {} }, signal)
    expect(await keys()).toEqual(['first', 'second', 'third'])
  })

  it('shows what was said of a record before how it ended, within one millisecond', async () => {
    writeRows(temporary.folder, [row({ key: 'end' }), row({ key: 'said', source: 'log', kind: 'info' })])
    await reading.service.openView({ viewId: 'view', filter: {} }, signal)
    expect(await keys()).toEqual(['said', 'end'])
  })

  it('takes in what is written while it is open, late rows at their own place', async () => {
    writeRows(temporary.folder, [row({ key: 'a', at: 10 }), row({ key: 'c', at: 30 })])
    await reading.service.openView({ viewId: 'view', filter: {} }, signal)
    writeRows(temporary.folder, [row({ key: 'd', at: 40 }), row({ key: 'b', at: 20, source: 'log', kind: 'warn' })])
    await reading.look(signal)
    expect(grown).toEqual([{ viewId: 'view', total: 4 }])
    expect(await keys()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('tells nothing when nothing of what was written belongs to it', async () => {
    await reading.service.openView({ viewId: 'view', filter: { outcomes: ['failed'] } }, signal)
    writeRows(temporary.folder, [row({ kind: 'created' }), row({ source: 'log', kind: 'error' })])
    await reading.look(signal)
    expect(grown).toEqual([])
  })

  it('finds words in rows that were written after it was opened', async () => {
    await reading.service.openView({ viewId: 'view', filter: { text: 'chair miss' } }, signal)
    writeRows(temporary.folder, [row({ key: 'no', message: 'Table missing' }), row({ key: 'yes', message: 'No CHAIR: missing' })])
    await reading.look(signal)
    expect(await keys()).toEqual(['yes'])
    expect(grown.at(-1)).toEqual({ viewId: 'view', total: 1, unsearched: 0 })
  })

  it('leaves the place of a row that was removed empty, so that the others keep theirs', async () => {
    const [, middle] = writeRows(temporary.folder, [row({ key: 'a', at: 1 }), row({ key: 'b', at: 2 }), row({ key: 'c', at: 3 })])
    await reading.service.openView({ viewId: 'view', filter: {} }, signal)
    const { openDatabase } = await import('#host/journal/open-database.ts')
    const database = openDatabase({ folder: temporary.folder, clock: tickingClock(), role: 'guest' })
    database.prepare('DELETE FROM outcome WHERE id = ?').run(middle)
    database.close()
    const { rows } = await reading.service.viewRows({ viewId: 'view', offset: 0, limit: 10 })
    expect(rows.map(({ key, kind }) => [key, kind])).toEqual([
      ['a', 'created'],
      [null, 'removed'],
      ['c', 'created'],
    ])
  })

  it('stops building when nobody waits for it any more', async () => {
    writeRows(temporary.folder, [row({})])
    const stopping = new AbortController()
    const opening = reading.service.openView({ viewId: 'view', filter: {} }, stopping.signal)
    stopping.abort(new Error('gone'))
    await expect(opening).rejects.toThrow('gone')
  })

  it('says what is known of one row', async () => {
    const [id = 0] = writeRows(temporary.folder, [row({ kind: 'failed', message: 'No product with code CHAIR.' })])
    expect(await reading.service.logRow({ source: 'outcome', id })).toMatchObject({
      row: { id, source: 'outcome', flowId: 'orders', flowName: 'Flow orders', kind: 'failed', message: 'No product with code CHAIR.' },
      facts: { source: 'read' },
      changes: null,
    })
    expect(await reading.service.logRow({ source: 'log', id })).toBeNull()
  })
})

describe('filters', () => {
  const outcomes = ['created', 'failed', 'skipped'] as const
  const levels = ['info', 'warn', 'error'] as const
  const words = ['chair', 'Tafel', 'ümlaut', 'W-1042', 'missing']
  const rowArbitrary: fc.Arbitrary<GivenRow> = fc
    .record({
      source: fc.constantFrom('outcome' as const, 'log' as const),
      at: fc.integer({ min: 1_000, max: 1_020 }),
      runId: fc.integer({ min: 1, max: 4 }),
      nodeId: fc.constantFrom('read', 'upsert'),
      kindIndex: fc.nat(2),
      key: fc.constantFrom('W-1', 'W-2', 'W-3'),
      message: fc.array(fc.constantFrom(...words), { maxLength: 3 }).map((list) => list.join(' ')),
    })
    .map(({ kindIndex, ...rest }) => ({ ...rest, kind: (rest.source === 'outcome' ? outcomes[kindIndex] : levels[kindIndex]) as string }))
  const filterArbitrary: fc.Arbitrary<LogFilter> = fc.record(
    {
      flowId: fc.constantFrom('orders', 'stock', 'nobody'),
      runId: fc.integer({ min: 1, max: 5 }),
      nodeId: fc.constantFrom('read', 'upsert'),
      outcomes: fc.subarray([...outcomes]),
      levels: fc.subarray([...levels]),
      from: fc.integer({ min: 999, max: 1_021 }),
      to: fc.integer({ min: 999, max: 1_021 }),
      text: fc.constantFrom('chair', 'CHA', 'tafel missing', 'umlaut', 'w-1', '  ', 'zzz'),
    },
    { requiredKeys: [] },
  )

  it('let through what a plain walk over all rows lets through, in the same order, before and after growing', async () => {
    close()
    await fc.assert(
      fc.asyncProperty(
        fc.array(rowArbitrary, { maxLength: 25 }),
        fc.array(rowArbitrary, { maxLength: 10 }),
        filterArbitrary,
        async (before, after, filter) => {
          open()
          try {
            const known = withIds(before, writeRows(temporary.folder, before))
            const { total } = await reading.service.openView({ viewId: 'view', filter }, signal)
            expect(total).toBe(known.filter((one) => matches(one, filter)).length)
            const all = [...known, ...withIds(after, writeRows(temporary.folder, after))]
            await reading.look(signal)
            const { rows } = await reading.service.viewRows({ viewId: 'view', offset: 0, limit: 500 })
            const expected = all.filter((one) => matches(one, filter)).sort(byTime)
            expect(rows.map(({ source, id }) => [source, id])).toEqual(expected.map(({ source, id }) => [source, id]))
            for (const [place, { source, id }] of expected.entries())
              expect(await reading.service.placeInView({ viewId: 'view', source, id })).toBe(place)
          } finally {
            close()
          }
        },
      ),
      { numRuns: 60 },
    )
    open()
  })

  type Known = GivenRow & { readonly id: number }
  const withIds = (rows: readonly GivenRow[], ids: readonly number[]): Known[] =>
    rows.map((one, index) => ({ ...one, id: ids[index] ?? 0 }))
  const byTime = (a: Known, b: Known) => a.at - b.at || Number(a.source === 'outcome') - Number(b.source === 'outcome') || a.id - b.id

  /** The rules again, as slow as they can be written. */
  function matches(one: Known, filter: LogFilter): boolean {
    const kinds = [...(filter.outcomes ?? []).map((kind) => `outcome ${kind}`), ...(filter.levels ?? []).map((level) => `log ${level}`)]
    const said = fold(`${one.key} ${one.source === 'outcome' ? `order ${one.kind}` : ''} ${one.message}`).split(/[^a-z0-9]+/)
    const wanted = fold(filter.text ?? '')
      .split(/\s+/)
      .filter((word) => word !== '')
    return (
      (filter.flowId === undefined || flowOfRun(one.runId) === filter.flowId) &&
      (filter.runId === undefined || one.runId === filter.runId) &&
      (filter.nodeId === undefined || one.nodeId === filter.nodeId) &&
      (kinds.length === 0 || kinds.includes(`${one.source} ${one.kind}`)) &&
      one.at >= (filter.from ?? 0) &&
      one.at <= (filter.to ?? Number.MAX_SAFE_INTEGER) &&
      wanted.every((word) => holds(said, word.split(/[^a-z0-9]+/)))
    )
  }

  const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

  /** A word with punctuation is a phrase whose last part may go on. */
  function holds(said: readonly string[], phrase: readonly string[]): boolean {
    return said.some((_, start) =>
      phrase.every((part, index) => {
        const word = said[start + index]
        return index === phrase.length - 1 ? word?.startsWith(part) : word === part
      }),
    )
  }
})

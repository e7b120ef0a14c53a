import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeSweep, parseSweepPosition, positionJson, type SearchRows, sweepChanges } from './sweep.ts'

interface Stored {
  readonly id: number
  /** Start of the transaction, with microseconds, as the database keeps it. */
  readonly writtenAtMs: number
  readonly version: number
}

function stamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
}

/** Sorts on the stored time and compares whole seconds, as observed on Odoo 19.0. */
function searchOf(visible: readonly Stored[]): SearchRows {
  return async ({ domain, order, limit }) => {
    const conditions = domain as readonly (readonly [string, string, string | number])[]
    const rows = visible.filter((row) =>
      conditions.every(([name, operator, value]) => {
        const own = name === 'id' ? row.id : stamp(row.writtenAtMs)
        if (operator === '>=') return own >= value
        if (operator === '<') return own < value
        return own > value
      }),
    )
    const sorted =
      order === 'id' ? rows.toSorted((a, b) => a.id - b.id) : rows.toSorted((a, b) => a.writtenAtMs - b.writtenAtMs || a.id - b.id)
    return sorted.slice(0, limit).map(({ id, version, writtenAtMs }) => ({ id, version, write_date: stamp(writtenAtMs) }))
  }
}

const start = Date.parse('2026-11-22T09:00:00Z')

async function sweepAll(visible: readonly Stored[], position: Parameters<typeof parseSweepPosition>[0], pageSize = 3) {
  const delivered: string[] = []
  let last = position
  for await (const page of sweepChanges({
    search: searchOf(visible),
    position: parseSweepPosition(position),
    overlapMinutes: 1,
    pageSize,
  })) {
    delivered.push(...page.rows.map((row) => `${row.id}v${row.version}`))
    last = positionJson(page.position)
  }
  return { delivered, position: last }
}

describe('sweepChanges', () => {
  it('delivers a transaction that became visible after records with a later stamp', async () => {
    const late = { id: 1, writtenAtMs: start + 29_000, version: 1 }
    const early = { id: 2, writtenAtMs: start + 32_000, version: 1 }
    const first = await sweepAll([early], null)
    expect((await sweepAll([early, late], first.position)).delivered).toEqual(['1v1'])
  })

  it('delivers a record that was written twice within one second', async () => {
    const first = await sweepAll([{ id: 1, writtenAtMs: start + 100, version: 1 }], null)
    expect((await sweepAll([{ id: 1, writtenAtMs: start + 900, version: 2 }], first.position)).delivered).toEqual(['1v2'])
  })

  it('goes on inside a second that holds more records than a page, in whatever order they were written', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => ({ id: 20 - index, writtenAtMs: start + index * 40, version: 1 }))
    expect((await sweepAll(rows, null)).delivered).toHaveLength(20)
  })

  it('delivers nothing again when nothing changed', async () => {
    const rows = Array.from({ length: 10 }, (_, index) => ({ id: index + 1, writtenAtMs: start + index * 400, version: 1 }))
    const first = await sweepAll(rows, null)
    expect((await sweepAll(rows, first.position)).delivered).toEqual([])
  })

  it('misses no version and repeats none, whatever is written between the sweeps and however late it shows', async () => {
    const write = fc.record({
      id: fc.integer({ min: 1, max: 12 }),
      afterMs: fc.integer({ min: 0, max: 3_000 }),
      lastsMs: fc.integer({ min: 0, max: 50_000 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(write, { maxLength: 40 }),
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        async (writes, stops, pageSize) => {
          let clock = start
          // Rows of one record follow each other: the second transaction begins after the first has ended.
          const endOf = new Map<number, number>()
          const history = writes.map(({ id, afterMs, lastsMs }, index) => {
            clock += afterMs
            const beginsAt = Math.max(clock, (endOf.get(id) ?? 0) + 1)
            endOf.set(id, beginsAt + lastsMs)
            return { id, version: index + 1, writtenAtMs: beginsAt, endsAtMs: beginsAt + lastsMs }
          })
          const visibleAt = (ms: number) => {
            const rows = new Map<number, Stored>()
            for (const row of history) if (row.endsAtMs <= ms) rows.set(row.id, row)
            return [...rows.values()]
          }
          const delivered: string[] = []
          let position: Parameters<typeof parseSweepPosition>[0] = null
          const end = Math.max(start, ...history.map(({ endsAtMs }) => endsAtMs))
          const moments = [...stops.map((share) => start + ((end - start) * share) / 40).toSorted((a, b) => a - b), end]
          const expected = new Set<string>()
          for (const moment of moments) {
            const visible = visibleAt(moment)
            for (const { id, version } of visible) expected.add(`${id}v${version}`)
            const sweep = await sweepAll(visible, position, pageSize)
            delivered.push(...sweep.delivered)
            position = sweep.position
          }
          expect(delivered.toSorted()).toEqual([...expected].toSorted())
        },
      ),
      { numRuns: 300 },
    )
  })

  it('delivers rows without a time of writing, or with one that is none, and moves no position by them', async () => {
    const rows = [
      { id: 1, write_date: '2026-11-22 09:00:00' },
      { id: 2, write_date: '32 Foo' },
      { id: 3, write_date: false },
    ]
    const delivered: (readonly [readonly number[], string | null])[] = []
    for await (const page of sweepChanges({
      search: async () => rows,
      position: parseSweepPosition(null),
      overlapMinutes: 10,
      pageSize: 5,
    }))
      delivered.push([page.rows.map(({ id }) => id), page.position.since])
    expect(delivered).toEqual([[[1, 2, 3], '2026-11-22 09:00:00']])
  })

  it('comes past a full page that ends with rows without a time of writing', async () => {
    const pages = [
      [
        { id: 1, write_date: '2026-11-22 09:00:00' },
        { id: 2, write_date: false },
      ],
      [{ id: 1, write_date: '2026-11-22 09:00:00' }],
      [],
    ]
    const search: SearchRows = async () => pages.shift() ?? []
    const delivered: number[] = []
    for await (const page of sweepChanges({ search, position: parseSweepPosition(null), overlapMinutes: 10, pageSize: 2 }))
      delivered.push(...page.rows.map(({ id }) => id))
    expect(delivered).toEqual([2, 1])
  })

  it('begins at the given moment on the first run', async () => {
    const asked: unknown[] = []
    const search: SearchRows = async ({ domain }) => {
      asked.push(domain)
      return []
    }
    const from = '2026-11-22T10:00:00+01:00'
    for await (const _ of sweepChanges({ search, position: parseSweepPosition(null), from, overlapMinutes: 10, pageSize: 5 }));
    expect(asked).toEqual([[['write_date', '>=', '2026-11-22 09:00:00']]])
  })
})

describe('describeSweep', () => {
  it('says up to when changes were read', () => {
    expect(describeSweep({ since: '2026-11-22 09:00:12', seen: [] })).toBe('changes until 22 Nov 2026 09:00 UTC')
  })
})

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRequestBudget, requestBudgetOf } from '#host/http/request-budget.ts'
import type { CallsMade } from '#host/run/protocol.ts'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { openCallCounts } from './call-counts.ts'

const hour = 3_600_000

async function open({ clock = createFakeClock(), dataFolder = temporaryFolder() } = {}) {
  const told: unknown[] = []
  const counts = await openCallCounts({ dataFolder, clock, emit: (name, payload) => told.push([name, payload]) })
  const made = (count: number, more: Partial<CallsMade> = {}): void =>
    counts.take({ type: 'calls', connectionId: 'books', count, limits: { perHour: 500 }, waitsUntil: null, ...more })
  return { clock, dataFolder, counts, made, told }
}

it('adds up what several runs have called within the hour', async () => {
  const { clock, counts, made } = await open()
  const began = clock.now().getTime()
  made(300)
  await clock.advance(hour / 2)
  made(150)
  expect(counts.of('books')).toEqual({ used: 450, limit: 500, per: 'hour', freesAt: began + hour, waitsUntil: null })
  await clock.advance(hour / 2 + 1)
  expect(counts.of('books')).toMatchObject({ used: 150 })
})

it('says until when a run waits, and no longer than that', async () => {
  const { clock, counts, made, told } = await open()
  const until = clock.now().getTime() + 60_000
  made(500, { waitsUntil: until })
  expect(told).toEqual([['connection:calls', { connectionId: 'books', calls: expect.objectContaining({ used: 500, waitsUntil: until }) }]])
  await clock.advance(60_001)
  expect(counts.of('books')).toMatchObject({ waitsUntil: null })
})

it('knows nothing of a connection nobody counts, or that has long been quiet', async () => {
  const { clock, counts, made } = await open()
  made(20, { limits: {} })
  expect(counts.of('books')).toBeNull()
  made(20, { limits: { perMinute: 600 } })
  expect(counts.of('books')).toMatchObject({ used: 20, limit: 600, per: 'minute' })
  await clock.advance(60_001)
  expect(counts.of('books')).toBeNull()
})

it('tells a run that begins what was called through its connections before', async () => {
  const { clock, counts, made } = await open()
  made(7)
  made(3, { connectionId: 'shop', limits: { perMinute: 600 } })
  expect(counts.earlier()).toEqual([['books', [{ at: clock.now().getTime(), count: 7 }]]])
})

describe('after a restart', () => {
  const startAt = (ms: number) => createFakeClock({ start: new Date(Date.parse('2026-11-22T09:00:00Z') + ms).toISOString() })

  it('what was called before still counts, until its hour is over', async () => {
    const first = await open()
    first.made(480)
    await first.counts.close()
    const later = await open({ dataFolder: first.dataFolder, clock: startAt(hour / 2) })
    expect(later.counts.of('books')).toMatchObject({ used: 480, limit: 500, per: 'hour', freesAt: startAt(hour).now().getTime() })
    later.made(15)
    await later.counts.close()
    const last = await open({ dataFolder: first.dataFolder, clock: startAt(hour + 1) })
    expect(last.counts.of('books')).toMatchObject({ used: 15 })
  })

  it('a run that begins gets no more than what is left of the hour, here and in a process of its own', async () => {
    const first = await open()
    first.made(499)
    await first.counts.close()
    const clock = startAt(60_000)
    const { counts } = await open({ dataFolder: first.dataFolder, clock })
    const limits = { concurrency: 9, perHour: 500 }
    for (const budget of [
      createRequestBudget(limits, clock, new Map(counts.earlier()).get('books')),
      requestBudgetOf('books', limits, clock),
    ]) {
      expect([budget.tryEnter(), budget.tryEnter()]).toEqual([true, false])
      expect(budget.calls().waitsUntil).toBe(startAt(hour).now().getTime())
    }
  })

  it('is there even if nobody could say goodbye', async () => {
    const { dataFolder, made } = await open()
    made(7)
    await expect.poll(async () => (await open({ dataFolder, clock: startAt(5_000) })).counts.of('books')).toMatchObject({ used: 7 })
  })

  it('does not write for every call', async () => {
    const { clock, dataFolder, made, counts } = await open()
    const written = () => readFile(join(dataFolder, 'calls.json'), 'utf8').catch(() => '')
    made(1)
    await expect.poll(() => clock.sleeping).toBe(1)
    for (let call = 0; call < 200; call++) made(1)
    expect(await written()).toContain('"count": 1\n')
    await clock.advance(1_000)
    await expect.poll(written).toContain('"count": 201')
    await counts.close()
  })

  it('with a clock that was set back counts nothing for longer than an hour from now, and forgets nothing', async () => {
    const first = await open()
    first.made(480)
    await first.counts.close()
    const clock = startAt(-5 * hour)
    const { counts } = await open({ dataFolder: first.dataFolder, clock })
    expect(counts.of('books')).toMatchObject({
      used: 480,
      freesAt: startAt(-4 * hour)
        .now()
        .getTime(),
    })
    expect(counts.earlier()).toEqual([['books', [{ at: clock.now().getTime(), count: 480 }]]])
  })

  it('begins at nothing where the file is damaged, and writes it anew', async () => {
    const dataFolder = temporaryFolder()
    await writeFile(join(dataFolder, 'calls.json'), '{"version":1,"connections":[{"calls":')
    const { counts, made } = await open({ dataFolder })
    expect(counts.of('books')).toBeNull()
    made(3)
    await counts.close()
    expect((await open({ dataFolder })).counts.of('books')).toMatchObject({ used: 3 })
  })

  it('remembers nothing of what is counted by the minute', async () => {
    const { dataFolder, counts, made } = await open()
    made(20, { limits: { perMinute: 600 } })
    await counts.close()
    expect((await open({ dataFolder })).counts.of('books')).toBeNull()
  })
})

it('tells an hour of calls as a short list', async () => {
  const { clock, counts, made } = await open()
  for (let second = 0; second < 600; second++) {
    made(1)
    await clock.advance(1_000)
  }
  expect(counts.of('books')).toMatchObject({ used: 600 })
  expect(new Map(counts.earlier()).get('books')?.length).toBeLessThanOrEqual(61)
})

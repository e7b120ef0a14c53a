import { expect, it } from 'vitest'
import type { CallsMade } from '#host/run/protocol.ts'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { createCallCounts } from './call-counts.ts'

const hour = 3_600_000

function open() {
  const clock = createFakeClock()
  const told: unknown[] = []
  const counts = createCallCounts({ clock, emit: (name, payload) => told.push([name, payload]) })
  const made = (count: number, more: Partial<CallsMade> = {}): void =>
    counts.take({ type: 'calls', connectionId: 'books', count, limits: { perHour: 500 }, waitsUntil: null, ...more })
  return { clock, counts, made, told }
}

it('adds up what several runs have called within the hour', async () => {
  const { clock, counts, made } = open()
  const began = clock.now().getTime()
  made(300)
  await clock.advance(hour / 2)
  made(150)
  expect(counts.of('books')).toEqual({ used: 450, limit: 500, per: 'hour', freesAt: began + hour, waitsUntil: null })
  await clock.advance(hour / 2 + 1)
  expect(counts.of('books')).toMatchObject({ used: 150 })
})

it('says until when a run waits, and no longer than that', async () => {
  const { clock, counts, made, told } = open()
  const until = clock.now().getTime() + 60_000
  made(500, { waitsUntil: until })
  expect(told).toEqual([['connection:calls', { connectionId: 'books', calls: expect.objectContaining({ used: 500, waitsUntil: until }) }]])
  await clock.advance(60_001)
  expect(counts.of('books')).toMatchObject({ waitsUntil: null })
})

it('knows nothing of a connection nobody counts, or that has long been quiet', async () => {
  const { clock, counts, made } = open()
  made(20, { limits: {} })
  expect(counts.of('books')).toBeNull()
  made(20, { limits: { perMinute: 600 } })
  expect(counts.of('books')).toMatchObject({ used: 20, limit: 600, per: 'minute' })
  await clock.advance(60_001)
  expect(counts.of('books')).toBeNull()
})

it('tells a run that begins what was called through its connections before', () => {
  const { clock, counts, made } = open()
  made(7)
  made(3, { connectionId: 'shop', limits: { perMinute: 600 } })
  expect(counts.earlier()).toEqual([['books', [{ at: clock.now().getTime(), count: 7 }]]])
})

import { expect, it } from 'vitest'
import { decideMissed } from './missed.ts'
import type { Slot } from './slots.ts'

const at = (hour: number) => Date.parse('2026-11-23T00:00:00Z') + hour * 3_600_000
const slot = (hour: number, missed: Slot['missed']): Slot => ({ at: at(hour), isMoved: false, missed, overlap: 'skip' })
const decide = (slots: readonly Slot[], change: Partial<Parameters<typeof decideMissed>[0]> = {}) =>
  decideMissed({ missed: { slots, older: null }, absence: 'asleep', timeZone: 'UTC', ...change }).map(({ at: time, what, code }) => [
    (time - at(0)) / 3_600_000,
    what,
    code,
  ])

it('runs the newest where one run is asked for', () => {
  expect(decide([slot(1, 'once'), slot(2, 'once')])).toEqual([
    [1, 'skip', 'missed-once'],
    [2, 'run', 'missed-run'],
  ])
})

it('runs the newest of those that are all asked for, up to a number', () => {
  expect(decide([slot(1, 'all'), slot(2, 'all'), slot(3, 'all')], { most: 2 })).toEqual([
    [1, 'skip', 'missed-too-many'],
    [2, 'run', 'missed-run'],
    [3, 'run', 'missed-run'],
  ])
})

it('runs none where they are to be skipped', () => {
  expect(decide([slot(1, 'skip'), slot(2, 'skip')]).map(([, what]) => what)).toEqual(['skip', 'skip'])
})

it('lets a later run that happens anyway stand for those that ask for one', () => {
  expect(decide([slot(1, 'once'), slot(2, 'all')])).toEqual([
    [1, 'skip', 'missed-once'],
    [2, 'run', 'missed-run'],
  ])
  expect(decide([slot(1, 'once')], { standIn: slot(2, 'once') })).toEqual([[1, 'skip', 'missed-once']])
})

it('says in words what stands for a skipped run, and why it was missed', () => {
  const [first] = decideMissed({
    missed: { slots: [slot(1, 'once'), slot(30, 'once')], older: null },
    absence: 'not-running',
    timeZone: 'UTC',
  })
  expect(first?.reason).toBe('Sluice was not running; the run of 2026-11-24 06:00 stands for it')
})

it('puts slots that are too many to look at into one decision', () => {
  const [first] = decideMissed({
    missed: { slots: [slot(9, 'once')], older: { from: at(1), until: at(8) } },
    absence: 'asleep',
    timeZone: 'UTC',
  })
  expect(first).toMatchObject({ at: at(1), until: at(8), what: 'skip', code: 'missed-once' })
})

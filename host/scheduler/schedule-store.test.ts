import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { systemClock } from '#host/clock.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { openScheduleStore } from './schedule-store.ts'

let folder = ''
beforeEach(() => {
  folder = temporaryFolder()
})

const open = () => openScheduleStore({ file: join(folder, 'schedule.db'), clock: systemClock })
const queued = (at: number) => ({ at, until: null, state: 'queued', code: null, reason: null }) as const

it('keeps stand and slots over a restart', () => {
  const first = open()
  first.begin('orders', { plan: 'a', handledUntil: 1 })
  first.decide('orders', [queued(5)], 5)
  first.close()
  const second = open()
  expect([second.standOf('orders'), second.queued('orders')]).toMatchObject([{ plan: 'a', handledUntil: 5 }, [{ at: 5 }]])
  second.close()
})

it('lets one slot be claimed once', () => {
  const store = open()
  store.begin('orders', { plan: 'a', handledUntil: 1 })
  store.decide('orders', [queued(5)], 5)
  const id = store.queued('orders')[0]?.id ?? 0
  expect([store.claim(id), store.claim(id)]).toEqual([true, false])
  store.close()
})

it('keeps the first verdict of a slot', () => {
  const store = open()
  store.begin('orders', { plan: 'a', handledUntil: 1 })
  store.decide('orders', [{ at: 5, until: null, state: 'skipped', code: 'overlap-skipped', reason: 'first' }], 5)
  store.decide('orders', [queued(5)], 5)
  expect(store.rows('orders', { limit: 9 })).toMatchObject([{ what: 'skipped', reason: 'first' }])
  store.close()
})

it('forgets old slots, and none that still wait', () => {
  const store = open()
  store.begin('orders', { plan: 'a', handledUntil: 1 })
  const gone = { at: 5, until: null, state: 'skipped', code: 'missed-once', reason: '' } as const
  store.decide('orders', [gone, queued(6), { ...gone, at: 50 }], 50)
  store.prune(1)
  expect(store.rows('orders', { limit: 9 }).map(({ at }) => at)).toEqual([50, 6])
  store.close()
})

it('keeps a damaged file aside and counts from now on', () => {
  writeFileSync(join(folder, 'schedule.db'), 'not a database at all, and long enough to be looked at'.repeat(40))
  open().close()
  expect(readdirSync(folder).filter((name) => name.includes('.damaged-'))).toHaveLength(1)
})

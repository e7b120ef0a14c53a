import { expect, it } from 'vitest'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { createScheduleHandlers } from './schedule-handlers.ts'

const caller = { id: 'page', signal: new AbortController().signal }
const status = { isRunning: true, next: null, isOnline: true, running: [] }
const asked: unknown[] = []
const handlers = createScheduleHandlers({
  scheduler: {
    status: () => status,
    rows: (flowId, page) => {
      asked.push([flowId, page])
      return []
    },
  },
  clock: createFakeClock({ start: '2026-10-24T22:00:00Z' }),
})

it('shows the next ten times, with the night the clocks change marked', async () => {
  const settings = { how: 'daily', times: ['02:30'] }
  const answer = await handlers['schedule:preview']({ settings, timeZone: 'Europe/Amsterdam' }, caller)
  expect(answer).toMatchObject({ ok: true, words: 'daily at 02:30' })
  const slots = answer.ok ? answer.slots : []
  expect([slots.length, slots.slice(0, 2).map(({ local, clockChange }) => [local, clockChange])]).toEqual([
    10,
    [
      ['2026-10-25T02:30:00+02:00', 'repeated-hour'],
      ['2026-10-26T02:30:00+01:00', null],
    ],
  ])
})

it('speaks the language it is asked in', async () => {
  const settings = { how: 'cron', cron: '0 8 * * MON-FRI' }
  const answer = await handlers['schedule:preview']({ settings, timeZone: 'UTC', language: 'nl', count: 1 }, caller)
  expect(answer).toMatchObject({ words: 'om 08:00, maandag t/m vrijdag' })
})

it('names what is wrong, and where', async () => {
  const settings = { how: 'cron', cron: '0 25 * * *' }
  expect(await handlers['schedule:preview']({ settings, timeZone: 'Mars/Base' }, caller)).toEqual({
    ok: false,
    problems: [
      { path: 'timeZone', message: '"Mars/Base" is no time zone; write it as Europe/Amsterdam' },
      { path: 'cron', message: 'the hour is "25"; it goes from 0 to 23' },
    ],
  })
})

it.each([
  ['elke 15 minuten', { how: 'every', minutes: 15 }],
  ['whenever you like', null],
])('makes settings of words: %s', async (words, settings) => {
  expect(await handlers['schedule:from-words']({ words }, caller)).toEqual({ settings })
})

it('hands over slots and status', async () => {
  expect([
    await handlers['schedule:slots']({ flowId: 'orders', before: 5 }, caller),
    await handlers['schedule:status']({}, caller),
    asked,
  ]).toEqual([{ rows: [] }, status, [['orders', { limit: 50, before: 5 }]]])
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeSchedule, describeSchedules } from './describe-schedule.ts'
import { parseSchedule, timeOfDay } from './fields.ts'
import { fromWords } from './from-words.ts'
import { weekdays } from './weekdays.ts'

const workdays = ['mon', 'tue', 'wed', 'thu', 'fri']

it.each([
  ['every 15 minutes', { how: 'every', minutes: 15 }],
  ['elke 15 minuten', { how: 'every', minutes: 15 }],
  ['Om de 20 minuten', { how: 'every', minutes: 20 }],
  ['every hour', { how: 'every', minutes: 60 }],
  ['elk half uur', { how: 'every', minutes: 30 }],
  ['elk kwartier op werkdagen', { how: 'every', minutes: 15, days: workdays }],
  ['every 2 hours on weekdays', { how: 'every', minutes: 120, days: workdays }],
  ['daily at 7:30', { how: 'daily', times: ['07:30'] }],
  ['at noon and midnight', { how: 'daily', times: ['00:00', '12:00'] }],
  ['every weekday at 9am', { how: 'daily', times: ['09:00'], days: workdays }],
  ['at 12:30 pm and 12 am', { how: 'daily', times: ['00:00', '12:30'] }],
  ['werkdagen om 8:00', { how: 'daily', times: ['08:00'], days: workdays }],
  ['elke dag om half acht', { how: 'daily', times: ['07:30'] }],
  ['maandag en do om 9 uur en 17.30', { how: 'daily', times: ['09:00', '17:30'], days: ['mon', 'thu'] }],
  ['vr t/m ma om 8u15', { how: 'daily', times: ['08:15'], days: ['mon', 'fri', 'sat', 'sun'] }],
  ["Tuesday's at 10", { how: 'daily', times: ['10:00'], days: ['tue'] }],
  ['in het weekend om 10', { how: 'daily', times: ['10:00'], days: ['sat', 'sun'] }],
  ['0 7  * * MON-FRI', { how: 'cron', cron: '0 7 * * MON-FRI' }],
])('reads "%s"', (words, settings) => {
  expect(fromWords(words)).toEqual(settings)
})

it.each([
  ...[
    '',
    'daily',
    'every',
    'every 15',
    'every 0 minutes',
    'every 2000 minutes',
    'at 25:00',
    'at 13 pm',
    'every month at 9:00',
    'month at 9:00',
  ],
  ...['every 5 minutes at 9:00', 'every day every 5 minutes', 'elke 5 minuten en elk uur', 'nu', '0 25 * * *', 'at 7:60', 'half dertien'],
])('makes nothing of "%s"', (words) => {
  expect(fromWords(words)).toBeNull()
})

it.each([
  [{ how: 'every', minutes: 5 }, 'every 5 minutes', 'elke 5 minuten'],
  [{ how: 'every', minutes: 1 }, 'every minute', 'elke minuut'],
  [{ how: 'every', minutes: 120, days: workdays }, 'every 2 hours · Mon–Fri', 'elke 2 uur · ma–vr'],
  [
    { how: 'daily', times: ['12:00', '7:30'], days: [...workdays, 'sun'] },
    'daily at 07:30, 12:00 · Mon–Fri, Sun',
    'dagelijks om 07:30, 12:00 · ma–vr, zo',
  ],
  [{ how: 'cron', cron: '0 8 * * MON-FRI' }, 'at 08:00, Monday through Friday', 'om 08:00, maandag t/m vrijdag'],
  [{ how: 'cron', cron: '0 12 1 * +MON' }, 'cron 0 12 1 * +MON', 'cron 0 12 1 * +MON'],
])('says of %j what it does, in English and Dutch', (settings, english, dutch) => {
  const schedule = parseSchedule(settings)
  expect([describeSchedule(schedule, 'en'), describeSchedule(schedule, 'nl')]).toEqual([english, dutch])
})

it('puts several schedules into one line', () => {
  expect(describeSchedules([{}, { how: 'daily' }].map(parseSchedule))).toBe('every 15 minutes; daily at 07:30')
})

it('reads what it says, in both languages', () => {
  const days = fc.subarray([...weekdays], { minLength: 1 })
  const every = fc.record({ how: fc.constant('every' as const), minutes: fc.integer({ min: 1, max: 1_440 }), days })
  const times = fc
    .uniqueArray(fc.integer({ min: 0, max: 1_439 }), { minLength: 1, maxLength: 6 })
    .map((list) => list.toSorted((a, b) => a - b).map(timeOfDay))
  const daily = fc.record({ how: fc.constant('daily' as const), times, days })
  fc.assert(
    fc.property(fc.oneof(every, daily), fc.constantFrom('en' as const, 'nl' as const), (settings, language) => {
      const read = fromWords(describeSchedule(parseSchedule(settings), language))
      expect(read && { days: [...weekdays], ...read }).toEqual(settings)
    }),
    { seed: 7 },
  )
})

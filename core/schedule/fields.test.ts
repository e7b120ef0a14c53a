import { expect, it } from 'vitest'
import { checkSchedule } from './fields.ts'

it.each([
  [{}, []],
  [{ how: 'every', minutes: 1.5 }, ['minutes is 1.5; whole minutes are needed']],
  [{ how: 'every', minutes: 2_000 }, ['minutes "Every how many minutes" is 2000; the most is 1440']],
  [{ how: 'daily', times: [] }, ['times names no time: write at least one, such as 07:30']],
  [
    { how: 'daily', times: ['07:30', '7u', '24:00'] },
    ['times[1] "7u" is no time of the day; write it as 07:30', 'times[2] "24:00" is no time of the day; write it as 07:30'],
  ],
  [{ how: 'daily', times: Array(97).fill('x') }, ['times names 97 times; the most is 96']],
  [{ how: 'daily', days: [] }, ['days names no day: choose at least one']],
  [{ how: 'cron' }, ['cron is missing: write for example "0 7 * * MON-FRI"']],
  [{ how: 'cron', days: [], cron: '0 7 * * *' }, []],
  [
    { how: 'cron', cron: '0 7 * *' },
    ['cron has 4 parts; five are needed (minute, hour, day of the month, month, day of the week), or six with the second first'],
  ],
  [{ how: 'cron', cron: '0 7 * * FUN' }, ['cron the day of the week is "FUN"; it goes from 0 to 7 with Sunday 0 and 7, or SUN to SAT']],
  [
    { how: 'cron', cron: '60 0 7 32 * *' },
    ['cron the second is "60"; it goes from 0 to 59', 'cron the day of the month is "32"; it goes from 1 to 31, or L for the last'],
  ],
  [{ how: 'cron', cron: '0 0 30 2 *' }, ['cron names a day that no calendar has, so it would never run']],
])('says of %j what is wrong with it', (settings, problems) => {
  expect(checkSchedule(settings).map(({ path, message }) => `${path} ${message}`)).toEqual(problems)
})

import { Cron } from 'croner'

/**
 * Without a function croner starts no timer: here it only reckons.
 * `no-wildcard`: lists such as `30 2,14 * * *` are fixed times too, so that in the nights the clocks change each of them runs once.
 */
function open(expression: string, timeZone: string): Cron {
  return new Cron(expression, { timezone: timeZone, fixedTimeRule: 'no-wildcard', mode: '5-or-6-parts' })
}

export interface CronTimes {
  /** The first time after this moment; undefined when there is none any more. */
  after(moment: number): number | undefined
  /** Whether the expression names this very time; a time moved out of a missing hour it does not. */
  names(moment: number): boolean
}

/** @throws TypeError for an expression in which `problemsOfCron` finds problems. */
export function cronTimes(expression: string, timeZone: string): CronTimes {
  const cron = open(expression, timeZone)
  return {
    after: (moment) => cron.nextRun(new Date(moment))?.getTime(),
    names: (moment) => cron.match(new Date(moment)),
  }
}

const parts = [
  { name: 'second', range: '0 to 59' },
  { name: 'minute', range: '0 to 59' },
  { name: 'hour', range: '0 to 23' },
  { name: 'day of the month', range: '1 to 31, or L for the last' },
  { name: 'month', range: '1 to 12, or JAN to DEC' },
  { name: 'day of the week', range: '0 to 7 with Sunday 0 and 7, or SUN to SAT' },
] as const

/** What is wrong with an expression, part by part and by name; empty when nothing is. */
export function problemsOfCron(expression: string): readonly string[] {
  const given = expression.trim().split(/\s+/).filter(Boolean)
  if (given.length === 0) return ['is missing: write for example "0 7 * * MON-FRI"']
  if (given.length !== 5 && given.length !== 6) {
    const has = given.length === 1 ? 'has 1 part' : `has ${given.length} parts`
    return [`${has}; five are needed (minute, hour, day of the month, month, day of the week), or six with the second first`]
  }
  const places = parts.slice(6 - given.length)
  const wrong = given.flatMap((part, index) => {
    const place = places[index]
    const alone = places.map((_, other) => (other === index ? part : '*')).join(' ')
    return place === undefined || isCron(alone) ? [] : [`the ${place.name} is "${part}"; it goes from ${place.range}`]
  })
  if (wrong.length > 0) return wrong
  if (!isCron(given.join(' '))) return [`"${expression.trim()}" is not understood as a whole`]
  // Four years hold every date there is, 29 February included; eight reach over a century without it.
  const first = open(given.join(' '), 'UTC').nextRun(new Date(Date.UTC(2025, 0, 1)))
  return first === null ? ['names a day that no calendar has, so it would never run'] : []
}

function isCron(expression: string): boolean {
  try {
    open(expression, 'UTC')
    return true
  } catch {
    return false
  }
}

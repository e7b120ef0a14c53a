import { problemsOfCron } from './cron.ts'
import { timeOfDay } from './fields.ts'
import { type Weekday, weekdays } from './weekdays.ts'

/** What plain words say of a schedule; what they do not say is left to the defaults. */
export type SpokenSchedule =
  | { readonly how: 'every'; readonly minutes: number; readonly days?: readonly Weekday[] }
  | { readonly how: 'daily'; readonly times: readonly string[]; readonly days?: readonly Weekday[] }
  | { readonly how: 'cron'; readonly cron: string }

/**
 * "every 15 minutes", "elke 15 minuten", "daily at 7:30", "werkdagen om 8:00", "maandag en do om 9 uur en 17.30", "0 7 * * 1-5".
 * English and Dutch may stand side by side. Null when anything in it is not understood: half a schedule would be a wrong one.
 */
export function fromWords(words: string): SpokenSchedule | null {
  const text = words.trim()
  if (/^[\d*]/.test(text) && problemsOfCron(text).length === 0) return { how: 'cron', cron: text.replace(/\s+/g, ' ') }
  const said: Said = { days: new Set(), times: new Set(), isDaily: false }
  let rest = text
    .toLowerCase()
    .replaceAll(/[–—]/g, '-')
    .replaceAll(/['’]s\b/g, 's')
  while (rest !== '') {
    const left = readOne(rest, said)
    if (left === undefined || left === rest) return null
    rest = left.trimStart()
  }
  return settingsOf(said)
}

interface Said {
  minutes?: number
  readonly times: Set<number>
  readonly days: Set<Weekday>
  isDaily: boolean
}

function settingsOf({ minutes, times, days, isDaily }: Said): SpokenSchedule | null {
  const on = days.size === 0 || days.size === 7 ? {} : { days: weekdays.filter((day) => days.has(day)) }
  if (minutes !== undefined) return times.size > 0 || isDaily ? null : { how: 'every', minutes, ...on }
  if (times.size === 0) return null
  return { how: 'daily', times: [...times].toSorted((one, other) => one - other).map(timeOfDay), ...on }
}

/** Takes one thing off the front and notes it; what is left comes back, undefined when the front is not understood. */
function readOne(text: string, said: Said): string | undefined {
  for (const { pattern, note } of readers) {
    const match = pattern.exec(text)
    if (match && note(match, said) !== false) return text.slice(match[0].length)
  }
  return undefined
}

interface Reader {
  readonly pattern: RegExp
  /** False when it says something that cannot be. */
  readonly note: (match: RegExpExecArray, said: Said) => unknown
}

const dayNames: Readonly<Record<string, Weekday>> = Object.fromEntries(
  (
    [
      ['mon', 'monday', 'mondays', 'ma', 'maandag', 'maandags', 'maandagen'],
      ['tue', 'tues', 'tuesday', 'tuesdays', 'di', 'dinsdag', 'dinsdags', 'dinsdagen'],
      ['wed', 'wednesday', 'wednesdays', 'wo', 'woensdag', 'woensdags', 'woensdagen'],
      ['thu', 'thur', 'thurs', 'thursday', 'thursdays', 'do', 'donderdag', 'donderdags', 'donderdagen'],
      ['fri', 'friday', 'fridays', 'vr', 'vrij', 'vrijdag', 'vrijdags', 'vrijdagen'],
      ['sat', 'saturday', 'saturdays', 'za', 'zat', 'zaterdag', 'zaterdags', 'zaterdagen'],
      ['sun', 'sunday', 'sundays', 'zo', 'zon', 'zondag', 'zondags', 'zondagen'],
    ] as const
  ).flatMap((names, index) => names.map((name) => [name, weekdays[index] as Weekday])),
)
const dayName = Object.keys(dayNames)
  .toSorted((one, other) => other.length - one.length)
  .join('|')

const each = '(?:every|each|once every|elke|elk|iedere|ieder|om de)'
const minute = '(?:minutes|minute|mins|min|minuten|minuut)'
const hour = '(?:hours|hour|hrs|hr|uren|uur)'
const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri']

const readers: readonly Reader[] = [
  reader(`${each} (?:half|halve|half an) ${hour}`, (_match, said) => interval(said, 30)),
  reader(`${each} (?:quarter of an hour|quarter|kwartier)`, (_match, said) => interval(said, 15)),
  reader(`${each} (\\d{1,4}) ?(?:${minute}|m)`, ([, count], said) => interval(said, Number(count))),
  reader(`${each} (\\d{1,2}) ?(?:${hour}|h|u)`, ([, count], said) => interval(said, Number(count) * 60)),
  reader(`${each} ${minute}`, (_match, said) => interval(said, 1)),
  reader(`(?:${each} ${hour}|hourly)`, (_match, said) => interval(said, 60)),
  reader(`(?:daily|${each} (?:day|dag)|dagelijks|alle dagen)`, (_match, said) => {
    said.isDaily = true
  }),
  reader(`(${dayName}) ?(?:-|to|till|through|until|tot en met|t/m|tot) ?(${dayName})`, ([, from = '', to = ''], said) => {
    const [first, last] = [weekdays.indexOf(dayNames[from] as Weekday), weekdays.indexOf(dayNames[to] as Weekday)]
    for (let day = first; ; day = (day + 1) % 7) {
      said.days.add(weekdays[day] as Weekday)
      if (day === last) break
    }
  }),
  reader(`(${dayName})\\.?`, ([, name = ''], said) => said.days.add(dayNames[name] as Weekday)),
  reader('(?:weekdays|weekday|workdays|workday|working days|working day|werkdagen|werkdag|doordeweeks)', (_match, said) =>
    workdays.forEach((day) => {
      said.days.add(day)
    }),
  ),
  reader('(?:the |het )?(?:weekends|weekend|weekenden)', (_match, said) => said.days.add('sat').add('sun')),
  reader('(?:12 )?(?:noon|midday)', (_match, said) => said.times.add(12 * 60)),
  reader('(?:midnight|middernacht)', (_match, said) => said.times.add(0)),
  reader('half (een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\\d{1,2})', ([, name = ''], said) =>
    time(said, (hourNamed(name) || 24) - 1, 30),
  ),
  reader('(\\d{1,2})(?:[:.hu](\\d\\d))? ?(am|pm|a\\.m\\.|p\\.m\\.)', ([, hours, minutes = '0', half = ''], said) => {
    if (Number(hours) < 1 || Number(hours) > 12) return false
    return time(said, (Number(hours) % 12) + (half.startsWith('p') ? 12 : 0), Number(minutes))
  }),
  reader("(\\d{1,2})[:.hu](\\d\\d)(?: ?(?:uur|h|u|o'clock))?", ([, hours, minutes], said) => time(said, Number(hours), Number(minutes))),
  reader("(\\d{1,2}) ?(?:uur|u|h|o'clock)?", ([, hours], said) => time(said, Number(hours), 0)),
  // Between the things that count. "Every" alone belongs to a day: "every 15" could mean anything.
  reader(`${each}(?= (?:${dayName}|week|work|werk))`, () => undefined),
  reader('(?:at|on|and|in|om|op|en)', () => undefined),
  { pattern: /^[,;·&+]/u, note: () => undefined },
]

/** Words end where they end: "mon" is not the beginning of "month". */
function reader(words: string, note: Reader['note']): Reader {
  return { pattern: new RegExp(`^${words}(?![\\p{L}\\d:])`, 'u'), note }
}

function interval(said: Said, minutes: number): boolean {
  if (said.minutes !== undefined || minutes < 1 || minutes > 1_440) return false
  said.minutes = minutes
  return true
}

function time(said: Said, hours: number, minutes: number): boolean {
  if (hours > 23 || minutes > 59) return false
  said.times.add(hours * 60 + minutes)
  return true
}

const hourNames = ['een', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen', 'tien', 'elf', 'twaalf']

function hourNamed(name: string): number {
  const named = hourNames.indexOf(name) + 1
  return named > 0 ? named : Number(name)
}

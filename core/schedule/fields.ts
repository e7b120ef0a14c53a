import { field, type ValuesOf } from '#core/kit/fields.ts'
import { checkSettings, parseSettings, type SettingsProblem } from '#core/kit/parse-settings.ts'
import { problemsOfCron } from './cron.ts'
import { weekdayLabels, weekdays } from './weekdays.ts'

/** What a schedule node asks for. The zone is the flow's. */
export const scheduleFields = {
  how: field.choice({
    label: 'Run',
    options: { every: 'Every so many minutes', daily: 'Daily at fixed times', cron: 'By a cron expression' },
    default: 'every',
  }),
  minutes: field.number({
    label: 'Every how many minutes',
    help: 'Counted from midnight: every 15 minutes runs at :00, :15, :30 and :45. The count starts anew each midnight.',
    min: 1,
    max: 1_440,
    default: 15,
    when: { how: ['every'] },
  }),
  times: field.texts({
    label: 'At',
    help: 'Times of the day, such as 07:30. A time that is missing in the night the clocks go forward runs right after the change; one that comes twice runs once.',
    default: ['07:30'],
    when: { how: ['daily'] },
  }),
  days: field.choices({ label: 'On', options: weekdayLabels, default: weekdays, when: { how: ['every', 'daily'] } }),
  cron: field.text({
    label: 'Cron expression',
    help: 'Minute, hour, day of the month, month, day of the week; with six parts the first is the second. "0 7 * * MON-FRI" is 07:00 from Monday to Friday.',
    optional: true,
    maxLength: 200,
    when: { how: ['cron'] },
  }),
  missed: field.choice({
    label: 'Runs that were missed',
    help: 'While the computer was off or asleep.',
    options: { once: 'Make up for them with one run', all: 'Make up for each of them', skip: 'Skip them' },
    default: 'once',
  }),
  overlap: field.choice({
    label: 'When the run before is still going',
    options: { skip: 'Skip this one', queue: 'Let one wait for its end' },
    default: 'skip',
  }),
}

export type ScheduleSettings = ValuesOf<typeof scheduleFields>

/** Everything that is wrong with the settings of a schedule node, each with its place. */
export function checkSchedule(settings: unknown): readonly SettingsProblem[] {
  const wrong = checkSettings(scheduleFields, settings)
  return wrong.length > 0 ? wrong : problemsOfSchedule(parseSettings(scheduleFields, settings))
}

/**
 * Settings with their defaults.
 * @throws SettingsError for settings that `checkSchedule` finds wrong by their fields.
 */
export function parseSchedule(settings: unknown): ScheduleSettings {
  return parseSettings(scheduleFields, settings, 'the settings of the schedule')
}

/** One every quarter of an hour; whoever wants more wants an interval. */
const mostTimes = 96

/** Problems of settings that fit their fields; what the chosen way of running does not use is not looked at. */
export function problemsOfSchedule({ how, minutes, times, days, cron }: ScheduleSettings): readonly SettingsProblem[] {
  const problems: SettingsProblem[] = []
  if (how === 'every' && !Number.isInteger(minutes)) problems.push({ path: 'minutes', message: `is ${minutes}; whole minutes are needed` })
  if (how !== 'cron' && days.length === 0) problems.push({ path: 'days', message: 'names no day: choose at least one' })
  if (how === 'daily' && times.length === 0) problems.push({ path: 'times', message: 'names no time: write at least one, such as 07:30' })
  if (how === 'daily' && times.length > mostTimes) {
    problems.push({ path: 'times', message: `names ${times.length} times; the most is ${mostTimes}` })
  } else if (how === 'daily') {
    times.forEach((time, index) => {
      if (minuteOfDay(time) !== undefined) return
      problems.push({ path: `times[${index}]`, message: `"${time.slice(0, 20)}" is no time of the day; write it as 07:30` })
    })
  }
  if (how === 'cron') problems.push(...problemsOfCron(cron ?? '').map((message) => ({ path: 'cron', message })))
  return problems
}

/** `07:30` and `7:30` → 450; undefined for what is no time of the day. */
export function minuteOfDay(time: string): number | undefined {
  const match = /^(\d{1,2}):(\d\d)$/.exec(time.trim())
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])]
  return match && hour <= 23 && minute <= 59 ? hour * 60 + minute : undefined
}

/** 450 → `07:30` */
export function timeOfDay(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

import cronstrue from 'cronstrue'
import 'cronstrue/locales/nl.js'
import { minuteOfDay, type ScheduleSettings, timeOfDay } from './fields.ts'
import { describeWeekdays, type Language } from './weekdays.ts'

/** "every 5 minutes", "daily at 07:30, 12:00 · Mon–Fri"; `from-words.ts` reads all of it but cron in words. */
export function describeSchedule({ how, minutes, times, days, cron = '' }: ScheduleSettings, language: Language = 'en'): string {
  if (how === 'cron') return describeCron(cron, language)
  const when = how === 'every' ? describeInterval(minutes, language) : describeTimes(times, language)
  const on = describeWeekdays(days, language)
  return on === '' ? when : `${when} · ${on}`
}

/** All schedules of a flow in one line. */
export function describeSchedules(schedules: readonly ScheduleSettings[], language: Language = 'en'): string {
  return schedules.map((settings) => describeSchedule(settings, language)).join('; ')
}

function describeInterval(minutes: number, language: Language): string {
  const hours = minutes / 60
  if (language === 'nl') {
    if (minutes === 1) return 'elke minuut'
    if (hours === 1) return 'elk uur'
    return Number.isInteger(hours) ? `elke ${hours} uur` : `elke ${minutes} minuten`
  }
  if (minutes === 1) return 'every minute'
  if (hours === 1) return 'every hour'
  return Number.isInteger(hours) ? `every ${hours} hours` : `every ${minutes} minutes`
}

function describeTimes(times: readonly string[], language: Language): string {
  const minutes = times.flatMap((time) => minuteOfDay(time) ?? [])
  const written = [...new Set(minutes)].toSorted((one, other) => one - other).map(timeOfDay)
  return `${language === 'nl' ? 'dagelijks om' : 'daily at'} ${written.join(', ')}`
}

function describeCron(expression: string, language: Language): string {
  const tidy = expression.trim().replace(/\s+/g, ' ')
  try {
    const words = cronstrue.toString(tidy, { locale: language, use24HourTimeFormat: true })
    return words.charAt(0).toLowerCase() + words.slice(1)
  } catch {
    // It knows a little less than what we reckon with (`+MON`); then the expression speaks for itself.
    return `cron ${tidy === '' ? '–' : tidy}`
  }
}

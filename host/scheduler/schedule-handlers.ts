import type { Handlers } from '#core/contract/dispatch.ts'
import type { Json } from '#core/kit/record.ts'
import { isTimeZone } from '#core/mapping/time-zone.ts'
import { describeSchedule } from '#core/schedule/describe-schedule.ts'
import { checkSchedule, parseSchedule } from '#core/schedule/fields.ts'
import { fromWords } from '#core/schedule/from-words.ts'
import { createPlan, describeSlot, nextSlots } from '#core/schedule/slots.ts'
import type { Language } from '#core/schedule/weekdays.ts'
import type { SchedulerClock } from './ports.ts'
import type { Scheduler } from './scheduler.ts'

type ScheduleHandlers = Pick<Handlers, Extract<keyof Handlers, `schedule:${string}`>>

const previewed = 10
const rowsShown = 50

/** Answers for `core/contract/schedule.ts`. */
export function createScheduleHandlers({
  scheduler,
  clock,
  language = () => 'en',
}: {
  readonly scheduler: Pick<Scheduler, 'status' | 'rows'>
  readonly clock: Pick<SchedulerClock, 'now'>
  /** What a page gets that names none. */
  readonly language?: () => Language
}): ScheduleHandlers {
  return {
    'schedule:preview': ({ settings, timeZone, count = previewed, language: asked }) => {
      const problems = [
        ...(isTimeZone(timeZone) ? [] : [{ path: 'timeZone', message: `"${timeZone}" is no time zone; write it as Europe/Amsterdam` }]),
        ...checkSchedule(settings).map(({ path, message }) => ({ path, message })),
      ]
      if (problems.length > 0) return { ok: false, problems }
      const schedule = parseSchedule(settings)
      const slots = nextSlots(createPlan([schedule], timeZone), clock.now().getTime(), count)
      return {
        ok: true,
        words: describeSchedule(schedule, asked ?? language()),
        slots: slots.map((slot) => describeSlot(slot, timeZone)),
      }
    },
    // Both languages are understood, whichever the page is in.
    'schedule:from-words': ({ words }) => {
      const said = fromWords(words)
      return { settings: said && toSettings(said) }
    },
    'schedule:slots': ({ flowId, before, limit = rowsShown }) => ({
      rows: scheduler.rows(flowId, { limit, ...(before !== undefined && { before }) }),
    }),
    'schedule:status': () => scheduler.status(),
  }
}

function toSettings(said: NonNullable<ReturnType<typeof fromWords>>): Readonly<Record<string, Json>> {
  return { ...said }
}

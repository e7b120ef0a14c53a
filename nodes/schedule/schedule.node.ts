import { defineNode } from '#core/kit/define-node.ts'
import { describeSchedule } from '#core/schedule/describe-schedule.ts'
import { problemsOfSchedule, scheduleFields } from '#core/schedule/fields.ts'

/** Says when its flow runs by itself; a flow with several runs at all of their times (docs/decisions/0007-schedules-have-no-wires.md). */
export const schedule = defineNode({
  type: 'schedule',
  version: 1,
  label: 'Schedule',
  summary: 'Runs the flow by itself: every so many minutes, daily at fixed times, or by a cron expression.',
  category: 'trigger',
  icon: 'clock',
  fields: scheduleFields,
  effect: 'none',
  inputs: 0,
  outputs: [],
  describe: (settings) => describeSchedule(settings),
  validate: problemsOfSchedule,
})

import { appEvents, appRequests } from './app.ts'
import { connectionEvents, connectionRequests } from './connections.ts'
import { dataEvents, dataRequests } from './data.ts'
import { flowEvents, flowRequests } from './flows.ts'
import { integrationEvents, integrationRequests } from './integrations.ts'
import { logEvents, logRequests } from './log.ts'
import { practiceEvents, practiceRequests } from './practice.ts'
import { runEvents, runRequests } from './runs.ts'
import { scheduleEvents, scheduleRequests } from './schedule.ts'

/** Everything a user interface may ask of a host. */
export const requests = {
  ...appRequests,
  ...flowRequests,
  ...connectionRequests,
  ...runRequests,
  ...dataRequests,
  ...logRequests,
  ...scheduleRequests,
  ...practiceRequests,
  ...integrationRequests,
}

/** Everything a host may tell. */
export const events = {
  ...appEvents,
  ...flowEvents,
  ...connectionEvents,
  ...runEvents,
  ...dataEvents,
  ...logEvents,
  ...scheduleEvents,
  ...practiceEvents,
  ...integrationEvents,
}

export type Requests = typeof requests
export type RequestName = keyof Requests
export type Events = typeof events
export type EventName = keyof Events

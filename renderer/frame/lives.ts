import { live } from './live.ts'

/** What frame, home and palette show of the host. */
export const liveInfo = live('app:info', {}, ['app:notice'])
export const liveFlows = live('flow:list', {}, ['flow:changed', 'run:started', 'run:ended', 'connection:changed', 'practice:changed'])
export const liveConnections = live('connection:list', {}, ['connection:changed', 'flow:changed'])
export const liveSchedule = live('schedule:status', {}, ['schedule:changed'])
export const liveNotices = live('app:notices', {}, ['app:notice'])
export const liveRecentRuns = live('run:list', { limit: 8 }, ['run:started', 'run:ended'])
export const livePractice = live('practice:status', {}, ['practice:changed'])
export const liveIntegrations = live('integration:drafts', {}, ['integration:changed'])

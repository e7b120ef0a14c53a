import { systemClock } from '#host/clock.ts'
import type { SchedulerClock } from './ports.ts'

export const systemSchedulerClock: SchedulerClock = { ...systemClock, monotonicMs: () => performance.now() }

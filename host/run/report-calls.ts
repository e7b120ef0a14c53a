import type { Clock } from '#core/kit/ports.ts'
import { callsOfProcess } from '#host/http/request-budget.ts'
import type { CallsMade } from './protocol.ts'

/** Tells, each time it is called, what every connection of this process that is counted has done since. */
export function createCallReport(clock: Clock, tell: (made: CallsMade) => void): () => void {
  const told = new Map<string, { readonly taken: number; readonly waitsUntil: number | null }>()
  return () => {
    for (const [connectionId, { limits, taken, waitsUntil }] of callsOfProcess(clock)) {
      const { perMinute, perHour } = limits
      if (perMinute === undefined && perHour === undefined) continue
      const before = told.get(connectionId) ?? { taken: 0, waitsUntil: null }
      // Within the second it is the same moment.
      const isSameWait = Math.abs((before.waitsUntil ?? 0) - (waitsUntil ?? 0)) < 1_000
      if (taken === before.taken && isSameWait) continue
      told.set(connectionId, { taken, waitsUntil })
      tell({ type: 'calls', connectionId, count: taken - before.taken, limits: { perMinute, perHour }, waitsUntil })
    }
  }
}

import type { Counts } from '#core/contract/flows.ts'
import { addCounts } from './counts.ts'

const quarterMs = 15 * 60_000
const keptMs = 3 * 24 * 3_600_000

/**
 * What each flow did of late, by quarter of an hour: every time zone begins its day on one. Kept in memory, so that the list of
 * flows asks the journal nothing.
 */
export interface DayCounts {
  add(flowId: string, at: number, totals: Counts): void
  /** The counts of the day of `now` in a zone, and of the day before. */
  of(flowId: string, now: number, timeZone: string): { readonly today: Counts; readonly yesterday: Counts }
}

export function createDayCounts(): DayCounts {
  const flows = new Map<string, Map<number, Counts>>()
  return {
    add(flowId, at, totals) {
      const quarters = flows.get(flowId) ?? new Map<number, Counts>()
      flows.set(flowId, quarters)
      const quarter = Math.floor(at / quarterMs) * quarterMs
      quarters.set(quarter, addCounts(quarters.get(quarter) ?? {}, totals))
      for (const old of quarters.keys()) if (old < at - keptMs) quarters.delete(old)
    },
    of(flowId, now, timeZone) {
      const today = dayOf(now, timeZone)
      const yesterday = dayBefore(today)
      const counts: Record<string, Counts> = {}
      for (const [quarter, totals] of flows.get(flowId) ?? []) {
        const day = dayOf(quarter, timeZone)
        if (day === today || day === yesterday) counts[day] = addCounts(counts[day] ?? {}, totals)
      }
      return { today: counts[today] ?? {}, yesterday: counts[yesterday] ?? {} }
    },
  }
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** `2026-11-22` where the zone's clocks say so. A zone this computer does not know counts as UTC. */
export function dayOf(at: number, timeZone: string): string {
  let format = formats.get(timeZone)
  if (!format) {
    format = formatOf(timeZone)
    formats.set(timeZone, format)
  }
  return format.format(at)
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const shape = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone, ...shape })
  } catch {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC', ...shape })
  }
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 24 * 3_600_000).toISOString().slice(0, 10)
}

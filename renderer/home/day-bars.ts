import type { Counts } from '#core/contract/flows.ts'

export interface DayBar {
  readonly tone: 'done' | 'skipped' | 'waiting' | 'unknown' | 'failed'
  readonly count: number
  /** Its part of the fuller of the two days, between 0 and 1. */
  readonly share: number
}

const total = (counts: Counts) => Object.values(counts).reduce((sum, count) => sum + (count ?? 0), 0)

/** What a day did in five parts, drawn to the same scale as the day it is compared with. */
export function dayBars(counts: Counts, other: Counts): readonly DayBar[] {
  const most = Math.max(total(counts), total(other), 1)
  const { created = 0, updated = 0, planned = 0, failed = 0, unknown = 0, unchanged = 0, skipped = 0, filtered = 0, waiting = 0 } = counts
  const parts = [
    { tone: 'done', count: created + updated + planned },
    { tone: 'skipped', count: unchanged + skipped + filtered },
    { tone: 'waiting', count: waiting },
    { tone: 'unknown', count: unknown },
    { tone: 'failed', count: failed },
  ] as const
  return parts.filter(({ count }) => count > 0).map((part) => ({ ...part, share: part.count / most }))
}

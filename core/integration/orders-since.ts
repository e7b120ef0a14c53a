import type { Json } from '#core/kit/record.ts'
import type { Answers } from './answers.ts'
import { type Catalogue, type LaneEnd, laneEnds } from './sides.ts'

/** What has a source leave out orders from before a moment: its setting for a moment, or for a day. None where it has neither. */
export function sinceSettings({ entity }: LaneEnd, since: string | null): Readonly<Record<string, Json>> {
  if (since === null) return {}
  const kinds = new Map(entity.readFields.map(({ name, kind }) => [name, kind]))
  if (kinds.get('from') === 'moment') return { from: since }
  return kinds.has('fromDate') ? { fromDate: since.slice(0, 10) } : {}
}

/** Whether these answers read orders from a source that can leave out those of before. */
export function asksForOldOrders(answers: Answers, catalogue: Catalogue): boolean {
  return answers.lanes.some((lane) => {
    const ends = lane.entity === 'order' ? laneEnds(answers, lane, catalogue) : undefined
    return ends !== undefined && Object.keys(sinceSettings(ends.source, '2000-01-01T00:00:00Z')).length > 0
  })
}

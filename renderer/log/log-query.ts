import { z } from 'zod'
import { type LogFilter, logFilter } from '#core/contract/log.ts'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export const timePresets = ['hour', 'today', 'yesterday', 'week', 'month'] as const

export type TimePreset = (typeof timePresets)[number]

/** What the filter bar says, as it stands in the address. A preset stays a word, so that "today" in a kept address is always today. */
export const logQuery = logFilter.extend({ time: z.enum(timePresets).optional() })

export type LogQuery = Readonly<z.infer<typeof logQuery>>

/** What becomes of some of the conditions; undefined takes one away. */
export type QueryChange = Partial<{ [Name in keyof LogQuery]: LogQuery[Name] | undefined }>

/** Changes a part of the query. A run belongs to a flow and so does a node: with another flow they go. */
export function changeQuery(query: LogQuery, change: QueryChange): LogQuery {
  const isOtherFlow = 'flowId' in change && change.flowId !== query.flowId
  const { time: _, from, to, ...rest } = query
  // A preset and a range of one's own exclude each other.
  const kept = 'time' in change ? rest : 'from' in change || 'to' in change ? { ...rest, from, to } : query
  return tidy({ ...kept, ...(isOtherFlow && { runId: undefined, nodeId: undefined }), ...change })
}

/** What the host is asked; presets become moments of this computer's day. */
export function toFilter({ time, ...rest }: LogQuery, now: number): LogFilter {
  const filter = tidy({ ...rest, ...(time && timeRange(time, now)) })
  return filter.text?.trim() === '' ? tidy({ ...filter, text: undefined }) : filter
}

/** Rows may still be added to what this query shows: it has no end, or one that lies ahead. */
export function isOpenEnded(query: LogQuery, now: number): boolean {
  const { to } = toFilter(query, now)
  return to === undefined || to > now
}

export function countConditions(query: LogQuery): number {
  const { from, to, time, outcomes, levels, ...rest } = query
  return [time ?? from ?? to, outcomes ?? levels, ...Object.values(rest)].filter((value) => value !== undefined && value !== '').length
}

function timeRange(preset: TimePreset, now: number): { readonly from: number; readonly to?: number } {
  const today = new Date(now).setHours(0, 0, 0, 0)
  const daysBefore = (days: number) => {
    const day = new Date(today)
    // By the calendar, not by 24 hours: days with a clock change are longer or shorter.
    day.setDate(day.getDate() - days)
    return day.getTime()
  }
  switch (preset) {
    case 'hour':
      return { from: now - 3_600_000 }
    case 'today':
      return { from: today }
    case 'yesterday':
      return { from: daysBefore(1), to: today - 1 }
    case 'week':
      return { from: daysBefore(6) }
    case 'month':
      return { from: daysBefore(29) }
  }
}

function tidy<Value extends object>(value: Value): { [Name in keyof Value]: Exclude<Value[Name], undefined> } {
  // Members that are undefined are left out; the others are as they were.
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as never
}

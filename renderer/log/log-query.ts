import { z } from 'zod'
import type { LogFilter } from '#core/contract/log.ts'
import { outcomeKinds } from '#core/kit/record.ts'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export const timePresets = ['hour', 'today', 'yesterday', 'week', 'month'] as const

export type LogLevel = (typeof logLevels)[number]
export type TimePreset = (typeof timePresets)[number]

/** What the filter bar says. Presets stay words, so that "today" in a kept address is always today. */
export interface LogQuery {
  readonly flowId?: string
  readonly runId?: number
  readonly nodeId?: string
  readonly outcomes?: LogFilter['outcomes']
  readonly levels?: LogFilter['levels']
  readonly time?: TimePreset
  readonly from?: number
  readonly to?: number
  readonly text?: string
}

const list = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z
    .string()
    .transform((text) => text.split(',').filter((part): part is Values[number] => values.includes(part)))
    .transform((parts) => (parts.length === 0 ? undefined : parts))
const whole = z.coerce.number().int().min(0)

const parameters = {
  flow: z.string().min(1).max(200),
  run: whole.min(1),
  node: z.string().min(1).max(200),
  outcome: list(outcomeKinds),
  level: list(logLevels),
  time: z.enum(timePresets),
  from: whole.max(8_640_000_000_000_000),
  to: whole.max(8_640_000_000_000_000),
  text: z.string().min(1).max(500),
}

/** From an address; what does not make sense in it is left out. */
export function parseQuery(given: URLSearchParams): LogQuery {
  const read = <Name extends keyof typeof parameters>(name: Name): z.output<(typeof parameters)[Name]> | undefined =>
    parameters[name].safeParse(given.get(name) ?? undefined).data as z.output<(typeof parameters)[Name]> | undefined
  return tidy({
    flowId: read('flow'),
    runId: read('run'),
    nodeId: read('node'),
    outcomes: read('outcome'),
    levels: read('level'),
    time: read('time'),
    from: read('from'),
    to: read('to'),
    text: read('text'),
  })
}

export function writeQuery({ flowId, runId, nodeId, outcomes, levels, time, from, to, text }: LogQuery): URLSearchParams {
  const members = { flow: flowId, run: runId, node: nodeId, outcome: outcomes?.join(','), level: levels?.join(','), time, from, to, text }
  return new URLSearchParams(
    Object.entries(members).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]])),
  )
}

/** Changes a part of the query. A run belongs to a flow and so does a node: with another flow they go. */
export function changeQuery(query: LogQuery, change: Partial<{ [Name in keyof LogQuery]: LogQuery[Name] | undefined }>): LogQuery {
  const isOtherFlow = 'flowId' in change && change.flowId !== query.flowId
  const { time, from, to, ...rest } = query
  const isOtherTime = 'time' in change || 'from' in change || 'to' in change
  const kept: LogQuery = isOtherTime
    ? 'time' in change
      ? rest
      : { ...rest, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
    : query
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

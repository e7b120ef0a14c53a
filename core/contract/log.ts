import { z } from 'zod'
import { outcomeKinds } from '#core/kit/record.ts'
import { flowId, idText, moment, rowId, runId, searchText } from './arguments.ts'
import { event, request } from './define.ts'

export const logFilter = z.strictObject({
  flowId: flowId.optional(),
  runId: runId.optional(),
  nodeId: idText.optional(),
  outcomes: z.array(z.enum(outcomeKinds)).max(20).optional(),
  levels: z
    .array(z.enum(['debug', 'info', 'warn', 'error']))
    .max(4)
    .optional(),
  from: moment.optional(),
  to: moment.optional(),
  /** Every word must occur; the last letters of a word may be missing. */
  text: searchText.optional(),
})

export type LogFilter = Readonly<z.infer<typeof logFilter>>

/** One line of the log: how a record ended, or what a run or node said. Text is text, never markup. */
export interface LogRow {
  /** Names the row for as long as the journal lives. */
  readonly id: number
  readonly source: 'outcome' | 'log'
  readonly at: number
  readonly runId: number
  readonly flowId: string
  readonly flowName: string
  readonly nodeId: string | null
  readonly nodeName: string | null
  /** An outcome, or a level. */
  readonly kind: string
  readonly entity: string | null
  readonly key: string | null
  readonly message: string | null
  readonly hint: string | null
}

export const logRequests = {
  /**
   * Makes a view of the rows that match, oldest first, with random access by place; it grows as rows arrive (`log:grew`).
   * A page holds at most four; the oldest is closed.
   */
  'log:open': request<{ readonly viewId: string; readonly total: number }>()(z.strictObject({ filter: logFilter })),
  'log:rows': request<{ readonly rows: readonly LogRow[]; readonly total: number }>()(
    z.strictObject({ viewId: idText, offset: z.int().min(0), limit: z.int().min(1).max(500) }),
  ),
  'log:close': request<void>()(z.strictObject({ viewId: idText })),
  'log:row': request<{ readonly row: LogRow; readonly facts: unknown; readonly changes: unknown }>()(
    z.strictObject({ source: z.enum(['outcome', 'log']), id: rowId }),
  ),
  /** Where a row stands in a view, so that one can jump to it; null when the filter leaves it out. */
  'log:place': request<{ readonly index: number | null }>()(
    z.strictObject({ viewId: idText, source: z.enum(['outcome', 'log']), id: rowId }),
  ),
  /** The view, or some of its rows, as text: CSV guarded against formulas, or JSON lines. Comes in chunks; `next` is null at the end. */
  'log:export': request<{ readonly chunk: string; readonly next: number | null }>()(
    z.strictObject({
      viewId: idText,
      format: z.enum(['csv', 'jsonl']),
      places: z.array(z.int().min(0)).max(100_000).optional(),
      after: z.int().min(0).optional(),
    }),
  ),
}

export const logEvents = {
  'log:grew': event<{ readonly viewId: string; readonly total: number }>(),
}

import { z } from 'zod'
import { outcomeKinds } from '#core/kit/record.ts'
import { flowId, idText, moment, rowId, runId, searchText } from './arguments.ts'
import { event, request } from './define.ts'

/**
 * `outcomes` and `levels` together ask for rows that are one of either; one of them alone leaves the other kind of row out, and
 * neither leaves nothing out. `from` and `to` are both included.
 */
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
  /** An outcome, or a level; `removed` when the row was deleted since the view was made: its place stays, empty. */
  readonly kind: string
  readonly entity: string | null
  readonly key: string | null
  readonly message: string | null
  readonly hint: string | null
}

export interface ViewSize {
  readonly total: number
  /** With a text filter: rows the text search has still to read. The view grows while it does; absent or 0 when it has read all. */
  readonly unsearched?: number
}

export const logRequests = {
  /**
   * Makes a view of the rows that match, oldest first, with random access by place; it grows as rows arrive (`log:grew`).
   * New rows are the last as a rule; one that comes late in time is put into its place, up to a second or so before the end.
   * A page holds at most four; the oldest is closed.
   */
  'log:open': request<ViewSize & { readonly viewId: string }>()(z.strictObject({ filter: logFilter })),
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
  /**
   * The view, or some of its rows, as text: CSV guarded against formulas, or JSON lines. Comes in chunks to be joined;
   * `next` is the `after` of the one that follows, null at the end.
   */
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
  'log:grew': event<ViewSize & { readonly viewId: string }>(),
}

import { z } from 'zod'
import type { FieldChange, FlowRecord, OutcomeKind } from '#core/kit/record.ts'
import { flowDocument, flowId, idText, jsonValue, rowId, searchText } from './arguments.ts'
import { event, request } from './define.ts'
import type { ErrorReply } from './reply.ts'

/** What stands at one side of a node after the last run or preview. */
export interface NodeData {
  readonly nodeId: string
  /** Records kept of those that came in and of those that left by each port; `total` counts the ones not kept as well. */
  readonly in: DataCount
  readonly out: Readonly<Record<string, DataCount>>
  /** Made from settings or data that have changed since. */
  readonly isStale: boolean
  readonly isPinned: boolean
  readonly source: { readonly kind: 'run' | 'preview' | 'pinned'; readonly at: number; readonly runId: number | null } | null
}

export interface DataCount {
  readonly kept: number
  readonly total: number
}

/** One record at a place, with what the table needs; the whole record comes with `data:record`. */
export interface DataRow {
  /** Place among the rows that match, from 0. */
  readonly index: number
  readonly rowId: number
  readonly record: FlowRecord
  /** How it ended here, or what the node did with it on its way. */
  readonly outcome: RowOutcome | null
  /** For an output: the `rowId` at the input it came from, where that is known and kept. */
  readonly from: number | null
}

export interface RowOutcome {
  readonly kind: OutcomeKind
  /** For `planned`: what would have been done. */
  readonly plannedKind?: 'created' | 'updated'
  readonly code?: string
  readonly message?: string
  readonly hint?: string
  /** Of a preview: what would be sent, field by field. */
  readonly changes?: readonly FieldChange[]
}

const side = z.enum(['in', 'out'])
const place = { flowId, nodeId: idText, side, port: idText.optional() }

export const dataRequests = {
  /** What there is for every node of the flow, held against the document as it stands in the editor. */
  'data:overview': request<readonly NodeData[]>()(z.strictObject({ flowId, document: flowDocument })),
  /**
   * Rows `offset` … `offset + limit` of those that match; `total` is their number. `search` is a part of the key or of the data as
   * text, letters of either case. Without a port: the one output there is, or the first.
   */
  'data:rows': request<{ readonly rows: readonly DataRow[]; readonly total: number }>()(
    z.strictObject({ ...place, search: searchText.optional(), offset: z.int().min(0), limit: z.int().min(1).max(500) }),
  ),
  /**
   * Fields found in the first rows: path as a mapping writes it (`data.lines[].sku`), types, how many have it, of how many, an example.
   * Below a list each item counts.
   */
  'data:schema': request<
    readonly {
      readonly path: string
      readonly types: readonly string[]
      readonly filled: number
      readonly of: number
      readonly example: unknown
    }[]
  >()(z.strictObject(place)),
  /** `before` is the row at the input it came from. */
  'data:record': request<{ readonly row: DataRow; readonly before: DataRow | null }>()(z.strictObject({ flowId, rowId })),
  /**
   * Runs the part of the draft that leads to a node with writes blocked: `to-here` from the sources, using pinned data where there is some;
   * `only` this node on the data at its input. `limit` records from each source. One at a time for a flow.
   */
  'data:preview': request<{ readonly previewId: string }>()(
    z.strictObject({
      flowId,
      document: flowDocument,
      nodeId: idText,
      scope: z.enum(['to-here', 'only']),
      limit: z.int().min(1).max(100_000),
    }),
  ),
  'data:stop-preview': request<void>()(z.strictObject({ flowId })),
  /** Pins what stands at the node's output now, or the records given; used by previews, marked, and left out of exports unless chosen. */
  'data:pin': request<void>()(
    z.strictObject({ flowId, nodeId: idText, port: idText.optional(), records: z.array(jsonValue).max(1_000).optional() }),
  ),
  'data:unpin': request<void>()(z.strictObject({ flowId, nodeId: idText })),
  /** What a chain of functions makes of a record: for the map panel, as one types. */
  'data:try-mapping': request<{
    readonly results: readonly ({ readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string })[]
  }>()(z.strictObject({ record: jsonValue, mappings: z.array(jsonValue).max(500), timeZone: z.string().max(60) })),
}

export const dataEvents = {
  'data:preview-ended': event<{
    readonly flowId: string
    readonly previewId: string
    readonly state: 'finished' | 'failed' | 'stopped'
    readonly error: ErrorReply | null
  }>(),
  'data:changed': event<{ readonly flowId: string }>(),
}

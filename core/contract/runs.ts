import { z } from 'zod'
import type { RunProgress } from '#core/engine/run-event.ts'
import { type Fix, type FlowRecord, type OutcomeKind, outcomeKinds } from '#core/kit/record.ts'
import { flowDocument, flowId, idText, recordKey, rowId, runId, searchText } from './arguments.ts'
import { event, request } from './define.ts'
import type { ErrorReply } from './reply.ts'

/** Times are milliseconds since 1970. */
export interface RunSummary {
  readonly id: number
  readonly flowId: string
  readonly flowName: string
  readonly mode: 'run' | 'plan'
  readonly state: 'running' | 'finished' | 'failed' | 'stopped' | 'interrupted'
  /** The published version it used; null for a draft or a version this computer does not have. */
  readonly version: number | null
  readonly cause: 'hand' | 'schedule' | 'resume' | 'command-line'
  readonly startedAt: number
  readonly endedAt: number | null
  readonly totals: Readonly<Partial<Record<OutcomeKind, number>>>
  readonly error: Omit<ErrorReply, 'facts'> | null
}

export interface RunReport {
  readonly run: RunSummary
  /** Live while it runs, the last state after; null for a run whose counts were not kept. */
  readonly progress: RunProgress | null
  readonly byNode: readonly {
    readonly nodeId: string
    readonly nodeName: string
    readonly outcomes: Readonly<Partial<Record<OutcomeKind, number>>>
  }[]
  readonly causes: readonly FailureCause[]
  readonly resumes: readonly number[]
}

/** Why records failed or wait: one cause, told by one of them. */
export interface FailureCause {
  readonly code: string | null
  readonly nodeId: string
  readonly nodeName: string
  readonly kind: 'failed' | 'unknown' | 'waiting'
  readonly count: number
  readonly hint: string | null
  readonly fix: Fix | null
  readonly sample: { readonly entity: string; readonly key: string; readonly message: string | null }
}

export interface OutcomeEntry {
  readonly id: number
  readonly runId: number
  readonly nodeId: string
  readonly entity: string
  readonly key: string
  readonly kind: OutcomeKind
  readonly plannedKind: 'created' | 'updated' | null
  readonly code: string | null
  readonly message: string | null
  readonly hint: string | null
  readonly targetId: string | null
  readonly changes: readonly { readonly path: string; readonly from: unknown; readonly to: unknown; readonly rule?: string }[] | null
  readonly at: number
}

/** Everything that happened to a record, oldest first. Bodies are as they were sent and answered, secrets redacted. */
export interface RecordPage {
  readonly key: string
  readonly entries: readonly RecordEntry[]
  /** As the source sent it last, while it is kept. */
  readonly parked: unknown
  /** As it came in with the newest run or preview that still has a sample of it. */
  readonly cameIn?: { readonly flowId: string; readonly nodeId: string; readonly at: number; readonly record: FlowRecord } | null
}

export type RecordEntry =
  | {
      readonly kind: 'outcome'
      readonly at: number
      readonly runId: number
      readonly flowId: string
      readonly flowName: string
      readonly nodeName: string
      readonly outcome: OutcomeEntry
    }
  | {
      readonly kind: 'sent'
      readonly at: number
      readonly runId: number
      readonly flowId: string
      readonly flowName: string
      readonly nodeId: string
      readonly nodeName: string
      readonly connector: string
      readonly account: string
      readonly action: 'create' | 'update'
      readonly state: 'intended' | 'done' | 'failed' | 'unknown'
      /** Of the answer, the id given or the words of refusal are kept, and when it came; null while there is none. */
      readonly targetId: string | null
      readonly message: string | null
      readonly endedAt: number | null
      readonly sent: unknown
      /** What the system itself called it: the number it gave. */
      readonly label?: string | null
      /** What the system answered to a write that failed or was lost; the body as JSON where it is that, else as text. */
      readonly answer?: { readonly status: number; readonly body: unknown; readonly cutFrom?: number } | null
    }
  | { readonly kind: 'link'; readonly at: number; readonly connector: string; readonly account: string; readonly targetId: string }
  | {
      readonly kind: 'log'
      readonly at: number
      readonly runId: number
      readonly flowId: string
      readonly flowName: string
      readonly nodeId: string | null
      readonly nodeName: string | null
      readonly level: string
      readonly message: string
      readonly facts: unknown
    }

export const runRequests = {
  /** A draft only ever runs by hand. Resolves when it has started. */
  'run:start': request<{ readonly runId: number }>()(
    z.strictObject({ flowId, mode: z.enum(['run', 'plan']), document: flowDocument.optional() }),
  ),
  /** Finishes what it has begun with each record, then stops. */
  'run:stop': request<void>()(z.strictObject({ runId })),
  'run:active': request<readonly { readonly run: RunSummary; readonly progress: RunProgress | null }[]>()(z.strictObject({})),
  'run:list': request<{ readonly rows: readonly RunSummary[]; readonly next: number | null }>()(
    z.strictObject({ flowId: flowId.optional(), after: rowId.optional(), limit: z.int().min(1).max(500).optional() }),
  ),
  'run:report': request<RunReport>()(z.strictObject({ runId })),
  'run:outcomes': request<{ readonly rows: readonly OutcomeEntry[]; readonly next: number | null }>()(
    z.strictObject({
      runId,
      kinds: z.array(z.enum(outcomeKinds)).optional(),
      code: idText.nullable().optional(),
      nodeId: idText.optional(),
      /** Of one cause, where its code has several: see `FailureCause.hint`. */
      hint: z.string().max(2_000).nullable().optional(),
      after: rowId.optional(),
      limit: z.int().min(1).max(1_000).optional(),
    }),
  ),
  'record:page': request<RecordPage>()(z.strictObject({ key: recordKey })),
  /** Records by part of their key, for the search everywhere. */
  'record:search': request<
    readonly {
      readonly key: string
      readonly entity: string
      readonly kind: string
      readonly runId: number
      readonly message: string | null
      readonly at: number
    }[]
  >()(z.strictObject({ text: searchText, limit: z.int().min(1).max(100).optional() })),
}

export const runEvents = {
  'run:started': event<{ readonly run: RunSummary; readonly resumes: readonly number[] }>(),
  /** Running totals, at most ten a second for each run: a lost one loses nothing. */
  'run:progress': event<{ readonly runId: number; readonly flowId: string; readonly progress: RunProgress }>(),
  'run:ended': event<{ readonly run: RunSummary; readonly progress: RunProgress | null; readonly error: ErrorReply | null }>(),
}

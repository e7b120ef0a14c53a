import { z } from 'zod'
import { answers } from '#core/integration/answers.ts'
import type { FieldChange, FlowRecord, OutcomeKind } from '#core/kit/record.ts'
import { connectionId, idText, nothing } from './arguments.ts'
import { event, request } from './define.ts'
import type { ErrorReply } from './reply.ts'

/** Answers of *New integration*, kept by the host so that leaving half-way loses nothing. */
export const integrationDraft = z.strictObject({
  answers,
  /** Connections on this computer; absent until chosen. */
  connections: z.strictObject({ left: connectionId.optional(), right: connectionId.optional() }),
  /** The step to come back to. */
  step: idText,
})

export interface KeptIntegrationDraft extends Readonly<z.infer<typeof integrationDraft>> {
  readonly id: string
  readonly changedAt: number
}

/** What would become of one real record: nothing was written. */
export interface TriedRecord {
  /** Place of its lane in the answers. */
  readonly lane: number
  readonly key: string
  /** As it came from the source. */
  readonly source: FlowRecord
  /** As it would be sent; null when it does not get that far. */
  readonly target: FlowRecord | null
  readonly outcome: {
    readonly kind: OutcomeKind
    readonly plannedKind?: 'created' | 'updated'
    readonly code?: string
    readonly message?: string
    readonly hint?: string
    readonly changes?: readonly FieldChange[]
  }
}

/** Where a try stands. */
export interface TryProgress {
  /** The draft. */
  readonly id: string
  /** Place of the lane that is being tried, in the answers. */
  readonly lane: number
  /** Records read of it so far. */
  readonly read: number
}

/** How trying one lane went. */
export interface TriedLane {
  /** Its place in the answers. */
  readonly lane: number
  /** Records that were read, and how many of them the lane leaves out by its statuses. */
  readonly read: number
  readonly leftOut: number
  /** Why it ended early. */
  readonly error: ErrorReply | null
}

const id = z.string().regex(/^[a-z0-9-]{1,64}$/, 'is no id of a draft')

export const integrationRequests = {
  'integration:drafts': request<readonly KeptIntegrationDraft[]>()(nothing),
  /** Without an id a new one is begun. */
  'integration:save': request<{ readonly id: string }>()(z.strictObject({ id: id.optional(), draft: integrationDraft })),
  'integration:remove': request<void>()(z.strictObject({ id })),
  /**
   * Reads a few real records of each lane (default 5) and decides what would become of them, with writes blocked. Rejects with what
   * the answers still lack. Resolves when it is done or was stopped.
   */
  'integration:try': request<{ readonly records: readonly TriedRecord[]; readonly lanes: readonly TriedLane[] }>()(
    z.strictObject({ id, limit: z.int().min(1).max(50).optional() }),
  ),
  'integration:stop-try': request<void>()(z.strictObject({ id })),
  /**
   * Makes the flow, binds its slots, publishes it and arms its schedule where `switchOn` says so; the draft is then gone.
   * Both connections must be there.
   */
  'integration:finish': request<{ readonly flowId: string }>()(z.strictObject({ id, switchOn: z.boolean() })),
}

export const integrationEvents = {
  'integration:changed': event<{ readonly id: string }>(),
  /** A lane of a draft is begun, or more of its records were read. */
  'integration:trying': event<TryProgress>(),
}

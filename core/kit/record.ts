/** Anything JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Where a record came from. `account` tells two tills of the same brand apart (host and port, database name). */
export interface Origin {
  readonly connector: string
  readonly account: string
  /** The source's own id, when it differs from the record's key. */
  readonly id?: string
}

/**
 * One business thing travelling a wire. Immutable: branches share it without copying.
 * `data` follows the neutral model of `core/model`; `raw` is what the source sent, for mappings such as `raw.customField`.
 */
export interface FlowRecord<Data = unknown> {
  /** `order`, `customer`, `product`, `stock`, `price`, `category`, or a name of the connector's own. */
  readonly entity: string
  /** What the source calls this record: order number, SKU, e-mail. Compared exactly, never as a number. */
  readonly key: string
  readonly data: Data
  readonly raw: unknown
  readonly origin: Origin
  /** Set when the record travels on from a catch node. */
  readonly failure?: Failure
}

export interface Failure {
  readonly nodeId: string
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly fix: Fix
}

/** Who can act on an error. */
export type Fix = 'user' | 'wait' | 'vendor' | 'developer'

/** `waiting`: set aside until a person has filled in what it lacks, and tried again by every run; no failure. */
export const outcomeKinds = ['created', 'updated', 'unchanged', 'skipped', 'filtered', 'waiting', 'failed', 'unknown', 'planned'] as const

export type OutcomeKind = (typeof outcomeKinds)[number]

/** How a record ended in one branch, with what a person needs to understand it. */
export interface Outcome {
  readonly kind: OutcomeKind
  /** Stable and groupable: `product-missing`, `exists`, `filter`. */
  readonly code?: string
  /** One sentence that names the thing and the value. */
  readonly message?: string
  readonly hint?: string
  readonly fix?: Fix
  /** Id of the record in the target system. */
  readonly targetId?: string
  /** What a plan would do, or an update did, field by field. */
  readonly changes?: readonly FieldChange[]
  /** For `planned`: what the run would have done. */
  readonly plannedKind?: 'created' | 'updated'
}

export interface FieldChange {
  readonly path: string
  readonly from: Json
  readonly to: Json
  /** The rule that let this change through, in words. */
  readonly rule?: string
}

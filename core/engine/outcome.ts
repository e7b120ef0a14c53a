import type { AppError } from '#core/kit/errors.ts'
import type { Outcome, OutcomeKind } from '#core/kit/record.ts'

/** What a record carries along after a node marked it, and who did. */
export interface HeldOutcome {
  readonly outcome: Outcome
  readonly nodeId: string
}

// A record that was written and later failed has failed: nothing may hide a failure, nor that a part of the record still waits.
const strength: Record<OutcomeKind, number> = {
  failed: 9,
  unknown: 8,
  waiting: 7,
  created: 6,
  updated: 5,
  planned: 4,
  unchanged: 3,
  skipped: 2,
  filtered: 1,
}

/** Of two marks of one record in one branch, the one that tells more. */
export function strongerOutcome(held: HeldOutcome | undefined, next: HeldOutcome): HeldOutcome {
  if (!held) return next
  return strength[next.outcome.kind] > strength[held.outcome.kind] ? next : held
}

export const endedWithoutWrite: Outcome = {
  kind: 'skipped',
  code: 'no-write',
  message: 'Nothing was written: this branch ends without an upsert.',
}

export function failedOutcome(error: AppError): Outcome {
  return { kind: 'failed', code: error.code, message: error.message, hint: error.hint, fix: error.fix }
}

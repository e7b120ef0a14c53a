import type { Result } from '#core/kit/define-node.ts'
import type { AppError } from '#core/kit/errors.ts'
import type { FieldChange, Json, Outcome } from '#core/kit/record.ts'
import type { Data } from '#core/upsert/field-path.ts'
import { unknownEnd } from '#core/upsert/plan-record.ts'
import type { KeyedRecord } from './waves.ts'

/** The record ended well enough to travel on. */
export function passOn({ record }: Pick<KeyedRecord, 'record'>, outcome: Outcome): Result {
  return { port: 'out', record, outcome }
}

/** Nobody knows whether it was written: it ends here, because what comes after may rely on it. */
export function endUnknown({ record, name }: KeyedRecord, target: string, error?: AppError): Result {
  const { message, code, hint } = unknownEnd(name, target)
  return { record, outcome: { kind: 'unknown', code, message: error ? `${message} ${error.message}` : message, hint, fix: 'user' } }
}

export function fail({ record }: Pick<KeyedRecord, 'record'>, error: AppError): Result {
  return { record, error }
}

/** For a plan: what a create would send, member by member. */
export function changesOfCreate(data: Data): readonly FieldChange[] {
  return Object.entries(data)
    .filter(([, value]) => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
    .map(([path, value]) => ({ path, from: null, to: value as Json }))
}

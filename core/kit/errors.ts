import type { Failure, Fix, Json } from './record.ts'

interface ErrorDetails {
  readonly code?: string
  readonly hint?: string
  readonly facts?: Readonly<Record<string, Json>>
  readonly retryAfterMs?: number
  readonly cause?: unknown
}

/** Every error a person may see: says who can act, names the thing and the value, and what to do. Never holds a secret. */
export class AppError extends Error {
  readonly code: string
  readonly fix: Fix
  readonly hint: string | undefined
  readonly facts: Readonly<Record<string, Json>>
  readonly retryAfterMs: number | undefined

  constructor(
    message: string,
    { code, fix, hint, facts, retryAfterMs, cause }: ErrorDetails & { readonly code: string; readonly fix: Fix },
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = new.target.name
    this.code = code
    this.fix = fix
    this.hint = hint
    this.facts = facts ?? {}
    this.retryAfterMs = retryAfterMs
  }
}

/** The flow or a setting of a node is wrong; the user mends it before the run starts. */
export class SettingsError extends AppError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { code: 'settings', ...details, fix: 'user' })
  }
}

/** The connection does not work as given: credentials, address, database, rights. */
export class ConnectionError extends AppError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { code: 'connection', ...details, fix: 'user' })
  }
}

/** This one record cannot go through as it is; the others can. */
export class DataError extends AppError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { code: 'data', ...details, fix: 'user' })
  }
}

/** The other side is busy, down or over its limit; time helps. */
export class BusyError extends AppError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { code: 'busy', ...details, fix: 'wait' })
  }
}

/** The other side answered something its own documentation does not allow, or failed inside. */
export class VendorError extends AppError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { code: 'vendor', ...details, fix: 'vendor' })
  }
}

/**
 * The request left and no usable answer came back: the write may or may not have happened.
 * Never repeat on this error alone; look the record up first.
 */
export class AnswerLostError extends AppError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { code: 'answer-lost', ...details, fix: 'wait' })
  }
}

/** The user pressed stop, or the host is shutting down. */
export class StoppedError extends AppError {
  constructor(message = 'The run was stopped.', details: ErrorDetails = {}) {
    super(message, { code: 'stopped', ...details, fix: 'user' })
  }
}

/** Turns anything thrown into an AppError; what is not one is a defect of ours and says so. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new AppError(`Unexpected: ${message}`, {
    code: 'defect',
    fix: 'developer',
    hint: 'This is a defect in Sluice. Report it with the log of this run.',
    cause: thrown,
  })
}

/** What travels with a record to a catch node. */
export function toFailure(error: AppError, nodeId: string): Failure {
  return { nodeId, code: error.code, message: error.message, hint: error.hint, fix: error.fix }
}

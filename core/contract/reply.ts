import { toAppError } from '#core/kit/errors.ts'
import type { Fix, Json } from '#core/kit/record.ts'

/** An error as it crosses the boundary: who can act, what to do and the facts stay. Never a stack, never a secret. */
export interface ErrorReply {
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly fix: Fix
  readonly facts: Readonly<Record<string, Json>>
}

export type Reply = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: ErrorReply }

/** What a user interface catches when a host says no. */
export class ContractError extends Error {
  readonly code: string
  readonly hint: string | undefined
  readonly fix: Fix
  readonly facts: Readonly<Record<string, Json>>

  constructor({ code, message, hint, fix, facts }: ErrorReply) {
    super(message)
    this.name = 'ContractError'
    this.code = code
    this.hint = hint
    this.fix = fix
    this.facts = facts
  }
}

export function toErrorReply(thrown: unknown): ErrorReply {
  const { code, message, hint, fix, facts } = toAppError(thrown)
  return { code, message, ...(hint !== undefined && { hint }), fix, facts }
}

import type { SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import type { FieldProblem } from './schema/take-body.ts'

/** A refusal as the vendor tells it. */
export class Fault extends Error {
  readonly status: number
  readonly code: number
  readonly problems: readonly FieldProblem[]

  constructor(status: number, code: number, message: string, problems: readonly FieldProblem[] = []) {
    super(message)
    this.status = status
    this.code = code
    this.problems = problems
  }
}

export function invalid(...problems: readonly FieldProblem[]): Fault {
  return new Fault(400, 2000, 'The model is not valid', problems)
}

export function notFound(what: string): Fault {
  return new Fault(404, 3000, `${what} was not found`)
}

export function faultResponse({ status, code, message, problems }: Fault, errorId: string): SandboxResponse {
  const Errors = problems.map(({ Field, Message }) => ({ Field, ErrorCode: 'Invalid', Message, Key: null }))
  const body = { ErrorCode: code, DeveloperErrorMessage: message, ErrorId: errorId, ...(Errors.length > 0 && { Errors }) }
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }
}

import type { SandboxResponse } from '#connectors/sandbox-kit/server.ts'

/** A refusal in AccountView's words; which status it goes out with is not published. */
export class Refusal extends Error {}

export function json(status: number, body: unknown): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }
}

export function refusal(status: number, message: string): SandboxResponse {
  return json(status, { ErrorType: 'AccountViewError', ErrorNumbers: null, ErrorMessage: message })
}

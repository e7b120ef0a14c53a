import type { SandboxResponse } from '#connectors/sandbox-kit/server.ts'

/** What a handler throws to answer with a refusal. */
export class Refusal extends Error {
  readonly response: SandboxResponse

  constructor(response: SandboxResponse) {
    super(response.body)
    this.response = response
  }
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(body) }
}

export function empty(status: number, headers: Readonly<Record<string, string>> = {}): SandboxResponse {
  return { status, headers, body: '' }
}

/** The ERP's way of refusing. Its texts are not published; these are our own. */
export function erpRefusal(status: number, message: string): Refusal {
  return new Refusal(json(status, { message }))
}

/** The sales order service's way: a problem, with the fields and codes where the request was wrong. */
export function orderRefusal(code: string, property: string, message: string): Refusal {
  return new Refusal(
    json(400, {
      type: 'https://tools.ietf.org/html/rfc7231#section-6.5.1',
      title: 'One or more validation errors occurred.',
      status: 400,
      instance: '/api/v3/SalesOrders',
      errors: { [property]: [message] },
      details: [{ code, message, parameters: { property } }],
    }),
  )
}

export function orderProblem(status: number, title: string): Refusal {
  return new Refusal(json(status, { type: 'about:blank', title, status }))
}

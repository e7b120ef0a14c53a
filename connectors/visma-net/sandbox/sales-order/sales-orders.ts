import type { SandboxRequest, SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { orderProblem } from '../answers.ts'
import type { Company } from '../company.ts'
import { listAvailability } from './availability.ts'
import * as orders from './orders.ts'

export interface OrderRequest {
  readonly type: string | undefined
  readonly orderId: string | undefined
  readonly query: URLSearchParams
  readonly body: unknown
  readonly ifMatch: string | undefined
  readonly origin: string
}

const routes: Readonly<Record<string, (company: Company, request: OrderRequest) => SandboxResponse>> = {
  'GET Inventory': listAvailability,
  'GET SalesOrders': orders.listOrders,
  'GET SalesOrders/*': orders.listOrders,
  'POST SalesOrders': orders.createOrder,
  'GET SalesOrders/*/*': orders.readOrder,
  'PATCH SalesOrders/*/*': orders.changeOrder,
  'GET SalesOrders/*/*/lines': orders.readLines,
}

/** Answers what comes after `/api/v3/`. */
export function answerSalesOrders(
  company: Company,
  path: string,
  { request, scopes, origin }: { readonly request: SandboxRequest; readonly scopes: readonly string[]; readonly origin: string },
): SandboxResponse {
  const verb = request.method === 'GET' ? 'read' : 'write'
  if (!scopes.includes(`visma.net.erp.salesorder:${verb}`)) throw orderProblem(403, `The token has no scope to ${verb}`)
  const handler = routes[salesOrderLabel(request.method, path)]
  if (!handler) throw orderProblem(404, 'Not found')
  const [, type, orderId] = path.split('/').map(decodeURIComponent)
  const { query, headers } = request
  return handler(company, { type, orderId, query, body: bodyOf(request), ifMatch: headers['if-match'], origin })
}

// A path for the log and the faults, type and number of an order left out.
export function salesOrderLabel(method: string, path: string): string {
  const [collection = '', ...rest] = path.split('/')
  return `${method} ${[collection, ...rest.map((part, index) => (index < 2 ? '*' : part))].join('/')}`
}

function bodyOf({ body, headers }: SandboxRequest): unknown {
  if (body === '') return undefined
  if (!String(headers['content-type']).startsWith('application/json')) throw orderProblem(415, 'Unsupported Media Type')
  try {
    return JSON.parse(body)
  } catch {
    throw orderProblem(400, 'The body is no JSON')
  }
}

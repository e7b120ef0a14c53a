import type { OAuthServer } from '#connectors/sandbox-kit/oauth.ts'
import type { SandboxRequest, SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { json, Refusal } from './answers.ts'
import type { CallPolicy, createCallCounter } from './calls.ts'
import type { Company } from './company.ts'
import { answerErp, erpLabel } from './erp/erp.ts'
import { answerSalesOrders, salesOrderLabel } from './sales-order/sales-orders.ts'

interface Served {
  readonly companies: ReadonlyMap<string, Company>
  readonly oauth: OAuthServer
  readonly count: ReturnType<typeof createCallCounter>
  readonly callsPerHour: number
  readonly origin: string
}

/** Today's host, the old one with its longer path, and the sales order service: three hosts of the vendor, one here. */
const places: readonly { readonly start: string; readonly service: 'erp' | 'salesOrder'; readonly policy?: CallPolicy }[] = [
  { start: '/v1/', service: 'erp' },
  { start: '/API/controller/api/v1/', service: 'erp', policy: { id: '6-fixed-window', perHour: 500 } },
  { start: '/api/v3/', service: 'salesOrder' },
]

export function labelRequest({ method, path }: SandboxRequest): string {
  const place = places.find(({ start }) => path.startsWith(start))
  if (!place) return path === '/connect/token' ? 'token' : `${method} ${path}`
  const rest = path.slice(place.start.length)
  return place.service === 'erp' ? erpLabel(method, rest) : salesOrderLabel(method, rest)
}

export function serveRequest(request: SandboxRequest, { companies, oauth, count, callsPerHour, origin }: Served): SandboxResponse {
  if (request.path === '/connect/token' && request.credentialsExpired) return json(401, { error: 'invalid_client' })
  const signIn = oauth.handle(request)
  if (signIn) return signIn
  const place = places.find(({ start }) => request.path.startsWith(start))
  if (!place) return json(404, { message: 'No HTTP resource was found.' })
  const grant = oauth.grantOf(request)
  const company = companies.get(grant?.companyId ?? '')
  if (!grant || !company) return json(401, { message: 'Authorization has been denied for this request.' })
  const { headers, refusal } = count(place.policy ?? { id: '4-fixed-window', perHour: callsPerHour })
  if (refusal) return refusal
  const answer = answerWith(place.service === 'erp' ? answerErp : answerSalesOrders)
  return { ...answer, headers: { ...answer.headers, ...headers } }

  function answerWith(handle: typeof answerErp): SandboxResponse {
    try {
      // Nothing but a handler's own refusal may come out of it: everything else is a defect of the sandbox.
      return handle(company as Company, request.path.slice(place?.start.length), { request, scopes: grant?.scopes ?? [], origin })
    } catch (thrown) {
      if (thrown instanceof Refusal) return thrown.response
      throw thrown
    }
  }
}

import { createOAuthServer, type GivenTokens, type OAuthServer } from '#connectors/sandbox-kit/oauth.ts'
import { seededRandom } from '#connectors/sandbox-kit/random.ts'
import { type SandboxOptions, type SandboxServer, startSandboxServer } from '#connectors/sandbox-kit/server.ts'
import { createCallCounter } from './calls.ts'
import { type Company, createCompany } from './company.ts'
import { demoSettings, plantDemo, type SeedProduct, type ShopData, settingsFor } from './demo-company.ts'
import { demoCustomers } from './demo-customers.ts'
import { labelRequest, serveRequest } from './serve.ts'
import { takeSnapshot } from './snapshot.ts'

export interface VismaNetSandboxOptions extends SandboxOptions {
  /** Stamps records and ends tokens; the computer's clock when absent. */
  readonly now?: () => Date
  /** `demo` when absent: its own items and customers. An empty company still has its warehouses, VAT and order types. */
  readonly shop?: 'demo' | 'empty' | ShopData
  /** Goods of another system, in place of a shop's own; the customers are those of the demo. */
  readonly articles?: readonly Article[]
  /** Calls an hour on today's hosts, whose figure is not published: 100,000 when absent. The old host has its 500. */
  readonly callsPerHour?: number
  /** Seconds a token lives; 3,600 when absent. */
  readonly tokenLifeS?: number
}

interface Article extends Omit<SeedProduct, 'taxRate'> {
  readonly vatRate: string
}

export interface VismaNetSandbox extends SandboxServer {
  readonly credentials: { readonly clientId: string; readonly clientSecret: string; readonly tenantId: string }
  readonly oauth: OAuthServer
  /** The fields of a connection to it, as a service, which asks nobody. It counts no calls that anyone would have to wait for. */
  readonly settings: Readonly<Record<string, string | number>>
  /** What people see and change in the company itself. */
  readonly company: Company
  /** As after a person's yes in the browser. */
  signIn(): GivenTokens
  /** The business without numbers of other histories, versions and stamps, in a stable order. */
  state(): unknown
}

export const credentials = {
  clientId: 'sluice-practice',
  clientSecret: 'practice-secret',
  tenantId: '6f1d2a0c-3b54-4c8e-9a57-0d2f6b1e8c11',
} as const

const verbs = ['read', 'create', 'update', 'delete']
const scopes = [
  ...verbs.map((verb) => `vismanet_erp_service_api:${verb}`),
  ...verbs.map((verb) => `vismanet_erp_interactive_api:${verb}`),
  ...['visma.net.erp.salesorder:read', 'visma.net.erp.salesorder:write', 'openid', 'offline_access'],
]

/** Starts a local imitation of Visma.net ERP on 127.0.0.1: Visma Connect, the ERP API v1 and the Sales Order service v3. */
export async function startVismaNetSandbox(options: VismaNetSandboxOptions = {}): Promise<VismaNetSandbox> {
  const { now = () => new Date(), callsPerHour = 100_000, tokenLifeS, seed = 1 } = options
  const shop = options.articles ? { products: options.articles.map(productOf), customers: demoCustomers } : (options.shop ?? 'demo')
  const company = createCompany(settingsFor(shop), now)
  plantDemo(company, { shop, random: seededRandom(seed) })
  const other = createCompany({ ...demoSettings, name: 'Fjord Sport AS' }, now)
  const oauth = createOAuthServer({
    authorizePath: '/connect/authorize',
    tokenPath: '/connect/token',
    client: { id: credentials.clientId, secret: credentials.clientSecret },
    clientAuthentication: 'body',
    grants: ['authorization_code', 'refresh_token', 'client_credentials'],
    companies: [
      { id: credentials.tenantId, name: demoSettings.name },
      { id: 'b2b7c0de-0000-4000-8000-000000000002', name: 'Fjord Sport AS' },
    ],
    ...{ scopes, refreshScope: 'offline_access', companyParameter: 'tenant_id', vendor: 'Visma Connect', now },
    ...(tokenLifeS !== undefined && { tokenLifeS }),
  })
  const companies = new Map([
    [credentials.tenantId, company],
    ['b2b7c0de-0000-4000-8000-000000000002', other],
  ])
  const count = createCallCounter(now)
  const server: SandboxServer = await startSandboxServer(options, {
    label: labelRequest,
    handle: (request) => serveRequest(request, { companies, oauth, count, callsPerHour, origin: server.origin }),
  })
  return {
    ...server,
    credentials,
    oauth,
    company,
    settings: {
      ...credentials,
      signIn: 'service',
      callsPerHour: 100_000,
      address: server.origin,
      salesOrderAddress: server.origin,
      signInAddress: server.origin,
    },
    signIn: () => oauth.give(credentials.tenantId),
    state: () => takeSnapshot(company),
  }
}

function productOf({ vatRate, ...article }: Article): SeedProduct {
  return { ...article, taxRate: Number(vatRate) }
}

import { createOAuthServer, type OAuthServer } from '#connectors/sandbox-kit/oauth.ts'
import {
  type SandboxOptions,
  type SandboxRequest,
  type SandboxResponse,
  type SandboxServer,
  startSandboxServer,
} from '#connectors/sandbox-kit/server.ts'
import { type Books, type CompanyOptions, createBooks } from './books/books.ts'
import { createCallCount } from './call-count.ts'
import { type DemoCatalogue, plantDemo } from './demo.ts'
import { labelRequest, serveRequest } from './serve.ts'
import { takeSnapshot } from './snapshot.ts'

export interface EaccountingSandboxOptions extends SandboxOptions {
  /** Stamps records; the computer's clock when absent. */
  readonly now?: () => Date
  /** What is sold; a small assortment of its own when absent. An empty list: no demo data at all. */
  readonly catalogue?: DemoCatalogue
  readonly orderCount?: number
  readonly stockModule?: boolean
  readonly isActive?: boolean
  /** Calls of one endpoint in a minute; 600 when absent, as at the vendor. */
  readonly callsPerMinute?: number
  /** Told of everything that was asked and answered. */
  readonly watch?: (request: SandboxRequest, response: SandboxResponse) => void
}

export interface EaccountingSandbox extends SandboxServer {
  readonly oauth: OAuthServer
  readonly client: { readonly id: string; readonly secret: string }
  /** The organisation number of the company that practice signs in to. */
  readonly company: string
  readonly books: Books
  /** As after a person's yes; when the access token ends is found out by using it. */
  signIn(): { readonly accessToken: string; readonly expiresAt: null; readonly refreshToken?: string }
  state(): unknown
}

const client = { id: 'practice-client', secret: 'practice-eaccounting-secret-5f21' }
const scopes = ['ea:api', 'offline_access', 'ea:sales', 'ea:sales_readonly', 'ea:purchase', 'ea:accounting']

/** Starts a local imitation of the eAccounting API version 2 and its sign-in on 127.0.0.1. */
export async function startEaccountingSandbox(options: EaccountingSandboxOptions = {}): Promise<EaccountingSandbox> {
  const { now = () => new Date(), stockModule = false, isActive = true, callsPerMinute = 600 } = options
  const demo: CompanyOptions = { name: 'Demo Outdoor B.V.', number: '30123456', countryCode: 'NL', currency: 'EUR', stockModule, isActive }
  const other: CompanyOptions = { ...demo, name: 'Tweede Winkel B.V.', number: '30654321' }
  const books = createBooks({ company: demo, now })
  const companies = new Map([demo, other].map((one) => [one.number, one === demo ? books : createBooks({ company: one, now })]))
  plantDemo(books, options)
  const oauth = createOAuthServer({
    ...{ authorizePath: '/connect/authorize', tokenPath: '/connect/token', vendor: 'Visma eAccounting', client, scopes, now },
    clientAuthentication: 'basic',
    grants: ['authorization_code', 'refresh_token'],
    companies: [demo, other].map(({ number, name }) => ({ id: number, name })),
    refreshScope: 'offline_access',
  })
  const calls = createCallCount({ perMinute: callsPerMinute, now })
  const server = await startSandboxServer(options, {
    label: labelRequest,
    handle: (request) => {
      const response = serveRequest(request, { oauth, companies, calls })
      options.watch?.(request, response)
      return response
    },
  })
  const { number: company } = demo
  const signIn = () => {
    const { access_token: accessToken, refresh_token: refreshToken } = oauth.give(company)
    return { accessToken, expiresAt: null, ...(refreshToken !== undefined && { refreshToken }) }
  }
  return { ...server, oauth, client, company, books, signIn, state: () => takeSnapshot(books) }
}

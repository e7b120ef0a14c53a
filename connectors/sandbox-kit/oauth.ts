import { createHash, randomBytes } from 'node:crypto'
import type { SandboxRequest, SandboxResponse } from './server.ts'

export interface OAuthServerOptions {
  readonly authorizePath: string
  readonly tokenPath: string
  readonly client: { readonly id: string; readonly secret: string }
  /** Where the vendor wants the client's secret; the other place is refused. */
  readonly clientAuthentication: 'basic' | 'body'
  readonly grants: readonly ('authorization_code' | 'refresh_token' | 'client_credentials')[]
  /** Companies the person may choose from on the page. */
  readonly companies: readonly { readonly id: string; readonly name: string }[]
  /** Scopes the client may ask for. */
  readonly scopes: readonly string[]
  /** Seconds an access token lives; 3,600 when absent. */
  readonly tokenLifeS?: number
  /** Refresh tokens are given only for this scope, where it is named (`offline_access`). */
  readonly refreshScope?: string
  /** The name on the page. */
  readonly vendor: string
  readonly now: () => Date
  /** Parameters of a client credentials request that name the company: `tenant_id`. */
  readonly companyParameter?: string
  /** The code comes back URL-encoded once more than it should (AccountView). */
  readonly encodesCode?: boolean
}

export interface Grant {
  readonly companyId: string
  readonly scopes: readonly string[]
}

export interface GivenTokens {
  readonly access_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
  readonly refresh_token?: string
  readonly scope: string
}

/** The OAuth side of an imitation: its page, its token endpoint and its memory of what it gave. */
export interface OAuthServer {
  /** Undefined for a path that is not OAuth's. */
  handle(request: SandboxRequest): SandboxResponse | undefined
  /** What the bearer token of a request stands for; undefined when it is missing, unknown, expired or revoked. */
  grantOf(request: SandboxRequest): Grant | undefined
  /** As after a person's yes: for practice, where nobody is asked. */
  give(companyId?: string): GivenTokens
  /** Every token dies, as when the person changes the password. */
  revokeAll(): void
  /** Access tokens die; refresh tokens live. */
  expireAccessTokens(): void
}

interface Code extends Grant {
  readonly redirectUri: string
  readonly challenge: string
  readonly until: number
}

const codeLifeMs = 5 * 60_000

export function createOAuthServer(options: OAuthServerOptions): OAuthServer {
  const { authorizePath, tokenPath, now, tokenLifeS = 3_600 } = options
  const codes = new Map<string, Code>()
  const access = new Map<string, Grant & { readonly until: number }>()
  const refresh = new Map<string, Grant>()

  function tokensFor(grant: Grant, { withRefresh }: { readonly withRefresh: boolean }): GivenTokens {
    const accessToken = `AT-${randomBytes(24).toString('base64url')}`
    access.set(accessToken, { ...grant, until: now().getTime() + tokenLifeS * 1_000 })
    const given = { access_token: accessToken, token_type: 'Bearer', expires_in: tokenLifeS, scope: grant.scopes.join(' ') } as const
    if (!withRefresh) return given
    const refreshToken = `RT-${randomBytes(24).toString('base64url')}`
    refresh.set(refreshToken, grant)
    return { ...given, refresh_token: refreshToken }
  }

  const earnsRefresh = ({ scopes }: Grant) =>
    options.grants.includes('refresh_token') && (options.refreshScope === undefined || scopes.includes(options.refreshScope))

  function authorize({ method, query, body }: SandboxRequest): SandboxResponse {
    const asked = method === 'POST' ? new URLSearchParams(body) : query
    const wrong = wrongRequest(asked, options)
    // A wrong client or address is told on the page: sending the browser back would tell a stranger.
    if (wrong !== undefined) return page(400, options.vendor, `<p>${escapeHtml(wrong)}</p>`)
    const redirect = new URL(asked.get('redirect_uri') ?? '')
    redirect.searchParams.set('state', asked.get('state') ?? '')
    const scopes = (asked.get('scope') ?? '').split(' ').filter((scope) => scope !== '')
    if (scopes.some((scope) => !options.scopes.includes(scope))) return back(redirect, { error: 'invalid_scope' })
    if (method !== 'POST') return page(200, options.vendor, consentForm(asked, scopes, options))
    if (asked.get('decision') !== 'allow') return back(redirect, { error: 'access_denied' })
    const companyId = asked.get('company') ?? ''
    if (!options.companies.some(({ id }) => id === companyId)) return page(400, options.vendor, '<p>Choose a company.</p>')
    const code = `${randomBytes(12).toString('base64')}/C+`
    const [redirectUri = '', challenge = ''] = [asked.get('redirect_uri') ?? '', asked.get('code_challenge') ?? '']
    codes.set(code, { companyId, scopes, redirectUri, challenge, until: now().getTime() + codeLifeMs })
    return back(redirect, { code: options.encodesCode ? encodeURIComponent(code) : code })
  }

  function token({ method, body, headers }: SandboxRequest): SandboxResponse {
    if (method !== 'POST' || !String(headers['content-type']).startsWith('application/x-www-form-urlencoded'))
      return refuse('invalid_request')
    const asked = new URLSearchParams(body)
    if (!isClient(asked, headers.authorization, options)) return refuse('invalid_client', 401)
    const grantType = asked.get('grant_type') ?? ''
    if (!options.grants.some((grant) => grant === grantType)) return refuse('unsupported_grant_type')
    if (grantType === 'authorization_code') return redeem(asked)
    return grantType === 'refresh_token' ? renew(asked) : credentials(asked)
  }

  function redeem(asked: URLSearchParams): SandboxResponse {
    const code = codes.get(asked.get('code') ?? '')
    // Works once, right or wrong.
    codes.delete(asked.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url')
    const isRight = code && code.until > now().getTime() && code.redirectUri === asked.get('redirect_uri') && code.challenge === challenge
    return isRight ? answer(200, tokensFor(code, { withRefresh: earnsRefresh(code) })) : refuse('invalid_grant')
  }

  function renew(asked: URLSearchParams): SandboxResponse {
    const given = asked.get('refresh_token') ?? ''
    const grant = refresh.get(given)
    refresh.delete(given)
    return grant ? answer(200, tokensFor(grant, { withRefresh: true })) : refuse('invalid_grant')
  }

  function credentials(asked: URLSearchParams): SandboxResponse {
    const scopes = (asked.get('scope') ?? '').split(' ').filter((scope) => scope !== '')
    if (scopes.length === 0 || scopes.some((scope) => !options.scopes.includes(scope))) return refuse('invalid_scope')
    const companyId = asked.get(options.companyParameter ?? '') ?? ''
    if (!options.companies.some(({ id }) => id === companyId)) return refuse('invalid_request')
    return answer(200, tokensFor({ companyId, scopes }, { withRefresh: false }))
  }

  return {
    handle(request) {
      if (request.path === authorizePath) return authorize(request)
      return request.path === tokenPath ? token(request) : undefined
    },
    grantOf({ headers, credentialsExpired }) {
      const [, given = ''] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? []
      const grant = access.get(given)
      return grant && !credentialsExpired && grant.until > now().getTime() ? grant : undefined
    },
    give: (companyId = options.companies[0]?.id ?? '') => {
      const grant = { companyId, scopes: options.scopes }
      return tokensFor(grant, { withRefresh: options.grants.includes('refresh_token') })
    },
    revokeAll: () => {
      access.clear()
      refresh.clear()
      codes.clear()
    },
    expireAccessTokens: () => access.clear(),
  }
}

function wrongRequest(asked: URLSearchParams, { client }: OAuthServerOptions): string | undefined {
  if (asked.get('client_id') !== client.id) return `There is no app with client id "${asked.get('client_id') ?? ''}".`
  const redirect = asked.get('redirect_uri') ?? ''
  if (!URL.canParse(redirect) || !/^(127\.0\.0\.1|localhost)$/.test(new URL(redirect).hostname))
    return 'This address to return to is not registered.'
  if (asked.get('response_type') !== 'code') return 'Only response_type=code is offered.'
  if ((asked.get('state') ?? '') === '') return 'A state is missing.'
  if (asked.get('code_challenge_method') !== 'S256' || (asked.get('code_challenge') ?? '') === '')
    return 'A code challenge (S256) is missing.'
  return undefined
}

function isClient(asked: URLSearchParams, header: string | undefined, { client, clientAuthentication }: OAuthServerOptions): boolean {
  if (clientAuthentication === 'body')
    return header === undefined && asked.get('client_id') === client.id && asked.get('client_secret') === client.secret
  if (asked.has('client_secret')) return false
  // RFC 6749 section 2.3.1: both are form-encoded before they become Basic.
  const [id = '', secret = ''] = Buffer.from(header?.replace(/^Basic /, '') ?? '', 'base64')
    .toString('utf8')
    .split(':')
    .map(formDecode)
  return id === client.id && secret === client.secret
}

function formDecode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}

function back(redirect: URL, parameters: Readonly<Record<string, string>>): SandboxResponse {
  const address = new URL(redirect)
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value)
  return { status: 302, headers: { location: address.href }, body: '' }
}

function answer(status: number, body: unknown): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }, body: JSON.stringify(body) }
}

function refuse(error: string, status = 400): SandboxResponse {
  return answer(status, { error })
}

function consentForm(asked: URLSearchParams, scopes: readonly string[], { companies, authorizePath, client }: OAuthServerOptions): string {
  const hidden = [...asked].map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`).join('')
  const choices = companies
    .map(
      ({ id, name }, index) =>
        `<label><input type="radio" name="company" value="${escapeHtml(id)}"${index === 0 ? ' checked' : ''}> ${escapeHtml(name)}</label>`,
    )
    .join('')
  return `<form method="post" action="${authorizePath}">${hidden}<p><b>${escapeHtml(client.id)}</b> asks for: ${scopes.map(escapeHtml).join(', ')}</p>
<fieldset><legend>Company</legend>${choices}</fieldset>
<p><button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></p></form>`
}

function page(status: number, vendor: string, inside: string): SandboxResponse {
  const style =
    'body{font:15px/1.5 system-ui;margin:12vh auto;max-width:30em;padding:0 1em}label{display:block}fieldset{border:1px solid #cbd5e1}button{font:inherit;padding:6px 16px}'
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(vendor)} · practice</title><style>${style}</style><h1>${escapeHtml(vendor)} · practice</h1>${inside}</html>`,
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

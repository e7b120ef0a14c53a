import {
  type AuthorizationServer,
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  clientCredentialsGrantRequest,
  customFetch,
  None,
  OperationProcessingError,
  processAuthorizationCodeResponse,
  processClientCredentialsResponse,
  processRefreshTokenResponse,
  ResponseBodyError,
  refreshTokenGrantRequest,
  type TokenEndpointResponse,
} from 'oauth4webapi'
import type { OAuthDefinition } from '#core/kit/define-connector.ts'
import { ConnectionError, VendorError } from '#core/kit/errors.ts'
import type { Clock, HttpClient, HttpResponse, Log } from '#core/kit/ports.ts'
import { createHttpClient } from '#host/http/http-client.ts'
import { signInNeeded } from './sign-in-needed.ts'
import type { Tokens } from './tokens.ts'

/** A system's OAuth with the settings of one connection filled in. */
export interface OAuthSetup {
  readonly grant: 'authorization-code' | 'client-credentials'
  readonly authorizeUrl: string
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly clientAuthentication: 'basic' | 'body'
  readonly scopes: readonly string[]
  readonly authorizeParameters: Readonly<Record<string, string>>
  readonly tokenParameters: Readonly<Record<string, string>>
  readonly encodesCode: boolean
  readonly redirect: { readonly host: '127.0.0.1' | 'localhost'; readonly port: number; readonly path: string } | undefined
}

export function oauthSetup<Settings>(definition: OAuthDefinition<Settings>, settings: Settings): OAuthSetup {
  return {
    grant: definition.grant(settings),
    authorizeUrl: definition.authorizeUrl(settings),
    tokenUrl: definition.tokenUrl(settings),
    clientId: definition.clientId(settings),
    clientSecret: definition.clientSecret(settings),
    clientAuthentication: definition.clientAuthentication,
    scopes: definition.scopes(settings),
    authorizeParameters: definition.authorizeParameters?.(settings) ?? {},
    tokenParameters: definition.tokenParameters?.(settings) ?? {},
    encodesCode: definition.encodesCode ?? false,
    redirect: definition.redirect?.(settings),
  }
}

/** The vendor's token endpoint for one connection. Every call may give a new refresh token: keep it before using the access token. */
export interface TokenEndpoint {
  /** @throws ConnectionError `sign-in-refused` when the code is wrong, used or too old */
  exchangeCode(given: { readonly parameters: URLSearchParams; readonly redirectUri: string; readonly verifier: string }): Promise<Tokens>
  /** @throws ConnectionError `sign-in-needed` when the vendor no longer takes the refresh token */
  refresh(refreshToken: string): Promise<Tokens>
  /** @throws ConnectionError `sign-in-refused` */
  clientCredentials(): Promise<Tokens>
  close(): Promise<void>
}

export interface TokenEndpointSurroundings {
  readonly connectionName: string
  readonly clock: Clock
  readonly log: Log
}

/** @throws ConnectionError for an address that is none, or plain http to another computer */
export function openTokenEndpoint(setup: OAuthSetup, { connectionName, clock, log }: TokenEndpointSurroundings): TokenEndpoint {
  const address = new URL(setup.tokenUrl)
  const http = createHttpClient({
    origin: address.origin,
    connectionName: `${connectionName} · sign-in`,
    limits: { concurrency: 1 },
    clock,
    log,
    secrets: setup.clientSecret === undefined ? [] : [setup.clientSecret],
    // A person waits, or a run does: a few attempts and an end.
    options: {
      ...{ maxAttempts: 3, maxRefusals: 5, connectTimeoutMs: 5_000, firstByteTimeoutMs: 30_000, totalTimeoutMs: 60_000 },
      maxWaitMs: 60_000,
    },
  })
  const server: AuthorizationServer = { issuer: address.origin, authorization_endpoint: setup.authorizeUrl, token_endpoint: setup.tokenUrl }
  const client = { client_id: setup.clientId }
  const authentication = authenticationOf(setup)
  const options = {
    [customFetch]: (_url: string, request: { readonly body: unknown; readonly headers: Readonly<Record<string, string>> }) =>
      send(http, address.pathname + address.search, request),
    // The HTTP client has its own rule: plain http to this computer alone, where practice systems are.
    [allowInsecureRequests]: address.protocol === 'http:',
  }

  async function asTokens(answer: Promise<TokenEndpointResponse>, kept?: string): Promise<Tokens> {
    const { access_token: accessToken, expires_in: seconds, refresh_token: refreshToken = kept } = await answer
    const expiresAt = seconds === undefined ? null : clock.now().getTime() + seconds * 1_000
    return { accessToken, expiresAt, ...(refreshToken !== undefined && { refreshToken }) }
  }

  return {
    async exchangeCode({ parameters, redirectUri, verifier }) {
      const response = await authorizationCodeGrantRequest(server, client, authentication, parameters, redirectUri, verifier, {
        ...options,
        additionalParameters: setup.tokenParameters,
      })
      return asTokens(processAuthorizationCodeResponse(server, client, response)).catch((error: unknown) => {
        throw toSignInError(error, connectionName, 'sign-in-refused')
      })
    },
    async refresh(refreshToken) {
      const response = await refreshTokenGrantRequest(server, client, authentication, refreshToken, options)
      return asTokens(processRefreshTokenResponse(server, client, response), refreshToken).catch((error: unknown) => {
        throw toSignInError(error, connectionName, 'sign-in-needed')
      })
    },
    async clientCredentials() {
      const parameters = { scope: setup.scopes.join(' '), ...setup.tokenParameters }
      const response = await clientCredentialsGrantRequest(server, client, authentication, parameters, options)
      return asTokens(processClientCredentialsResponse(server, client, response)).catch((error: unknown) => {
        throw toSignInError(error, connectionName, 'sign-in-refused')
      })
    },
    close: () => http.close(),
  }
}

function authenticationOf({ clientSecret, clientAuthentication }: OAuthSetup): ClientAuth {
  if (clientSecret === undefined) return None()
  return clientAuthentication === 'basic' ? ClientSecretBasic(clientSecret) : ClientSecretPost(clientSecret)
}

/**
 * One call through our own client: its origin, limits and redaction hold for tokens too. Codes and refresh tokens work once, so none is
 * sent twice; client credentials only give one token more.
 */
async function send(
  http: HttpClient,
  path: string,
  { body, headers }: { readonly body: unknown; readonly headers: Readonly<Record<string, string>> },
): Promise<Response> {
  const answer = await http.send({
    method: 'POST',
    path,
    // The others (user-agent) are our client's own.
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => /^(?:accept|authorization|content-type)$/i.test(name))),
    body: String(body),
    repeatable: new URLSearchParams(String(body)).get('grant_type') === 'client_credentials',
    label: 'token',
    isAnswer: ({ status }: HttpResponse) => status === 400 || status === 401,
  })
  return new Response(answer.text(), {
    status: answer.status,
    headers: { 'content-type': answer.headers['content-type'] ?? 'application/json' },
  })
}

/** What the vendor says about a grant, in words; RFC 6749 section 5.2 names the codes. */
function toSignInError(error: unknown, connectionName: string, code: 'sign-in-needed' | 'sign-in-refused'): unknown {
  if (error instanceof ResponseBodyError) {
    if (error.error === 'invalid_client' || error.error === 'unauthorized_client') {
      return new ConnectionError(`${connectionName}: the client id or client secret is not accepted.`, {
        code: 'client-refused',
        hint: 'Check both in the connection, and whether the app is still registered with the vendor.',
        facts: { said: error.error },
      })
    }
    if (code === 'sign-in-needed' && error.error === 'invalid_grant') return signInNeeded(connectionName)
    const said = error.error_description ?? error.error
    return new ConnectionError(`${connectionName}: signing in was refused: ${said.slice(0, 300)}.`, {
      code: 'sign-in-refused',
      hint: 'Sign in again; a sign-in is valid for a few minutes and works once.',
      facts: { said: error.error },
    })
  }
  if (error instanceof OperationProcessingError) {
    return new VendorError(`${connectionName}: the answer to the sign-in is not what OAuth 2 asks for: ${error.message}.`, {
      code: 'token-answer',
    })
  }
  return error
}

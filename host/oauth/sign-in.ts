import {
  AuthorizationResponseError,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
  validateAuthResponse,
} from 'oauth4webapi'
import { ConnectionError } from '#core/kit/errors.ts'
import { openLoopback } from './loopback.ts'
import { type OAuthSetup, openTokenEndpoint, type TokenEndpointSurroundings } from './token-endpoint.ts'
import type { Tokens } from './tokens.ts'

/** A sign-in that has begun: the address to open in the user's browser, and its end. */
export interface StartedSignIn {
  readonly url: string
  /** @throws ConnectionError `sign-in-refused`, BusyError `sign-in-timeout`, StoppedError */
  readonly tokens: Promise<Tokens>
}

/** RFC 8252: the system's browser, a listener on this computer for one answer, PKCE and state. */
export async function startSignIn(
  setup: OAuthSetup,
  { signal, ...surroundings }: TokenEndpointSurroundings & { readonly signal: AbortSignal },
): Promise<StartedSignIn> {
  const state = generateRandomState()
  const verifier = generateRandomCodeVerifier()
  const loopback = await openLoopback({ state, registered: setup.redirect })
  const url = new URL(setup.authorizeUrl)
  const parameters = {
    ...setup.authorizeParameters,
    response_type: 'code',
    client_id: setup.clientId,
    redirect_uri: loopback.redirectUri,
    scope: setup.scopes.join(' '),
    state,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)

  async function finish(): Promise<Tokens> {
    const answered = await loopback.wait(signal)
    const endpoint = openTokenEndpoint(setup, surroundings)
    try {
      const checked = readAnswer(setup, answered, { state, connectionName: surroundings.connectionName })
      return await endpoint.exchangeCode({ parameters: checked, redirectUri: loopback.redirectUri, verifier })
    } finally {
      await endpoint.close()
    }
  }
  const tokens = finish()
  // Whoever began it awaits it later; until then a refusal is nobody's surprise.
  tokens.catch(() => {})
  return { url: url.href, tokens }
}

function readAnswer(
  { tokenUrl, authorizeUrl, clientId, encodesCode }: OAuthSetup,
  answered: URLSearchParams,
  { state, connectionName }: { readonly state: string; readonly connectionName: string },
): URLSearchParams {
  const server = { issuer: new URL(tokenUrl).origin, authorization_endpoint: authorizeUrl }
  try {
    return validateAuthResponse(server, { client_id: clientId }, encodesCode ? withDecodedCode(answered) : answered, state)
  } catch (error) {
    if (!(error instanceof AuthorizationResponseError)) throw error
    const isDenied = error.error === 'access_denied'
    throw new ConnectionError(
      `${connectionName}: ${isDenied ? 'access was not given' : `signing in was refused: ${(error.error_description ?? error.error).slice(0, 300)}`}.`,
      {
        code: 'sign-in-refused',
        hint: isDenied
          ? 'Say yes on the page of the vendor, with a user who may.'
          : 'Check the client id and the permissions of the app with the vendor.',
        facts: { said: error.error },
        cause: error,
      },
    )
  }
}

/** A code that is encoded once more than it should holds escapes; one that is not has none, or signs that are no escapes. */
function withDecodedCode(answered: URLSearchParams): URLSearchParams {
  const code = answered.get('code')
  const decoded = new URLSearchParams(answered)
  if (code !== null && /%[0-9a-f]{2}/i.test(code)) decoded.set('code', decodeOnce(code))
  return decoded
}

function decodeOnce(code: string): string {
  try {
    return decodeURIComponent(code)
  } catch {
    return code
  }
}

import { StoppedError } from '#core/kit/errors.ts'
import type { HttpClient, HttpRequest, HttpResponse } from '#core/kit/ports.ts'

/** Gives the token to send; `rejected` is one that was just refused. */
export type AccessTokens = (rejected?: string) => Promise<string>

/**
 * The HTTP client of a connection whose requests carry an access token. A request refused with 401 was not carried out, so it is sent
 * once more with a new token, whether or not it may be repeated.
 */
export function authorizedHttp(http: HttpClient, accessTokens: AccessTokens): HttpClient {
  return {
    async send(request) {
      const { signal } = request
      const token = await untilStopped(accessTokens(), signal)
      const answer = await http.send(withToken(request, token))
      if (answer.status !== 401) return answer
      const renewed = await untilStopped(accessTokens(token), signal)
      return renewed === token ? answer : http.send(withToken(request, renewed, { isLast: true }))
    },
  }
}

/** Whoever stops does not wait for a sign-in service that says nothing; the token, when it comes, serves the next request. */
async function untilStopped(token: Promise<string>, signal: AbortSignal | undefined): Promise<string> {
  if (!signal) return token
  let stop = (): void => undefined
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason instanceof StoppedError ? signal.reason : new StoppedError())
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([token, stopped])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function withToken(request: HttpRequest, token: string, { isLast = false }: { readonly isLast?: boolean } = {}): HttpRequest {
  const own = request.isAnswer
  const isAnswer = (response: HttpResponse) => (response.status === 401 && !isLast) || own?.(response) === true
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` }, isAnswer }
}

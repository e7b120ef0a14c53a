import { ConnectionError } from '#core/kit/errors.ts'
import type { AccessTokens } from '#host/oauth/authorized-http.ts'
import type { TokenGiven, TokenWanted } from './protocol.ts'

/** In a run process: access tokens asked of the parent, which keeps them. */
export function createParentTokens(tell: (wanted: TokenWanted) => void): {
  readonly of: (connectionId: string) => AccessTokens
  readonly take: (given: TokenGiven) => void
} {
  const waiting = new Map<number, { readonly resolve: (token: string) => void; readonly reject: (error: unknown) => void }>()
  /** Until the vendor refuses it or it is old enough to be asked for again, one answer serves every request. */
  const held = new Map<string, { readonly token: Promise<string>; readonly at: number }>()
  let nextId = 1

  function ask(connectionId: string, rejected: string | undefined): Promise<string> {
    const id = nextId++
    const token = new Promise<string>((resolve, reject) => waiting.set(id, { resolve, reject }))
    tell({ type: 'token-wanted', id, connectionId, ...(rejected !== undefined && { rejected }) })
    held.set(connectionId, { token, at: performance.now() })
    // A refusal is told to whoever asked; the next request asks anew.
    token.catch(() => held.delete(connectionId))
    return token
  }

  return {
    of: (connectionId) => async (rejected) => {
      const before = held.get(connectionId)
      if (!before || performance.now() - before.at > askAgainMs) return ask(connectionId, undefined)
      if (rejected === undefined || (await before.token) !== rejected) return before.token
      // Several requests may have been refused with the same token: the first asks, the others wait for its answer.
      const now = held.get(connectionId)
      return now && now !== before ? now.token : ask(connectionId, rejected)
    },
    take: ({ id, token }) => {
      const one = waiting.get(id)
      waiting.delete(id)
      if (token.ok) one?.resolve(token.accessToken)
      else one?.reject(new ConnectionError(token.error.message, { code: token.error.code, hint: token.error.hint }))
    },
  }
}

/** The parent renews a minute before the end, so a token is never held longer than half of that. */
const askAgainMs = 30_000

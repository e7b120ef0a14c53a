import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** The cookie that stands for a page opened by a link of ours. */
export const cookieName = 'sluice-page'

/**
 * Who may talk to the local web host: pages opened by a link that this process printed, and nobody else on this computer or in another
 * tab. A link works once; the cookie it is exchanged for works until the process ends.
 */
export interface Access {
  /** A token for one link; replaces one that was never used. */
  newToken(): string
  /** Takes the token of a link and gives the cookie's value; undefined when it is wrong or was used. */
  exchange(token: string): string | undefined
  /** Why a request is refused, in words for the log; undefined when it may go on. */
  refusal(request: IncomingMessage, options?: { readonly needsOrigin?: boolean }): string | undefined
  hasPage(request: IncomingMessage): boolean
}

export function createAccess({ port }: { readonly port: number }): Access {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
  const origins = new Set([...hosts].map((host) => `http://${host}`))
  const pages = new Set<string>()
  let token: string | undefined

  return {
    newToken() {
      token = randomBytes(32).toString('base64url')
      return token
    },
    exchange(given) {
      if (token === undefined || !isSame(given, token)) return undefined
      token = undefined
      const page = randomBytes(32).toString('base64url')
      pages.add(digest(page))
      return page
    },
    refusal({ headers }, { needsOrigin = false } = {}) {
      // A name that leads to 127.0.0.1 (DNS rebinding) comes with its own Host.
      if (!hosts.has(headers.host ?? '')) return `Host ${headers.host ?? 'missing'}`
      if (headers.origin !== undefined && !origins.has(headers.origin)) return `Origin ${headers.origin}`
      if (needsOrigin && headers.origin === undefined) return 'Origin missing'
      return undefined
    },
    hasPage: ({ headers }) => {
      const page = cookieOf(headers.cookie ?? '')
      return page !== undefined && pages.has(digest(page))
    },
  }
}

function cookieOf(header: string): string | undefined {
  const found = header
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${cookieName}=`))
  return found?.slice(cookieName.length + 1)
}

function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(digest(given)), Buffer.from(digest(expected)))
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

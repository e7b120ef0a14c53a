import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BusyError, SettingsError, StoppedError } from '#core/kit/errors.ts'

/** How long a person may take to say yes, in milliseconds. */
export const signInLimitMs = 5 * 60_000

/** Waits on this computer for the browser to come back from the vendor's page. Takes one answer, then is gone. */
export interface Loopback {
  readonly redirectUri: string
  /** The parameters the vendor sent back. @throws BusyError after five minutes, StoppedError on abort */
  wait(signal: AbortSignal): Promise<URLSearchParams>
  close(): void
}

/**
 * RFC 8252 section 7.3: 127.0.0.1 only, a random port unless the vendor has one registered.
 * @throws SettingsError `port-taken` when a registered port is in use
 */
export async function openLoopback({
  state,
  registered,
}: {
  /** What an answer must carry; others are turned away and waited past: any page on this computer can call a port. */
  readonly state: string
  readonly registered?: { readonly host: '127.0.0.1' | 'localhost'; readonly port: number; readonly path: string }
}): Promise<Loopback> {
  const { host = '127.0.0.1', port = 0, path = '/callback' } = registered ?? {}
  let answer: (parameters: URLSearchParams) => void = () => {}
  const answered = new Promise<URLSearchParams>((resolve) => {
    answer = resolve
  })
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (request.method !== 'GET' || pathname !== path) return tell(response, 404, 'There is nothing here.')
    if (searchParams.get('state') !== state)
      return tell(response, 400, 'This answer belongs to no sign-in that is under way. Start again in Sluice.')
    tell(
      response,
      200,
      searchParams.has('code')
        ? 'You are signed in. You can close this window and go back to Sluice.'
        : 'Signing in was refused. You can close this window; Sluice says why.',
    )
    answer(searchParams)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? portTaken(port, error) : error))
    server.listen(port, '127.0.0.1', resolve)
  })
  const close = () => {
    server.close()
    server.closeIdleConnections()
  }
  return {
    redirectUri: `http://${host}:${(server.address() as AddressInfo).port}${path}`,
    async wait(signal) {
      const limit = AbortSignal.timeout(signInLimitMs)
      try {
        return await Promise.race([answered, aborted(signal, limit)])
      } finally {
        close()
      }
    },
    close,
  }
}

function aborted(signal: AbortSignal, limit: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new StoppedError('Signing in was given up.'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    limit.addEventListener('abort', () =>
      reject(
        new BusyError('Nobody said yes in the browser within five minutes.', { code: 'sign-in-timeout', hint: 'Start signing in again.' }),
      ),
    )
  })
}

function portTaken(port: number, cause: unknown): SettingsError {
  return new SettingsError(`Port ${port}, to which the vendor sends the browser back, is taken by another program.`, {
    code: 'port-taken',
    hint: 'End that program, or sign in a little later.',
    cause,
  })
}

function tell(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'referrer-policy': 'no-referrer',
    connection: 'close',
  })
  response.end(
    `<!doctype html><meta charset="utf-8"><title>Sluice</title><body style="font: 15px/1.5 system-ui; margin: 20vh auto; max-width: 28em; color: #1f2933">${text}</body>`,
  )
}

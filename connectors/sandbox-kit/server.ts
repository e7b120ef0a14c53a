import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFaultPlan, type Fault } from './faults.ts'

export interface SandboxRequest {
  readonly method: string
  readonly path: string
  /** Path and query as they came, for vendors that sign them. */
  readonly url: string
  readonly query: URLSearchParams
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
  /** The body as it came, for what is no text. */
  readonly bytes: Uint8Array
  /** Set by the fault `credentials-expired`: refuse as if the credentials were wrong. */
  readonly credentialsExpired: boolean
}

export interface SandboxResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
  /** In place of `body`, for what is no text. */
  readonly bytes?: Uint8Array
}

export interface SandboxOptions {
  /** 0 or absent: a free port. */
  readonly port?: number
  readonly seed?: number
  readonly faults?: readonly Fault[]
}

export interface SandboxServer {
  readonly origin: string
  readonly port: number
  /** Requests received so far, by label. */
  readonly counts: ReadonlyMap<string, number>
  misbehave(faults: readonly Fault[]): void
  close(): Promise<void>
}

/** Serves an imitation of a vendor's API on 127.0.0.1, with faults on request. `label` names the operation a request asks for. */
export async function startSandboxServer(
  { port = 0, seed = 1, faults = [] }: SandboxOptions,
  {
    label,
    handle,
  }: { label(request: SandboxRequest): string; handle(request: SandboxRequest): SandboxResponse | Promise<SandboxResponse> },
): Promise<SandboxServer> {
  let strike = createFaultPlan(faults, seed)
  const counts = new Map<string, number>()
  const timers = new Set<NodeJS.Timeout>()

  const server = http.createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('error', () => outgoing.destroy())
    incoming.on('end', () => {
      void answer(incoming, outgoing, Buffer.concat(chunks))
    })
  })

  async function answer(incoming: http.IncomingMessage, outgoing: http.ServerResponse, bytes: Buffer): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://sandbox')
    const plain = {
      method: incoming.method ?? 'GET',
      path: url.pathname,
      url: incoming.url ?? '/',
      query: url.searchParams,
      headers: incoming.headers,
      body: bytes.toString('utf8'),
      bytes,
    }
    const name = label({ ...plain, credentialsExpired: false })
    counts.set(name, (counts.get(name) ?? 0) + 1)
    const struck = strike(name)
    const has = (kind: Fault['kind']) => struck.find((fault) => fault.kind === kind)

    const slow = has('latency')
    if (slow) await new Promise<void>((resolve) => timers.add(setTimeout(resolve, slow.delayMs ?? 100)))
    if (has('silence')) return
    if (has('connection-cut')) {
      outgoing.destroy()
      return
    }
    const limited = has('too-many-requests')
    if (limited) {
      const headers = limited.retryAfterS === undefined ? {} : { 'retry-after': String(limited.retryAfterS) }
      outgoing.writeHead(429, { ...headers, 'content-type': 'text/html' }).end('<html><body>Too many requests</body></html>')
      return
    }
    for (const [kind, status] of [
      ['status-500', 500],
      ['status-502', 502],
      ['status-503', 503],
    ] as const) {
      if (!has(kind)) continue
      outgoing.writeHead(status, { 'content-type': 'text/html' }).end(`<html><body>${status}</body></html>`)
      return
    }
    let response: SandboxResponse
    try {
      response = await handle({ ...plain, credentialsExpired: has('credentials-expired') !== undefined })
    } catch (error) {
      // A defect of the sandbox must be seen as one, not as the vendor's behaviour.
      response = {
        status: 500,
        headers: { 'content-type': 'text/plain' },
        body: `sandbox defect: ${error instanceof Error ? error.stack : String(error)}`,
      }
    }
    if (has('answer-lost')) {
      outgoing.destroy()
      return
    }
    const sent = Buffer.from(response.bytes ?? response.body)
    outgoing.writeHead(response.status, { ...response.headers, 'content-length': sent.length }).end(sent)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const bound = (server.address() as AddressInfo).port
  return {
    origin: `http://127.0.0.1:${bound}`,
    port: bound,
    counts,
    misbehave: (next) => {
      strike = createFaultPlan(next, seed)
    },
    close: () =>
      new Promise((resolve) => {
        for (const timer of timers) clearTimeout(timer)
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

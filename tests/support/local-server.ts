import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'

export interface ReceivedRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

export interface LocalServer {
  readonly origin: string
  readonly port: number
  readonly received: readonly ReceivedRequest[]
  /** Sockets that are open now. */
  readonly openSockets: number
  close(): Promise<void>
}

type Answer = (request: ReceivedRequest, response: http.ServerResponse) => void

/** An HTTP server on this computer that answers as told; over TLS when it gets a certificate. */
export async function startLocalServer(
  answer: Answer,
  certificate?: { readonly key: string; readonly cert: string },
): Promise<LocalServer> {
  const received: ReceivedRequest[] = []
  const listener = (incoming: http.IncomingMessage, response: http.ServerResponse) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming
      const request = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') }
      received.push(request)
      answer(request, response)
    })
  }
  const server = certificate ? https.createServer(certificate, listener) : http.createServer(listener)
  return listen(server, received, certificate ? 'https' : 'http')
}

/** A TCP server, for partners that do not keep to HTTP. */
export async function startRawServer(onSocket: (socket: net.Socket) => void): Promise<LocalServer> {
  return listen(net.createServer(onSocket), [], 'http')
}

async function listen(server: net.Server, received: readonly ReceivedRequest[], scheme: string): Promise<LocalServer> {
  const sockets = new Set<net.Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server listening on TCP has an address with a port.
  const { port } = server.address() as AddressInfo
  return {
    origin: `${scheme}://127.0.0.1:${port}`,
    port,
    received,
    get openSockets() {
      return sockets.size
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

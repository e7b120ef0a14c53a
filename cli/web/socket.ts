import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import type { Caller } from '#core/contract/dispatch.ts'
import type { Service } from '#host/service/service.ts'
import type { Access } from './access.ts'

const message = z.strictObject({ id: z.int().min(0), name: z.string().max(100), given: z.unknown() })
/** A flow at its limit of 5 MB, as JSON in JSON. */
const largestMessage = 16_000_000
/** A page that does not read gets no more running counts; it asks for the state when it comes back. */
const mostWaiting = 8_000_000

/** The contract over WebSocket, for pages that came by a link. Returns what closes all of them. */
export function attachSocket(
  server: Server,
  { access, service }: { readonly access: Access; readonly service: Pick<Service, 'dispatch' | 'listen'> },
): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage })
  server.on('upgrade', (request, socket, head) => {
    const isOurs = request.url === '/contract' && access.refusal(request, { needsOrigin: true }) === undefined && access.hasPage(request)
    if (!isOurs) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (page) => serve(page, service))
  })
  const stop = service.listen((name, payload) => {
    if (sockets.clients.size === 0) return
    const text = JSON.stringify({ kind: 'event', name, payload })
    for (const page of sockets.clients) {
      if (name === 'run:progress' && page.bufferedAmount > mostWaiting) continue
      page.send(text)
    }
  })
  return () => {
    stop()
    for (const page of sockets.clients) page.terminate()
    sockets.close()
  }
}

function serve(page: WebSocket, service: Pick<Service, 'dispatch'>): void {
  const gone = new AbortController()
  const caller: Caller = { id: randomUUID(), signal: gone.signal }
  page.on('close', () => gone.abort())
  // A page that breaks off is no news; `close` follows.
  page.on('error', () => {})
  page.on('message', (data, isBinary) => {
    const parsed = isBinary ? undefined : parse(String(data))
    if (!parsed) {
      page.close(1008, 'not a request')
      return
    }
    void service.dispatch(parsed.name, parsed.given, caller).then((reply) => {
      if (page.readyState === page.OPEN) page.send(JSON.stringify({ kind: 'reply', id: parsed.id, reply }))
    })
  })
}

function parse(text: string): z.infer<typeof message> | undefined {
  try {
    return message.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

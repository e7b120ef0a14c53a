import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SettingsError } from '#core/kit/errors.ts'
import type { Service } from '#host/service/service.ts'
import { type Access, cookieName, createAccess } from './access.ts'
import { openPageFiles } from './page-files.ts'
import { attachSocket } from './socket.ts'

export interface WebServer {
  readonly port: number
  /** A link that opens the app once. */
  newLink(): string
  close(): Promise<void>
}

/**
 * Serves the page and the contract on 127.0.0.1 to pages that a link of ours opened.
 * @throws SettingsError `port-taken`
 */
export async function startWebServer({
  service,
  port,
  pageFolder,
}: {
  readonly service: Pick<Service, 'dispatch' | 'listen'>
  readonly port: number
  readonly pageFolder: string
}): Promise<WebServer> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? portTaken(port, error) : error))
    server.listen(port, '127.0.0.1', resolve)
  })
  const bound = (server.address() as AddressInfo).port
  const access = createAccess({ port: bound })
  const files = openPageFiles(pageFolder)
  server.on('request', (request, response) => void answer({ request, response, access, files, port: bound }))
  const closeSocket = attachSocket(server, { access, service })
  return {
    port: bound,
    newLink: () => `http://127.0.0.1:${bound}/?token=${access.newToken()}`,
    async close() {
      closeSocket()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function portTaken(port: number, cause: unknown): SettingsError {
  return new SettingsError(`Port ${port} is taken by another program.`, {
    code: 'port-taken',
    hint: 'Choose another with --port, or leave it out: any free one is taken.',
    cause,
  })
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly access: Access
  readonly files: ReturnType<typeof openPageFiles>
  readonly port: number
}

async function answer({ request, response, access, files, port }: Exchange): Promise<void> {
  for (const [name, value] of Object.entries(guards(port))) response.setHeader(name, value)
  try {
    if (access.refusal(request) !== undefined) return end(response, 403, 'This is not the address of Sluice.')
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, 'Only reading is possible here.')
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const token = searchParams.get('token')
    if (token !== null) return welcome(response, access.exchange(token))
    if (!access.hasPage(request)) return end(response, 401, strangerText)
    const file = await files(pathname)
    if (!file) return end(response, 404, 'There is no such page.')
    response.setHeader('content-type', file.type)
    response.setHeader('cache-control', file.isForever ? 'private, max-age=31536000, immutable' : 'no-store')
    response.end(request.method === 'HEAD' ? undefined : file.body)
  } catch (error) {
    end(response, 500, error instanceof Error ? error.message : 'Something went wrong.')
  }
}

const strangerText = 'Open Sluice with the link it printed when it started. Press Enter there for a new one: a link works once.'

/** A page of its own and no redirect: a cookie for this site only is not sent on along a redirect that began elsewhere. */
function welcome(response: ServerResponse, page: string | undefined): void {
  if (page === undefined) {
    end(response, 401, strangerText)
    return
  }
  response.setHeader('set-cookie', `${cookieName}=${page}; HttpOnly; SameSite=Strict; Path=/`)
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader('cache-control', 'no-store')
  response.end('<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>Sluice</title>')
}

function end(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status
  response.setHeader('content-type', 'text/plain; charset=utf-8')
  response.setHeader('cache-control', 'no-store')
  response.end(`${text}\n`)
}

/** Only our own files run, nothing embeds the page, and it talks to this host alone. */
export function contentPolicy(connectTo: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    // react-aria and the canvas place things by style attributes and a few inline sheets; scripts stay our own.
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src ${connectTo}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function guards(port: number): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentPolicy(`'self' ws://127.0.0.1:${port} ws://localhost:${port}`),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()',
  }
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { EventName } from '#core/contract/contract.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { startWebServer, type WebServer } from './web-server.ts'

let server: WebServer
let asked: { readonly name: unknown; readonly given: unknown }[]
let tell: (name: EventName, payload: unknown) => void

beforeEach(async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Sluice</title>')
  writeFileSync(join(folder, 'assets', 'main-a1b2.js'), 'export {}')
  writeFileSync(join(folder, '..secret.json'), '{}')
  asked = []
  const listeners = new Set<(name: EventName, payload: unknown) => void>()
  tell = (name, payload) => {
    for (const listener of listeners) listener(name, payload)
  }
  server = await startWebServer({
    port: 0,
    pageFolder: folder,
    service: {
      dispatch: async (name, given) => {
        asked.push({ name, given })
        return { ok: true, result: 'here' }
      },
      listen: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  })
})
afterEach(() => server.close())

const at = (path: string) => `http://127.0.0.1:${server.port}${path}`
const get = (path: string, headers: Record<string, string> = {}) => fetch(at(path), { headers, redirect: 'manual' })

async function openedPage(): Promise<string> {
  const answer = await fetch(server.newLink())
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** With headers that fetch would not send. */
function raw(path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest({ port: server.port, host: '127.0.0.1', path, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

function connect(headers: Record<string, string>): Promise<WebSocket | number | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/contract`, { headers })
    socket.once('open', () => resolve(socket))
    socket.once('unexpected-response', (_request, answer) => resolve(answer.statusCode))
    socket.once('error', () => resolve(undefined))
  })
}

async function connectPage(): Promise<WebSocket> {
  const socket = await connect({ cookie: await openedPage(), origin: `http://127.0.0.1:${server.port}` })
  if (!(socket instanceof WebSocket)) throw new Error(`The page was refused: ${socket}`)
  return socket
}

const nextMessage = (socket: WebSocket) =>
  new Promise<unknown>((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))))

describe('a page', () => {
  it('is refused without a link, and says where to find one', async () => {
    const answer = await get('/')
    expect([answer.status, await answer.text()]).toEqual([401, expect.stringMatching(/link it printed/)])
  })

  it('opens with a link, whose cookie no script and no other site can use', async () => {
    const answer = await fetch(server.newLink())
    const [cookie = ''] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^sluice-page=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    expect((await get('/', { cookie: cookie.split(';')[0] ?? '' })).status).toBe(200)
  })

  it('opens once with each link', async () => {
    const link = server.newLink()
    await fetch(link)
    expect((await fetch(link)).status).toBe(401)
  })

  it('is not opened by a link that was replaced, nor by a token that was made up', async () => {
    const old = server.newLink()
    server.newLink()
    expect([(await fetch(old)).status, (await get('/?token=guess')).status]).toEqual([401, 401])
  })

  it('runs our own scripts only, is embedded by nobody and tells nobody where it was', async () => {
    const { headers } = await get('/', { cookie: await openedPage() })
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self'; .*frame-ancestors 'none'/)
    expect([headers.get('x-content-type-options'), headers.get('referrer-policy'), headers.get('cache-control')]).toEqual([
      'nosniff',
      'no-referrer',
      'no-store',
    ])
  })

  it('keeps files whose name holds their hash, and nothing else', async () => {
    const cookie = await openedPage()
    expect((await get('/assets/main-a1b2.js', { cookie })).headers.get('cache-control')).toContain('immutable')
  })

  it.each(['/../package.json', '/..%2fpackage.json', '/assets/../../x.json', '/..secret.json', '/assets/', '/%00', '/index.html/x'])(
    'finds nothing at %s',
    async (path) => {
      expect(await raw(path, { host: `127.0.0.1:${server.port}`, cookie: await openedPage() })).toBe(404)
    },
  )

  it.each([{ host: 'evil.example' }, { host: `evil.example:1` }])('is refused under the name $host (DNS rebinding)', async ({ host }) => {
    expect(await raw('/', { host, cookie: await openedPage() })).toBe(403)
  })

  it('is only read, never posted to', async () => {
    expect((await fetch(at('/'), { method: 'POST', headers: { cookie: await openedPage() } })).status).toBe(405)
  })
})

describe('the contract', () => {
  it('answers a page that came by a link', async () => {
    const socket = await connectPage()
    socket.send(JSON.stringify({ id: 7, name: 'app:info', given: {} }))
    expect(await nextMessage(socket)).toEqual({ kind: 'reply', id: 7, reply: { ok: true, result: 'here' } })
    expect(asked).toEqual([{ name: 'app:info', given: {} }])
  })

  it('tells every page what happens', async () => {
    const [one, other] = [await connectPage(), await connectPage()]
    const both = Promise.all([nextMessage(one), nextMessage(other)])
    tell('flow:changed', { flowId: 'a', what: 'list' })
    expect(await both).toEqual([1, 2].map(() => ({ kind: 'event', name: 'flow:changed', payload: { flowId: 'a', what: 'list' } })))
  })

  it.each([
    ['without a cookie', async () => ({ origin: `http://127.0.0.1:${server.port}` })],
    ['without an origin', async () => ({ cookie: await openedPage() })],
    ['from another site', async () => ({ cookie: await openedPage(), origin: 'https://evil.example' })],
    ['from another port', async () => ({ cookie: await openedPage(), origin: 'http://127.0.0.1:1' })],
  ])('refuses a socket %s', async (_name, headers) => {
    expect(await connect(await headers())).toBe(403)
  })

  it.each(['no json', '[]', '{"id":-1,"name":"x","given":{}}', '{"id":1,"name":7}', '{"id":1,"name":"x","given":{},"more":1}'])(
    'closes on %s',
    async (text) => {
      const socket = await connectPage()
      const closed = new Promise<number>((resolve) => socket.once('close', resolve))
      socket.send(text)
      expect(await closed).toBe(1008)
      expect(asked).toEqual([])
    },
  )
})

it('says which port is taken, and what to do', async () => {
  const again = startWebServer({
    port: server.port,
    pageFolder: '',
    service: { dispatch: async () => ({ ok: true, result: null }), listen: () => () => {} },
  })
  await expect(again).rejects.toMatchObject({ code: 'port-taken', message: `Port ${server.port} is taken by another program.` })
})

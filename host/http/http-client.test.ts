import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { seededRandom } from '#connectors/sandbox-kit/random.ts'
import { StoppedError } from '#core/kit/errors.ts'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { createOnce, read, setUpHttp } from '#tests/support/http-setup.ts'
import type { ReceivedRequest } from '#tests/support/local-server.ts'
import { type LocalServer, startLocalServer, startRawServer } from '#tests/support/local-server.ts'

type Reply = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string } | 'cut'

/** A server that gives these replies in turn, the last one for ever. */
async function serverWith(...replies: readonly Reply[]): Promise<LocalServer> {
  let next = 0
  const server = await startLocalServer((_request, response) => {
    const reply = replies[Math.min(next++, replies.length - 1)] ?? 'cut'
    if (reply === 'cut') response.destroy()
    else response.writeHead(reply.status, reply.headers).end(reply.body ?? '')
  })
  onTestFinished(() => server.close())
  return server
}

const ok: Reply = { status: 200, body: '{"ok":true}' }

describe('a request', () => {
  it('arrives as it was meant', async () => {
    const server = await serverWith(ok)
    const { client } = setUpHttp(server)
    await client.send({
      method: 'PUT',
      path: '/json/2/res.partner',
      query: { name: 'Café' },
      secretQuery: { ident: 'till-1' },
      headers: { authorization: 'Bearer abc', 'Content-Type': 'application/json' },
      body: '{"naam":"Café"}',
      repeatable: true,
      label: 'res.partner.write',
    })
    const [{ method, url, headers, body } = {} as ReceivedRequest] = server.received
    expect({ method, url, body, authorization: headers.authorization, type: headers['content-type'] }).toEqual({
      method: 'PUT',
      url: '/json/2/res.partner?name=Caf%C3%A9&ident=till-1',
      body: '{"naam":"Café"}',
      authorization: 'Bearer abc',
      type: 'application/json',
    })
  })

  it.each(['Host', 'content-length', 'Transfer-Encoding', 'connection'])('cannot set the header %s', async (name) => {
    const server = await serverWith(ok)
    const { client } = setUpHttp(server)
    await expect(client.send(read({ headers: { [name]: 'x' } }))).rejects.toMatchObject({ code: 'header-reserved' })
    expect(server.received).toHaveLength(0)
  })

  it('cannot smuggle a second header in behind a line break', async () => {
    const server = await serverWith(ok)
    const { client } = setUpHttp(server)
    await client.send(read({ headers: { 'x-note': 'a\r\nx-injected: b' } })).catch(() => undefined)
    expect(server.received.filter(({ headers }) => 'x-injected' in headers)).toEqual([])
  })

  it('shares sockets with the others, no more of them than may go at once', async () => {
    const server = await serverWith(ok)
    const { client } = setUpHttp({ ...server, limits: { concurrency: 3 } })
    await Promise.all(Array.from({ length: 30 }, () => client.send(read())))
    expect(server.openSockets).toBeLessThanOrEqual(3)
  })
})

describe('an answer', () => {
  it('reads in the charset it names', async () => {
    const server = await startLocalServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/xml; charset="ISO-8859-1"' }).end(Buffer.from('Café', 'latin1')),
    )
    onTestFinished(() => server.close())
    const { client } = setUpHttp(server)
    expect((await client.send(read())).text()).toBe('Café')
  })

  it('loses its byte order mark', async () => {
    const server = await serverWith({ status: 200, body: '\ufeff{"ok":true}' })
    const { client } = setUpHttp(server)
    expect((await client.send(read())).json()).toEqual({ ok: true })
  })

  it('that should be JSON and is a login page says so, without quoting it', async () => {
    const server = await serverWith({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Jan de Vries</html>' })
    const { client } = setUpHttp(server)
    const response = await client.send(read())
    expect(() => response.json()).toThrow(
      'Odoo · Demo BV: product.read was answered with something that is not JSON (text/html, 25 bytes).',
    )
  })

  it.each([400, 401, 403, 404, 409, 422])('with status %i goes back to the caller at once', async (status) => {
    const server = await serverWith({ status, body: 'no' })
    const { client } = setUpHttp(server)
    expect([(await client.send(createOnce())).status, server.received.length]).toEqual([status, 1])
  })

  it('with status 500 goes back when the caller knows it as an answer', async () => {
    const server = await serverWith({ status: 500, body: '<soap:Fault/>' })
    const { client } = setUpHttp(server)
    const response = await client.send(createOnce({ isAnswer: (fault) => fault.text().includes('Fault') }))
    expect([response.status, server.received.length]).toEqual([500, 1])
  })
})

describe('a system that is busy', () => {
  it('is asked again after the seconds it names', async () => {
    const server = await serverWith({ status: 429, headers: { 'retry-after': '30' } }, ok)
    const { client, clock } = setUpHttp(server)
    const response = await client.send(createOnce())
    expect([response.status, clock.now().toISOString()]).toEqual([200, '2026-11-22T09:00:30.000Z'])
  })

  it('is asked again at the date it names', async () => {
    const server = await serverWith({ status: 503, headers: { 'retry-after': 'Sun, 22 Nov 2026 09:01:00 GMT' } }, ok)
    const { client, clock } = setUpHttp(server)
    await client.send(createOnce())
    expect(clock.now().toISOString()).toBe('2026-11-22T09:01:00.000Z')
  })

  it('is never waited for longer than ten minutes at once', async () => {
    const server = await serverWith({ status: 429, headers: { 'retry-after': '86400' } }, ok)
    const { client, clock } = setUpHttp(server)
    await client.send(read())
    expect(clock.now().toISOString()).toBe('2026-11-22T09:10:00.000Z')
  })

  it('that does not say for how long is asked at growing intervals', async () => {
    const server = await serverWith({ status: 429 }, { status: 429 }, { status: 429 }, ok)
    const { client, clock } = setUpHttp(server)
    await client.send(createOnce())
    expect(clock.sleeps).toEqual([500, 1_000, 2_000])
  })

  it('holds back all requests of the connection, those of other clients too', async () => {
    const server = await serverWith({ status: 429, headers: { 'retry-after': '60' } }, ok)
    const clock = createFakeClock()
    const one = setUpHttp({ ...server, clock, connectionId: 'till' })
    const other = setUpHttp({ ...server, clock, connectionId: 'till' })
    const first = one.client.send(read())
    await until(() => one.logged.length > 0)
    const second = other.client.send(read())
    // Long enough for a request to arrive here, if one left.
    await wait(100)
    const seenWhilePaused = server.received.length
    await clock.advance(60_000)
    await Promise.all([first, second])
    expect([seenWhilePaused, server.received.length]).toEqual([1, 3])
  })

  it('is given up after a bounded number of attempts, with the wait it asked for', async () => {
    const server = await serverWith({ status: 429, headers: { 'retry-after': '2' } })
    const { client } = setUpHttp({ ...server, options: { maxRefusals: 3 } })
    await expect(client.send(read())).rejects.toMatchObject({ name: 'BusyError', code: 'too-many-requests' })
    expect(server.received).toHaveLength(3)
  })

  it('is given up when the waits add up to too much', async () => {
    const server = await serverWith({ status: 429, headers: { 'retry-after': '300' } })
    const { client } = setUpHttp({ ...server, options: { maxWaitMs: 700_000 } })
    await expect(client.send(read())).rejects.toMatchObject({ code: 'too-many-requests', retryAfterMs: 300_000 })
    expect(server.received).toHaveLength(3)
  })

  it('gets every request of a storm in the end, none of them twice', async () => {
    const random = seededRandom(7)
    const accepted: string[] = []
    const server = await startLocalServer((request, response) => {
      if (random() < 0.3) return response.writeHead(429, random() < 0.5 ? { 'retry-after': '1' } : {}).end()
      accepted.push(request.url)
      response.end('{}')
    })
    onTestFinished(() => server.close())
    const { client } = setUpHttp(server)
    await Promise.all(Array.from({ length: 200 }, (_, index) => client.send(createOnce({ path: `/orders/${index}` }))))
    expect(new Set(accepted).size).toBe(200)
    expect(accepted).toHaveLength(200)
  })
})

describe('a system that fails inside', () => {
  it('is asked again for what may be repeated', async () => {
    const server = await serverWith({ status: 502 }, { status: 500 }, { status: 503 }, ok)
    const { client } = setUpHttp(server)
    expect((await client.send(read())).status).toBe(200)
  })

  it('is not asked again for what may not, and the error says that nobody knows', async () => {
    const server = await serverWith({ status: 502 }, ok)
    const { client } = setUpHttp(server)
    await expect(client.send(createOnce())).rejects.toMatchObject({ name: 'AnswerLostError', facts: { status: 502 } })
    expect(server.received).toHaveLength(1)
  })

  it('is given up after the last attempt', async () => {
    const server = await serverWith({ status: 500 })
    const { client } = setUpHttp({ ...server, options: { maxAttempts: 3 } })
    await expect(client.send(read())).rejects.toMatchObject({
      name: 'BusyError',
      code: 'server-error',
      message: 'Odoo · Demo BV: product.read was answered with status 500, asked 3 times.',
    })
    expect(server.received).toHaveLength(3)
  })

  it('that says our request never came (408) is asked again, even for a write', async () => {
    const server = await serverWith({ status: 408 }, ok)
    const { client } = setUpHttp(server)
    expect((await client.send(createOnce())).status).toBe(200)
  })
})

describe('a lost answer', () => {
  it('to a reading request is asked for again', async () => {
    const server = await serverWith('cut', ok)
    const { client } = setUpHttp(server)
    expect((await client.send(read())).status).toBe(200)
  })

  it('to a write leaves the write alone', async () => {
    const server = await serverWith('cut', ok)
    const { client } = setUpHttp(server)
    await expect(client.send(createOnce())).rejects.toMatchObject({ name: 'AnswerLostError', fix: 'wait', facts: { failure: 'cut' } })
    expect(server.received).toHaveLength(1)
  })

  it.each([
    ['a length', { 'content-length': '100' }],
    ['chunks', { 'transfer-encoding': 'chunked' }],
  ])('is what half an answer with %s is, too', async (_how, headers) => {
    let isFirst = true
    const server = await startLocalServer((_request, response) => {
      if (!isFirst) return response.end('whole')
      isFirst = false
      response.writeHead(200, headers).write('half')
      setTimeout(() => response.destroy(), 5)
    })
    onTestFinished(() => server.close())
    const { client } = setUpHttp(server)
    expect((await client.send(read())).text()).toBe('whole')
  })
})

describe('a system that is not there', () => {
  it('is named with host and port when the connection is refused', async () => {
    const server = await startRawServer(() => undefined)
    await server.close()
    const { client } = setUpHttp(server)
    await expect(client.send(createOnce())).rejects.toMatchObject({
      name: 'ConnectionError',
      code: 'connection-refused',
      message: `Odoo · Demo BV: nothing answers at 127.0.0.1:${server.port} (connection refused).`,
    })
  })

  it('is tried again even for a write, because nothing was sent', async () => {
    const gone = await startRawServer(() => undefined)
    await gone.close()
    const { client, logged } = setUpHttp({ ...gone, options: { maxAttempts: 4 } })
    await client.send(createOnce()).catch(() => undefined)
    expect(logged).toHaveLength(3)
  })

  it('is named when no host has that name', async () => {
    const { client } = setUpHttp({ origin: 'https://erp.invalid', options: { maxAttempts: 1 } })
    const error: unknown = await client.send(read()).catch((thrown: unknown) => thrown)
    // Without any network the name service itself cannot be reached, which is another thing to tell.
    expect(['unknown-host', 'unreachable']).toContain((error as { code: string }).code)
    expect(String(error)).toContain('erp.invalid')
  })
})

describe('stopping', () => {
  it('ends a request that is under way and closes its socket', async () => {
    const server = await startLocalServer(() => undefined)
    onTestFinished(() => server.close())
    const { client } = setUpHttp(server)
    const stop = new AbortController()
    const sent = client.send(read({ signal: stop.signal }))
    await until(() => server.received.length === 1)
    stop.abort()
    await expect(sent).rejects.toBeInstanceOf(StoppedError)
    await until(() => server.openSockets === 0)
  })

  it('ends a wait between two attempts', async () => {
    const server = await serverWith({ status: 429, headers: { 'retry-after': '600' } })
    const { client, logged } = setUpHttp({ ...server, clock: createFakeClock() })
    const stop = new AbortController()
    const sent = client.send(read({ signal: stop.signal }))
    await until(() => logged.length === 1)
    stop.abort()
    await expect(sent).rejects.toBeInstanceOf(StoppedError)
  })

  it('ends the wait for a free place', async () => {
    const server = await startLocalServer(() => undefined)
    onTestFinished(() => server.close())
    const { client } = setUpHttp({ ...server, limits: { concurrency: 1 } })
    const stop = new AbortController()
    const first = client.send(read({ signal: stop.signal })).catch(() => 'stopped')
    const second = client.send(read({ signal: stop.signal })).catch(() => 'stopped')
    stop.abort()
    expect(await Promise.all([first, second])).toEqual(['stopped', 'stopped'])
  })

  it('beforehand sends nothing', async () => {
    const server = await serverWith(ok)
    const { client } = setUpHttp(server)
    await expect(client.send(read({ signal: AbortSignal.abort() }))).rejects.toBeInstanceOf(StoppedError)
    expect(server.received).toHaveLength(0)
  })

  it('gives the reason of the one who stopped', async () => {
    const server = await serverWith(ok)
    const { client } = setUpHttp(server)
    const reason = new StoppedError('Sluice is shutting down.')
    await expect(client.send(read({ signal: AbortSignal.abort(reason) }))).rejects.toBe(reason)
  })
})

async function until(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !isTrue(); turn++) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(isTrue()).toBe(true)
}

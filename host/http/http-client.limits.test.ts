import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createOnce, read, setUpHttp } from '#tests/support/http-setup.ts'
import { type LocalServer, startLocalServer, startRawServer } from '#tests/support/local-server.ts'

const once = { maxAttempts: 1 }

async function kept(starting: Promise<LocalServer>): Promise<LocalServer> {
  const server = await starting
  onTestFinished(() => server.close())
  return server
}

describe('time', () => {
  it('ends for a server that takes the request and says nothing', async () => {
    const server = await kept(startRawServer(() => undefined))
    const { client } = setUpHttp({ ...server, options: { ...once, firstByteTimeoutMs: 150 } })
    await expect(client.send(read())).rejects.toMatchObject({ name: 'BusyError', facts: { failure: 'first-byte-timeout' } })
  })

  it('ends for a body that stops in the middle', async () => {
    const server = await kept(startLocalServer((_request, response) => response.writeHead(200).write('[{"sku"')))
    const { client } = setUpHttp({ ...server, options: { ...once, idleTimeoutMs: 150 } })
    await expect(client.send(read())).rejects.toMatchObject({ facts: { failure: 'idle-timeout' } })
  })

  it('ends for a body that drips for ever', async () => {
    const server = await kept(
      startLocalServer((_request, response) => {
        response.writeHead(200)
        const drip = setInterval(() => response.write('.'), 10)
        response.on('close', () => clearInterval(drip))
      }),
    )
    const { client } = setUpHttp({ ...server, options: { ...once, totalTimeoutMs: 200 } })
    await expect(client.send(read())).rejects.toMatchObject({ facts: { failure: 'total-timeout' } })
  })

  it('makes an unanswered write uncertain, not failed', async () => {
    const server = await kept(startRawServer(() => undefined))
    const { client } = setUpHttp({ ...server, options: { totalTimeoutMs: 150 } })
    await expect(client.send(createOnce())).rejects.toMatchObject({ name: 'AnswerLostError' })
  })

  it('leaves no socket open behind', async () => {
    const server = await kept(startRawServer((socket) => socket.resume()))
    const { client } = setUpHttp({ ...server, options: { ...once, totalTimeoutMs: 100 } })
    await Promise.allSettled([client.send(read()), client.send(read()), client.send(read())])
    await until(() => server.openSockets === 0)
  })

  it('lets the next request through after one that was given up', async () => {
    let isFirst = true
    const server = await kept(
      startLocalServer((_request, response) => {
        if (!isFirst) response.end('{}')
        isFirst = false
      }),
    )
    const { client } = setUpHttp({ ...server, limits: { concurrency: 1 }, options: { totalTimeoutMs: 100 } })
    expect((await client.send(read())).status).toBe(200)
  })
})

describe('size', () => {
  const options = { maxBodyBytes: 100_000, maxDecodedBytes: 200_000 }

  it('ends for a body without end', async () => {
    const server = await kept(
      startLocalServer((_request, response) => {
        const pour = () => {
          while (!response.destroyed && response.write(Buffer.alloc(16_384)));
        }
        response.on('drain', pour)
        pour()
      }),
    )
    const { client } = setUpHttp({ ...server, options })
    await expect(client.send(read())).rejects.toMatchObject({ name: 'VendorError', code: 'too-large' })
    await until(() => server.openSockets === 0)
  })

  it('is judged by what a header announces, before anything is read', async () => {
    const server = await kept(
      startLocalServer((_request, response) => response.writeHead(200, { 'content-length': '99999999999' }).write('x')),
    )
    const { client } = setUpHttp({ ...server, options })
    await expect(client.send(read())).rejects.toMatchObject({ code: 'too-large' })
  })

  it('of what a small body unpacks to is limited as well', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 2 ** 20))
    const server = await kept(startLocalServer((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)))
    const { client } = setUpHttp({ ...server, options })
    const before = process.memoryUsage.rss()
    await expect(client.send(read())).rejects.toMatchObject({ code: 'too-large' })
    expect(process.memoryUsage.rss() - before).toBeLessThan(40 * 2 ** 20)
    expect(server.received).toHaveLength(1)
  })

  it('of the headers is limited', async () => {
    const server = await kept(
      startRawServer((socket) => {
        socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\n${'x-flood: 0123456789\r\n'.repeat(20_000)}\r\n`))
      }),
    )
    const { client } = setUpHttp(server)
    await expect(client.send(read())).rejects.toMatchObject({ code: 'headers-too-large' })
  })

  it('makes a write uncertain, because it was carried out', async () => {
    const server = await kept(startLocalServer((_request, response) => response.end(Buffer.alloc(150_000))))
    const { client } = setUpHttp({ ...server, options })
    await expect(client.send(createOnce())).rejects.toMatchObject({ name: 'AnswerLostError' })
  })
})

describe('form', () => {
  it('unpacks a gzipped answer', async () => {
    const server = await kept(
      startLocalServer((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"ok":true}'))),
    )
    const { client } = setUpHttp(server)
    expect((await client.send(read())).json()).toEqual({ ok: true })
  })

  it('names a partner that does not speak HTTP', async () => {
    const server = await kept(startRawServer((socket) => socket.once('data', () => socket.end('502 command not recognised\r\n'))))
    const { client } = setUpHttp(server)
    await expect(client.send(read())).rejects.toMatchObject({ name: 'VendorError', code: 'unreadable' })
  })

  it('is not confused by a damaged gzip body', async () => {
    const server = await kept(
      startLocalServer((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain')),
    )
    const { client } = setUpHttp(server)
    await expect(client.send(read())).rejects.toMatchObject({ code: 'unreadable' })
  })
})

async function until(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !isTrue(); turn++) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(isTrue()).toBe(true)
}

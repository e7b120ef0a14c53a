import type http from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { type ReceivedRequest, startLocalServer } from '#tests/support/local-server.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { createImageFetcher } from './fetch-image.ts'
import { createImageStore, maxImageBytes } from './image-store.ts'

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 1, 2, 3])
const { signal } = new AbortController()

type Answer = (request: ReceivedRequest, response: http.ServerResponse) => void

async function arrange(answer: Answer, { origin }: { readonly origin?: string } = {}) {
  const server = await startLocalServer(answer)
  const clock = createFakeClock({ passes: true })
  const store = createImageStore({ dataFolder: temporaryFolder(), clock })
  const fetcher = createImageFetcher({
    ...{ origin: origin ?? server.origin, connectionName: 'CCV · winkel', connectionId: 'c1', store, clock },
    ...{ log: () => {}, secrets: ['c4n4ry'] },
  })
  onTestFinished(async () => {
    await fetcher.close()
    await server.close()
  })
  const fetch = (path = '/photos/1.png', mark = 'product 1 1.png') => fetcher.fetchImage({ url: server.origin + path, mark, signal })
  return { server, store, clock, fetch }
}

const picture: Answer = ({ headers }, response) => {
  if (headers['if-none-match'] === '"v1"') response.writeHead(304, { etag: '"v1"' }).end()
  else response.writeHead(200, { 'content-type': 'image/png', etag: '"v1"' }).end(png)
}

it('keeps the picture, and asks for it with nothing of the connection', async () => {
  const { server, store, fetch } = await arrange(picture)
  const image = await fetch()
  expect([image.mimeType, image.size, store.read(image.hash)]).toEqual(['image/png', 9, png.toString('base64')])
  expect(Object.keys(server.received[0]?.headers ?? {}).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
})

it('does not fetch a picture again whose mark is known, and asks after a day whether it is still the same', async () => {
  const { server, clock, fetch } = await arrange(picture)
  const first = await fetch()
  expect([await fetch(), server.received.length]).toEqual([first, 1])
  await clock.advance(25 * 3_600_000)
  expect([await fetch(), server.received[1]?.headers['if-none-match']]).toEqual([first, '"v1"'])
  await fetch()
  expect(server.received.length).toBe(2)
  await fetch('/photos/1.png', 'product 2 1.png')
  expect(server.received.length).toBe(3)
})

it.each<[string, string, Answer]>([
  [
    'what calls itself no image',
    'something else than an image',
    (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(png),
  ],
  [
    'what says it is one and is none',
    'neither JPEG',
    (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('<html>'),
  ],
  ['what is not there', 'HTTP 404', (_, response) => response.writeHead(404).end()],
  [
    'what is too large',
    'was answered with more than',
    (_, response) => response.writeHead(200, { 'content-length': String(maxImageBytes + 1) }).end(png),
  ],
])('refuses %s', async (_what, words, answer) => {
  const { fetch } = await arrange(answer)
  await expect(fetch()).rejects.toThrow(words)
})

it('follows a redirect to where it may go, and to no other place', async () => {
  const { server, fetch } = await arrange((request, response) => {
    const target = {
      '/moved': '/photos/1.png',
      '/out': 'http://192.168.1.1/1.png',
      '/metadata': 'https://169.254.169.254/',
      '/loop': '/loop',
    }[request.url]
    if (target === undefined) picture(request, response)
    else response.writeHead(302, { location: target }).end()
  })
  expect((await fetch('/moved')).size).toBe(9)
  await expect(fetch('/out')).rejects.toMatchObject({ code: 'image-address' })
  await expect(fetch('/metadata')).rejects.toThrow('is none of the public internet')
  await expect(fetch('/loop')).rejects.toThrow('redirected more than 3 times')
  expect(server.received.filter(({ url }) => url === '/loop').length).toBe(4)
})

it('reaches nothing on this computer for a connection to the outside', async () => {
  const { server, fetch } = await arrange(picture, { origin: 'https://name.ccvshop.nl' })
  await expect(fetch()).rejects.toMatchObject({ code: 'image-address' })
  expect(server.received).toEqual([])
})

it('asks a server that fails again and again for no more', async () => {
  const { server, fetch } = await arrange((_request, response) => response.writeHead(500).end())
  for (const place of [1, 2, 3, 4, 5]) await expect(fetch(`/photos/${place}.png`)).rejects.toMatchObject({ name: 'BusyError' })
  const asked = server.received.length
  await expect(fetch('/photos/6.png')).rejects.toMatchObject({ code: 'image-server-down' })
  expect(server.received.length).toBe(asked)
})

it('stops with the run', async () => {
  const stop = new AbortController()
  const { server } = await arrange(() => {})
  const fetcher = createImageFetcher({
    ...{ origin: server.origin, connectionName: 'CCV', connectionId: 'c2', clock: createFakeClock(), log: () => {}, secrets: [] },
    store: createImageStore({ dataFolder: temporaryFolder(), clock: createFakeClock() }),
  })
  onTestFinished(() => fetcher.close())
  const fetching = fetcher.fetchImage({ url: `${server.origin}/1.png`, mark: '', signal: stop.signal })
  await expect.poll(() => server.received.length).toBe(1)
  stop.abort()
  await expect(fetching).rejects.toMatchObject({ name: 'StoppedError' })
})

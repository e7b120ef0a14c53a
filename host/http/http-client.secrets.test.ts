import { inspect } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import type { HttpRequest } from '#core/kit/ports.ts'
import { createOnce, read, setUpHttp } from '#tests/support/http-setup.ts'
import { type LocalServer, startLocalServer, startRawServer } from '#tests/support/local-server.ts'

const canaries = {
  apiKey: 'CANARY-key-9c1f2b',
  bearer: 'CANARY-bearer-77ab',
  password: 'CANARY-pass&word',
  ident: 'CANARY-ident-5521',
  cookie: 'CANARY-cookie-31',
  signed: 'CANARY-signed-url',
}

const credentials: Partial<HttpRequest> = {
  query: { page: '2', 'X-Amz-Signature': canaries.signed },
  secretQuery: { ident: canaries.ident },
  headers: {
    authorization: `Bearer ${canaries.bearer}`,
    'x-api-key': canaries.apiKey,
    cookie: `sid=${canaries.cookie}`,
    'proxy-authorization': `Basic ${Buffer.from(`sales:${canaries.password}`).toString('base64')}`,
  },
}

/** Everything a log, a journal, a bug report or an uncaught error could show of it. */
function everythingSeenIn(value: unknown): string {
  const chain: unknown[] = []
  for (let error = value; error instanceof Error && chain.length < 10; error = error.cause) {
    chain.push({ ...error, message: error.message, stack: error.stack, name: error.name })
  }
  return [JSON.stringify(value), JSON.stringify(chain), inspect(value, { depth: 20, showHidden: true }), String(value)].join('\n')
}

type Misbehaviour = () => Promise<LocalServer>
const echo = (request: { readonly url: string; readonly headers: object }) => JSON.stringify(request)

const misbehaviours: Readonly<Record<string, Misbehaviour>> = {
  'status 500 that repeats the request': () =>
    startLocalServer((request, response) => response.writeHead(500, { 'x-echo': request.url }).end(echo(request))),
  'status 429': () => startLocalServer((_request, response) => response.writeHead(429, { 'retry-after': '1' }).end()),
  'a cut connection': () => startLocalServer((_request, response) => response.destroy()),
  silence: () => startRawServer(() => undefined),
  'no HTTP': () => startRawServer((socket) => socket.once('data', (data) => socket.end(data))),
  'a redirect to a host made of our secret': () =>
    startLocalServer((_request, response) =>
      response.writeHead(302, { location: `https://${canaries.apiKey}.evil.example/?k=${canaries.bearer}` }).end(),
    ),
  'a redirect loop with the secret in its path': () =>
    startLocalServer((_request, response) => response.writeHead(302, { location: `/x/${canaries.apiKey}?token=${canaries.bearer}` }).end()),
  'an endless header': () =>
    startRawServer((socket) => socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\nx: ${canaries.apiKey.repeat(10_000)}`))),
  'a damaged body': () =>
    startLocalServer((request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(echo(request))),
  'an unknown encoding': () =>
    startLocalServer((_request, response) => response.writeHead(200, { 'content-encoding': canaries.apiKey }).end('x')),
}

const options = { maxAttempts: 2, maxRefusals: 2, firstByteTimeoutMs: 100, totalTimeoutMs: 300, logAnswers: true }

it.each(
  Object.entries(misbehaviours).flatMap(([name, start]) => [
    { name, start, request: read(credentials), kind: 'reading' },
    { name, start, request: createOnce(credentials), kind: 'writing' },
  ]),
)('no secret shows in the error or the log of $kind after $name', async ({ start, request }) => {
  const server = await start()
  onTestFinished(() => server.close())
  const { client, logged } = setUpHttp({ ...server, secrets: [canaries.apiKey, canaries.password], options })
  const error: unknown = await client.send(request).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Error)
  expect(everythingSeenIn(error) + JSON.stringify(logged)).not.toContain('CANARY')
})

it('no secret shows when the header that holds it cannot be sent', async () => {
  const server = await startLocalServer((_request, response) => response.end())
  onTestFinished(() => server.close())
  const { client, logged } = setUpHttp({ ...server, secrets: [canaries.apiKey] })
  const error: unknown = await client
    .send(read({ headers: { 'x-api-key': `${canaries.apiKey}\u0100` } }))
    .catch((thrown: unknown) => thrown)
  expect(everythingSeenIn(error) + JSON.stringify(logged)).not.toContain('CANARY')
})

it('no secret shows in the error of an answer that is not JSON', async () => {
  const server = await startLocalServer((request, response) =>
    response.writeHead(200, { 'content-type': `text/${canaries.apiKey}` }).end(`!${echo(request)}`),
  )
  onTestFinished(() => server.close())
  const { client } = setUpHttp({ ...server, secrets: [canaries.apiKey] })
  const response = await client.send(read(credentials))
  let error: unknown
  try {
    response.json()
  } catch (thrown) {
    error = thrown
  }
  expect(error).toMatchObject({ code: 'not-json' })
  expect(everythingSeenIn(error)).not.toContain('CANARY')
})

it('the log names path and ordinary query', async () => {
  const server = await startLocalServer((_request, response) => response.end('{}'))
  onTestFinished(() => server.close())
  const { client, logged } = setUpHttp({ ...server, options })
  await client.send(read(credentials))
  expect(logged).toMatchObject([{ level: 'debug', facts: { path: '/products?page=2&X-Amz-Signature=•••&ident=•••', status: 200 } }])
})

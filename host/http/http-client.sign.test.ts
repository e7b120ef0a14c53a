import { expect, it, onTestFinished } from 'vitest'
import { SettingsError } from '#core/kit/errors.ts'
import type { SentRequest } from '#core/kit/ports.ts'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { createOnce, read, setUpHttp } from '#tests/support/http-setup.ts'
import { type LocalServer, startLocalServer } from '#tests/support/local-server.ts'

/** A server that refuses `refusals` times before it answers. */
async function busyServer(refusals: number): Promise<LocalServer> {
  let left = refusals
  const server = await startLocalServer((_request, response) => {
    if (left-- > 0) response.writeHead(429, { 'retry-after': '60' }).end()
    else response.writeHead(200, { 'content-type': 'application/json' }).end('\ufeff{"naam":"Café"}')
  })
  onTestFinished(() => server.close())
  return server
}

it('signs the address exactly as it is sent, and the body', async () => {
  const server = await busyServer(0)
  const { client } = setUpHttp(server)
  const signed: SentRequest[] = []
  const sign = (sent: SentRequest) => {
    signed.push(sent)
    return { 'x-hash': 'abc' }
  }
  await client.send(createOnce({ path: '/orders/', query: { name: 'Café & thee' }, sign }))
  const [received] = server.received
  expect(signed).toEqual([{ method: 'POST', path: received?.url, body: received?.body }])
  expect(received?.headers['x-hash']).toBe('abc')
})

it('signs every attempt anew, because a signature holds its moment', async () => {
  const server = await busyServer(2)
  const clock = createFakeClock({ start: '2026-11-22T09:00:00Z', passes: true })
  const { client } = setUpHttp({ ...server, clock })
  await client.send(read({ sign: () => ({ 'x-date': clock.now().toISOString() }) }))
  expect(server.received.map(({ headers }) => headers['x-date'])).toEqual([
    '2026-11-22T09:00:00.000Z',
    '2026-11-22T09:01:00.000Z',
    '2026-11-22T09:02:00.000Z',
  ])
})

it('sends nothing when it cannot be signed', async () => {
  const server = await busyServer(0)
  const { client } = setUpHttp(server)
  const sign = () => {
    throw new SettingsError('The key is none.')
  }
  await expect(client.send(read({ sign }))).rejects.toThrow('The key is none.')
  expect(server.received).toEqual([])
})

it('gives the body as it came, which its text is not: a byte order mark is gone there', async () => {
  const { client } = setUpHttp(await busyServer(0))
  const answer = await client.send(read())
  expect(Buffer.from(answer.bytes ?? []).toString('utf8')).toBe('\ufeff{"naam":"Café"}')
  expect(answer.text()).toBe('{"naam":"Café"}')
})

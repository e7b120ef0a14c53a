import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { read, setUpHttp } from '#tests/support/http-setup.ts'
import { type LocalServer, startLocalServer } from '#tests/support/local-server.ts'
import { defaultHttpOptions } from './options.ts'
import { whileSomeoneWaits } from './someone-waits.ts'

type Answer = Parameters<typeof startLocalServer>[0]

async function serverThat(answer: Answer): Promise<LocalServer> {
  const server = await startLocalServer(answer)
  onTestFinished(() => server.close())
  return server
}

/** Nothing listens there. */
async function closedOrigin(): Promise<string> {
  const server = await startLocalServer(() => undefined)
  await server.close()
  return server.origin
}

describe('a request somebody waits for', () => {
  it('to a system that is down is told after one more attempt, where a run tries eight times', async () => {
    const origin = await closedOrigin()
    const waiting = setUpHttp({ origin, options: whileSomeoneWaits })
    await expect(waiting.client.send(read())).rejects.toMatchObject({ code: 'connection-refused', facts: { attempts: 2 } })
    expect(waiting.clock.sleeps).toEqual([500])
    await expect(setUpHttp({ origin }).client.send(read())).rejects.toMatchObject({ facts: { attempts: defaultHttpOptions.maxAttempts } })
  })

  it('gets over a blip', async () => {
    const server = await serverThat((_request, response) =>
      server.received.length === 1 ? response.destroy() : response.end('{"ok":true}'),
    )
    const { client } = setUpHttp({ ...server, options: whileSomeoneWaits })
    expect((await client.send(read())).json()).toEqual({ ok: true })
  })

  it('is not tried again when the first attempt took long', async () => {
    const clock = createFakeClock({ passes: true })
    const server = await serverThat((_request, response) => void clock.advance(4_000).then(() => response.destroy()))
    const { client } = setUpHttp({ ...server, clock, options: whileSomeoneWaits })
    await expect(client.send(read())).rejects.toMatchObject({
      code: 'no-answer',
      hint: 'Look whether the system is up, then ask again.',
      facts: { attempts: 1 },
    })
  })

  it('waits for a short "not now", and says so at once when it is a long one', async () => {
    let retryAfter = '2'
    const server = await serverThat((_request, response) => {
      if (server.received.length % 2 === 1) response.writeHead(429, { 'retry-after': retryAfter }).end()
      else response.end('{}')
    })
    const { client, clock } = setUpHttp({ ...server, options: whileSomeoneWaits })
    expect((await client.send(read())).status).toBe(200)
    retryAfter = '60'
    await expect(client.send(read())).rejects.toMatchObject({ code: 'too-many-requests', facts: { attempts: 1 } })
    expect(clock.sleeps).toEqual([2_000])
  })

  it('does not stand in line until the hour is over', async () => {
    const server = await serverThat((_request, response) => response.end('{}'))
    const { client, clock } = setUpHttp({ ...server, limits: { concurrency: 1, perHour: 1 }, options: whileSomeoneWaits })
    await client.send(read())
    await expect(client.send(read())).rejects.toMatchObject({
      code: 'too-many-requests',
      message: 'Odoo · Demo BV: product.read may be asked again in 60 min: the calls the system allows are used up.',
    })
    expect([server.received.length, clock.sleeps]).toEqual([1, []])
  })

  it('has short limits to begin with', () => {
    const { connectTimeoutMs = Number.NaN, firstByteTimeoutMs = Number.NaN } = whileSomeoneWaits
    expect(connectTimeoutMs).toBeLessThanOrEqual(5_000)
    expect(firstByteTimeoutMs).toBeLessThan(defaultHttpOptions.firstByteTimeoutMs)
  })
})

import { expect, it, onTestFinished } from 'vitest'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { read, setUpHttp } from '#tests/support/http-setup.ts'
import { startLocalServer } from '#tests/support/local-server.ts'

const hourly = { concurrency: 4, perHour: 500 }
const passing = () => createFakeClock({ passes: true })

async function serverThatAnswers(...answers: readonly { readonly status: number; readonly headers?: Readonly<Record<string, string>> }[]) {
  const left = [...answers]
  const server = await startLocalServer((_request, response) => {
    const { status, headers = {} } = left.length > 1 ? (left.shift() ?? { status: 500 }) : (left[0] ?? { status: 500 })
    response.writeHead(status, headers).end('{}')
  })
  onTestFinished(() => server.close())
  return server
}

it('waits for the next hour when it is told that this one is used up', async () => {
  const clock = passing()
  const server = await serverThatAnswers({ status: 429, headers: { 'x-ratelimit-reset': '2400' } }, { status: 200 })
  const { client } = setUpHttp({ ...server, clock, limits: hourly })
  const { status } = await client.send(read())
  expect([status, clock.sleeps]).toEqual([200, [2_400_000]])
})

it('sends nothing more once the answer says that no call is left', async () => {
  const clock = passing()
  const server = await serverThatAnswers(
    { status: 200, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '900' } },
    { status: 200 },
  )
  const { client } = setUpHttp({ ...server, clock, limits: hourly })
  await client.send(read())
  const before = clock.sleeps.length
  await client.send(read())
  expect([before, clock.sleeps]).toEqual([0, [900_000]])
})

it('counts clients of one connection together, whatever origin they are bound to', async () => {
  const clock = passing()
  const servers = [await serverThatAnswers({ status: 200 }), await serverThatAnswers({ status: 200 })]
  const [erp, orders] = servers.map(
    ({ origin }) => setUpHttp({ origin, clock, limits: { concurrency: 4, perHour: 2 }, connectionId: 'books' }).client,
  )
  await erp?.send(read())
  await orders?.send(read())
  await erp?.send(read())
  expect(clock.sleeps).toEqual([3_600_000])
})

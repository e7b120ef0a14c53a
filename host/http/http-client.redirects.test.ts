import { describe, expect, it, onTestFinished } from 'vitest'
import { createOnce, read, setUpHttp } from '#tests/support/http-setup.ts'
import { type LocalServer, startLocalServer } from '#tests/support/local-server.ts'

/** A server that redirects by path: `{ '/a': '/b' }`. Other paths answer 200. */
async function redirecting(targets: Readonly<Record<string, string>>, status = 302): Promise<LocalServer> {
  const server = await startLocalServer(({ url }, response) => {
    const target = targets[url.split('?')[0] ?? '']
    if (target === undefined) response.end('arrived')
    else response.writeHead(status, { location: target }).end()
  })
  onTestFinished(() => server.close())
  return server
}

describe('a redirect within the origin', () => {
  it('is followed for reading, with the headers', async () => {
    const server = await redirecting({ '/products': '/v2/products?x=1' })
    const { client } = setUpHttp(server)
    const response = await client.send(read({ headers: { authorization: 'Bearer abc' } }))
    expect([response.text(), server.received[1]?.url, server.received[1]?.headers.authorization]).toEqual([
      'arrived',
      '/v2/products?x=1',
      'Bearer abc',
    ])
  })

  it('gets no secret query along', async () => {
    const server = await redirecting({ '/products': '/v2/products' })
    const { client } = setUpHttp(server)
    await client.send(read({ secretQuery: { secret: 'c4n4ry' } }))
    expect(server.received[1]?.url).toBe('/v2/products')
  })

  it('is followed five times', async () => {
    const server = await redirecting({ '/1': '/2', '/2': '/3', '/3': '/4', '/4': '/5', '/5': '/6' })
    const { client } = setUpHttp(server)
    expect((await client.send(read({ path: '/1' }))).text()).toBe('arrived')
  })

  it('is not followed a sixth time', async () => {
    const server = await redirecting({ '/loop': '/loop' })
    const { client } = setUpHttp(server)
    await expect(client.send(read({ path: '/loop' }))).rejects.toMatchObject({ name: 'ConnectionError', code: 'redirect-loop' })
    expect(server.received).toHaveLength(6)
  })

  it.each([301, 302, 303, 307, 308])('is not followed for a write (status %i)', async (status) => {
    const server = await redirecting({ '/orders': '/v2/orders' }, status)
    const { client } = setUpHttp(server)
    await expect(client.send(createOnce())).rejects.toMatchObject({ name: 'ConnectionError', code: 'redirect-refused' })
    expect(server.received).toHaveLength(1)
  })
})

describe('a redirect to another origin', () => {
  it.each([301, 302, 303, 307, 308])('sends nothing there and names both hosts (status %i)', async (status) => {
    const hostile = await startLocalServer((_request, response) => response.end('thanks'))
    onTestFinished(() => hostile.close())
    const server = await redirecting({ '/products': `${hostile.origin}/collect` }, status)
    const { client } = setUpHttp(server)
    const error: unknown = await client.send(read({ headers: { authorization: 'Bearer c4n4ry' } })).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      name: 'ConnectionError',
      code: 'redirect-refused',
      message: `Odoo · Demo BV: product.read was redirected from 127.0.0.1:${server.port} to ${hostile.origin}.`,
    })
    expect(hostile.received).toHaveLength(0)
  })

  it.each([
    '//evil.example/x',
    '/\\evil.example/x',
    'http://localhost/x',
    'http://user:pw@127.0.0.1/x',
    'ftp://127.0.0.1/x',
    'javascript:alert(1)',
    'http://',
  ])('is seen in %s', async (location) => {
    const server = await redirecting({ '/products': location })
    const { client } = setUpHttp(server)
    await expect(client.send(read())).rejects.toMatchObject({ code: 'redirect-refused' })
    expect(server.received).toHaveLength(1)
  })

  it('is seen when the way goes over a redirect within', async () => {
    const server = await redirecting({ '/products': '/next', '/next': 'https://evil.example/' })
    const { client } = setUpHttp(server)
    await expect(client.send(read())).rejects.toMatchObject({ code: 'redirect-refused', facts: { to: 'evil.example' } })
  })
})

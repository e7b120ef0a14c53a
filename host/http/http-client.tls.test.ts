import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { read, setUpHttp } from '#tests/support/http-setup.ts'
import { type LocalServer, startLocalServer, startRawServer } from '#tests/support/local-server.ts'

interface Certificate {
  readonly key: string
  readonly cert: string
}

const folder = mkdtempSync(join(tmpdir(), 'sluice-tls-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Node can check certificates but not make them. */
function makeCertificate(name: string, { days, alternative }: { readonly days: number; readonly alternative: string }): Certificate {
  const file = (ending: string) => join(folder, `${name}.${ending}`)
  const openssl = (...parameters: string[]) => execFileSync('openssl', parameters, { stdio: 'ignore' })
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', file('key'))
  openssl('req', '-new', '-key', file('key'), '-subj', '/CN=sluice-test', '-addext', `subjectAltName=${alternative}`, '-out', file('csr'))
  openssl(
    'x509',
    '-req',
    '-in',
    file('csr'),
    '-signkey',
    file('key'),
    '-days',
    String(days),
    '-copy_extensions',
    'copy',
    '-out',
    file('crt'),
  )
  return { key: readFileSync(file('key'), 'utf8'), cert: readFileSync(file('crt'), 'utf8') }
}

function tryToMake(): Readonly<Record<'valid' | 'expired' | 'other', Certificate>> | undefined {
  try {
    return {
      valid: makeCertificate('valid', { days: 2, alternative: 'IP:127.0.0.1' }),
      expired: makeCertificate('expired', { days: -1, alternative: 'IP:127.0.0.1' }),
      other: makeCertificate('other', { days: 2, alternative: 'DNS:erp.example.nl' }),
    }
  } catch (error) {
    console.warn(`TLS tests are skipped: openssl could not make certificates (${error instanceof Error ? error.message : error}).`)
    return undefined
  }
}

const certificates = tryToMake()

async function serve(certificate: Certificate | undefined): Promise<LocalServer> {
  const server = await startLocalServer((_request, response) => response.end('{}'), certificate)
  onTestFinished(() => server.close())
  return server
}

describe.skipIf(certificates === undefined)('a certificate', () => {
  it('that is self-signed is refused before anything is sent', async () => {
    const server = await serve(certificates?.valid)
    const { client } = setUpHttp(server)
    await expect(client.send(read())).rejects.toMatchObject({
      name: 'ConnectionError',
      code: 'tls',
      message: `Odoo · Demo BV: 127.0.0.1:${server.port} cannot be trusted: its certificate is self-signed.`,
    })
    expect(server.received).toHaveLength(0)
  })

  it('is accepted from an authority the connection brings along', async () => {
    const server = await serve(certificates?.valid)
    const { client } = setUpHttp({ ...server, options: { certificateAuthorities: [certificates?.valid.cert ?? ''] } })
    expect((await client.send(read())).status).toBe(200)
  })

  it('that has expired is refused', async () => {
    const server = await serve(certificates?.expired)
    const { client } = setUpHttp({ ...server, options: { certificateAuthorities: [certificates?.expired.cert ?? ''] } })
    await expect(client.send(read())).rejects.toMatchObject({ code: 'tls', message: expect.stringContaining('has expired') })
  })

  it('of another host is refused', async () => {
    const server = await serve(certificates?.other)
    const { client } = setUpHttp({ ...server, options: { certificateAuthorities: [certificates?.other.cert ?? ''] } })
    await expect(client.send(read())).rejects.toMatchObject({ code: 'tls', message: expect.stringContaining('belongs to another host') })
  })

  it('is checked even where the environment says not to', async () => {
    const server = await serve(certificates?.valid)
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    onTestFinished(() => {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before
    })
    const { client } = setUpHttp(server)
    await expect(client.send(read())).rejects.toMatchObject({ code: 'tls' })
  })
})

it('names a partner that speaks no TLS', async () => {
  const server = await startRawServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')))
  onTestFinished(() => server.close())
  const { client } = setUpHttp({ origin: server.origin.replace('http:', 'https:') })
  await expect(client.send(read())).rejects.toMatchObject({ code: 'tls', message: expect.stringContaining('does not speak TLS') })
})

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodeOfRun } from '#cli/exit-codes.ts'
import { showReport } from '#cli/output/show-report.ts'
import { connectors } from '#connectors/index.ts'
import { parseFlowText } from '#core/flow/parse.ts'
import { openJournal } from '#host/journal/open-journal.ts'
import { executeRun } from '#host/run/execute-run.ts'
import type { OpenableConnection } from '#host/run/protocol.ts'
import { nodes } from '#nodes/index.ts'
import { captureOutput } from '#tests/support/captured-shell.ts'
import { type CommandLineShop, startCommandLineShop, templateFile } from '#tests/support/command-line-shop.ts'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { startLocalServer } from '#tests/support/local-server.ts'

let shop: CommandLineShop
beforeAll(async () => {
  shop = await startCommandLineShop({ orderCount: 4 })
})
afterAll(() => shop?.close())

/** A run gives a silent host up after half a minute of trying; here that time passes at once, so the run is not in a process of its own. */
async function runWithoutWaiting(connections: Readonly<Record<string, OpenableConnection>>) {
  const parsed = parseFlowText(readFileSync(templateFile, 'utf8'))
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  const { dataFolder } = shop.line
  const clock = createFakeClock({ passes: true })
  const ended = await executeRun(
    { type: 'start', dataFolder, document: parsed.ok, mode: 'run', connections },
    { nodes, connectors, clock, signal: new AbortController().signal, tell: () => undefined },
  )
  const { output, said } = captureOutput()
  const journal = openJournal({ folder: dataFolder, clock, role: 'guest' })
  showReport(output, { ended, journal, flowName: 'Orders' })
  journal.close()
  return { said: said.stdout, exitCode: exitCodeOfRun(ended) }
}

function openable(connectorId: 'mplus' | 'odoo', name: string, settings: Readonly<Record<string, unknown>>): OpenableConnection {
  const { ident, secret, apiKey, ...plain } = settings as Record<string, string>
  const secrets: Record<string, string> = connectorId === 'mplus' ? { ident: ident ?? '', secret: secret ?? '' } : { apiKey: apiKey ?? '' }
  const stored = { id: name, name, connectorId, readOnly: false, createdAt: '2026-11-22T09:00:00Z', secretFields: Object.keys(secrets) }
  return { stored: { ...stored, settings: plain }, secrets }
}

describe('a system that cannot be reached', () => {
  // Port 9 (discard) is closed on every machine of today; .invalid never resolves (RFC 6761).
  it.each([
    ['till', 'a closed port', { port: 9 }, 'nothing answers at 127.0.0.1:9 (connection refused)', 'Check that the system is running'],
    ['till', 'an unknown name', { address: 'https://kassa.invalid' }, 'there is no host named "kassa.invalid"', 'Check the address'],
    [
      'books',
      'a closed port',
      { url: 'http://127.0.0.1:9' },
      'nothing answers at 127.0.0.1:9 (connection refused)',
      'Check that the system',
    ],
    ['books', 'an unknown name', { url: 'https://books.invalid' }, 'there is no host named "books.invalid"', 'Check the address'],
  ] as const)(
    '(%s, %s) ends the run with its address and what to check, nothing read for good and nothing written',
    async (side, _kind, change, says, hint) => {
      const settings = { till: { ...shop.settings.till }, books: { ...shop.settings.books } }
      Object.assign(settings[side], change)
      const { said, exitCode } = await runWithoutWaiting({
        till: openable('mplus', 'My till', settings.till),
        books: openable('odoo', 'My books', settings.books),
      })
      expect(said).toContain(`${side === 'till' ? 'My till' : 'My books'}: ${says}.`)
      expect(said).toContain(hint)
      expect({ exitCode, position: await shop.position(), orders: shop.orderNumbers() }).toEqual({
        exitCode: 3,
        position: '[]',
        orders: [],
      })
    },
  )

  const certificate = makeSelfSigned()

  it.skipIf(certificate === undefined)('for want of a trustworthy certificate is sent nothing, and the run says so', async () => {
    const server = await startLocalServer((_request, response) => response.end('{}'), certificate)
    await shop.connect('Self-signed', 'mplus', { ...shop.settings.till, address: 'https://127.0.0.1', port: server.port })
    const { exitCode, stdout } = await shop.runOrders({ till: 'Self-signed' })
    await server.close()
    expect(stdout).toContain(`Self-signed: 127.0.0.1:${server.port} cannot be trusted: its certificate is self-signed.`)
    expect(stdout).toContain('Nothing was sent. Ask whoever runs this system for a valid certificate')
    expect(server.received).toEqual([])
    expect({ exitCode, position: await shop.position(), orders: shop.orderNumbers() }).toEqual({ exitCode: 3, position: '[]', orders: [] })
  })

  it('and is mended costs nothing: the next run reads every order', async () => {
    const { exitCode, stdout } = await shop.runOrders()
    expect(stdout).toContain('4 records read')
    expect(shop.orderNumbers().length).toBeGreaterThan(0)
    expect(exitCode).toBe(0)
  })
})

function makeSelfSigned(): { readonly key: string; readonly cert: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-tls-'))
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')] as const
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  try {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, '-keyout', key, '-out', cert], {
      stdio: 'ignore',
    })
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } catch (error) {
    console.warn(`The test of a self-signed certificate is skipped: openssl made none (${String(error)}).`)
    return undefined
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

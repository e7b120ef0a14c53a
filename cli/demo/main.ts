// npm run demo: the main job on practice systems, through the code that users run. Leaves nothing behind.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectors } from '#connectors/index.ts'
import { StoppedError } from '#core/kit/errors.ts'
import { systemClock } from '#host/clock.ts'
import { type PracticeSystem, practiceSystems } from '#host/practice/practice-systems.ts'
import type { RunEnded } from '#host/run/protocol.ts'
import { createAsking } from '../ask.ts'
import { loadFlow } from '../load-flow.ts'
import { showError } from '../output/show-error.ts'
import { showReport } from '../output/show-report.ts'
import { alarm, createOutput, quiet, strong } from '../output/style.ts'
import { safeText } from '../output/table.ts'
import { runFlowOnce } from '../run-flow-once.ts'
import { createShell } from '../shell.ts'
import { type BooksFacts, readBooks } from './verify-books.ts'

const flowFile = join(import.meta.dirname, '../../assets/templates/mplus-orders-to-odoo.flow.json')
const orderCount = 320

const stopping = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort(new StoppedError()))
const folder = mkdtempSync(join(tmpdir(), 'sluice-demo-'))
const output = createOutput({ isJson: false, stdout: process.stdout, stderr: process.stderr })
const shell = createShell({
  output,
  asking: createAsking({ stdin: process.stdin, stderr: process.stderr }),
  clock: systemClock,
  signal: stopping.signal,
  // The demo's secrets belong into no keychain: an encrypted file with a passphrase nobody needs again.
  environment: { ...process.env, SLUICE_DATA: folder, SLUICE_VAULT: 'file', SLUICE_PASSPHRASE: randomUUID() },
  exitWith: () => undefined,
})

const systems: PracticeSystem[] = []
try {
  process.exitCode = await runDemo()
} catch (error) {
  process.exitCode = showError(output, error)
} finally {
  for (const system of systems) await system.server.close()
  rmSync(folder, { recursive: true, force: true })
}

async function runDemo(): Promise<number> {
  const till = await start('mplus', 'Practice till')
  const books = await start('odoo', 'Practice books')
  const document = await loadFlow(flowFile)
  const bind = ['till=Practice till', 'books=Practice books']
  output.line(strong('Two practice systems are running on this computer.'))
  output.line(`  till   ${till.server.origin}  MplusKASSA with ${orderCount} orders of an autumn`)
  output.line(`  books  ${books.server.origin}  Odoo, empty but for the products`)

  output.line(strong(`\n1. "${document.name}" runs for the first time`))
  const first = await runFlowOnce(shell, document, { mode: 'run', bind })
  showReport(output, { ended: first, journal: shell.journal(), flowName: document.name })
  const afterFirst = await readBooks(books)

  output.line(strong('\n2. It runs again: there is nothing new at the till'))
  const second = await runFlowOnce(shell, document, { mode: 'run', bind })
  showShort(second)
  const afterSecond = await readBooks(books)

  output.line(strong('\n3. Its position is set back to the beginning: the till delivers every order once more'))
  const journal = shell.journal()
  for (const { sourceNodeId } of journal.positions(document.id))
    journal.setPosition(document.id, { sourceNodeId, position: null, described: '' })
  const third = await runFlowOnce(shell, document, { mode: 'run', bind })
  showShort(third)
  const afterThird = await readBooks(books)

  output.line(strong('\n4. The books, asked over their own API'))
  const checks: readonly (readonly [string, boolean])[] = [
    [`${afterThird.orders} sales orders, all of them confirmed`, afterThird.confirmed === afterThird.orders && afterThird.orders > 0],
    [`as many as the first run created (${first.progress.outcomes.created ?? 0})`, afterThird.orders === first.progress.outcomes.created],
    ['no order twice', afterThird.doubledReferences.length === 0],
    [`${afterThird.customers} customers, no e-mail address twice`, afterThird.doubledEmails.length === 0],
    ['the second and third run wrote nothing', isSame(afterFirst, afterSecond) && isSame(afterSecond, afterThird)],
    ['every record ended in exactly one outcome', [first, second, third].every(({ branchEnds }) => branchEnds.owed === branchEnds.settled)],
  ]
  for (const [says, holds] of checks) output.line(`  ${holds ? '✓' : alarm('✕')} ${says}`)
  output.line(`  ${quiet(`together ${formatCents(afterThird.totalCents)} EUR`)}`)
  return checks.every(([, holds]) => holds) ? 0 : 1
}

async function start(connectorId: string, name: string): Promise<PracticeSystem> {
  const system = await practiceSystems[connectorId]?.({ seed: 1, orderCount })
  const definition = connectors[connectorId]
  if (!system || !definition) throw new Error(`There is no practice system "${connectorId}".`)
  systems.push(system)
  await (await shell.connections()).add({ name, definition, settings: system.settings })
  return system
}

function showShort({ progress }: RunEnded): void {
  const counts = Object.entries(progress.outcomes).map(([kind, count]) => `${count} ${kind}`)
  output.line(`  ${progress.emitted} records read${counts.length > 0 ? `: ${safeText(counts.join(', '))}` : ''}`)
}

function isSame(a: BooksFacts, b: BooksFacts): boolean {
  return a.orders === b.orders && a.confirmed === b.confirmed && a.customers === b.customers && a.totalCents === b.totalCents
}

function formatCents(cents: bigint): string {
  const text = cents.toString().padStart(3, '0')
  return `${text.slice(0, -2)}.${text.slice(-2)}`
}

import { existsSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMplusSandbox } from '#connectors/mplus/sandbox/start.ts'
import { startOdooSandbox } from '#connectors/odoo/sandbox/start.ts'
import { shopOfTheTill } from '#host/practice/practice-systems.ts'
import { handsOn } from '#tests/browser/journey/hands.ts'
import { closeWebBrowser, startWebApp } from '#tests/browser/support/web-app.ts'
import { projectRoot } from '#tests/support/project-sources.ts'
import type { LoopDelay } from './watch-loop.ts'

/**
 * How late the event loop of the process that serves the page is: while nothing happens, and while a run goes on at full speed
 * with its flow open on the page. `node bench/app/event-loop.ts [--orders 3000]`
 */
const given = process.argv.indexOf('--orders')
const orderCount = given < 0 ? 3_000 : Number(process.argv[given + 1])
const longestRunMs = 180_000

const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
const found = join(folder, 'loop.json')
process.env.SLUICE_BENCH_LOOP = found
process.env.NODE_OPTIONS = `--import ${new URL('./watch-loop.ts', import.meta.url).href}`
const till = await startMplusSandbox({ orderCount })
const books = await startOdooSandbox({ shop: shopOfTheTill() })
const app = await startWebApp({ dataFolder: join(folder, 'data') })
try {
  const hands = handsOn(app.page)
  await hands.addConnection('MplusKASSA', {
    Address: 'http://127.0.0.1',
    'Port (required)': String(till.port),
    'Ident (required)': till.credentials.ident,
    'Secret (required)': till.credentials.secret,
  })
  await hands.addConnection('Odoo', {
    Address: books.origin,
    Database: books.database,
    'API key (required)': books.credentials.apiKey ?? '',
  })
  await hands.pasteFlow(readFileSync(join(projectRoot, 'assets/templates/mplus-orders-to-odoo.flow.json'), 'utf8'))
  await hands.importWith({ Till: 'MplusKASSA', Books: 'Odoo' })
  await delay()
  await new Promise((resolve) => setTimeout(resolve, 5_000))
  const idle = await delay()

  const began = performance.now()
  await hands.startRun()
  await app.page.locator('[data-run]:not([data-state="running"])').waitFor({ timeout: longestRunMs })
  const seconds = (performance.now() - began) / 1_000
  const busy = await delay()

  console.log(`${cpus().length} × ${cpus()[0]?.model}, load ${(loadavg()[0] ?? 0).toFixed(1)}, Node ${process.versions.node}`)
  console.log(`${orderCount.toLocaleString('en')} orders in ${seconds.toFixed(1)} s, till and books in one process beside it\n`)
  console.log('| Event loop of the serving process | median, ms | 99th percentile, ms | most, ms | samples |')
  console.log('| --- | --- | --- | --- | --- |')
  for (const [name, { p50, p99, max, samples }] of [
    ['idle, a flow open', idle],
    ['during the run', busy],
  ] as const) {
    console.log(`| ${name} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${max.toFixed(1)} | ${samples.toLocaleString('en')} |`)
  }
  console.log('\nThe timer that measures fires every millisecond; that millisecond is in the numbers.')
} finally {
  await app.close()
  await closeWebBrowser()
  await till.close()
  await books.close()
  await rm(folder, { recursive: true, force: true })
}

/** What was noted since the last time. */
async function delay(): Promise<LoopDelay> {
  rmSync(found, { force: true })
  process.kill(app.pid, 'SIGUSR2')
  while (!existsSync(found) || readFileSync(found, 'utf8') === '') await new Promise((resolve) => setTimeout(resolve, 20))
  // Written by watch-loop.ts a moment ago.
  return JSON.parse(readFileSync(found, 'utf8')) as LoopDelay
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { buildDesktop, builtPage } from '#cli/web/built-page.ts'
import { startApp } from '#tests/browser/electron/start-app.ts'
import { handsOn } from '#tests/browser/journey/hands.ts'
import { closeWebBrowser, startWebApp } from '#tests/browser/support/web-app.ts'
import { projectRoot } from '#tests/support/project-sources.ts'

/**
 * From the start of the process to the page, and to a flow that can be edited: the local web host in a browser that is open already,
 * and the built desktop app, which starts its own. Everything is built before. `node bench/app/start-up.ts [--rounds 5]`
 */
const given = process.argv.indexOf('--rounds')
const rounds = given < 0 ? 5 : Number(process.argv[given + 1])
const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
const flow = readFileSync(join(projectRoot, 'assets/templates/mplus-orders-to-odoo.flow.json'), 'utf8')

interface Started {
  readonly page: Page
  close(): Promise<void>
}

interface Times {
  readonly page: number
  readonly editor: number
}

const shells: Readonly<Record<string, (dataFolder: string) => Promise<Started>>> = {
  'local web host': (dataFolder) => startWebApp({ dataFolder }),
  'desktop, on the stand-in for Electron': async (dataFolder) => {
    const environment = { SLUICE_DATA: dataFolder, SLUICE_VAULT: 'file', SLUICE_PASSPHRASE: 'a passphrase for tests' }
    const { page, quit } = await startApp({ environment })
    await page.getByRole('navigation').first().waitFor()
    return { page, close: quit }
  },
}

try {
  await builtPage(console.error)
  await buildDesktop(console.error)
  const found = new Map<string, Times[]>()
  const flows = new Map<string, string>()
  for (const [name, start] of Object.entries(shells)) flows.set(name, await keepFlow(start, join(folder, name)))
  for (let round = 0; round < rounds; round++) {
    for (const [name, start] of Object.entries(shells)) {
      const times = await timeToEditor(() => start(join(folder, name)), flows.get(name) ?? '')
      found.set(name, [...(found.get(name) ?? []), times])
    }
  }
  console.log(
    `${cpus().length} × ${cpus()[0]?.model}, load ${(loadavg()[0] ?? 0).toFixed(1)}, Node ${process.versions.node}, ${rounds} starts each\n`,
  )
  console.log('| Start to | page, s (least–most) | editor, s (least–most) |')
  console.log('| --- | --- | --- |')
  for (const [name, times] of found)
    console.log(`| ${name} | ${spread(times.map(({ page }) => page))} | ${spread(times.map(({ editor }) => editor))} |`)
} finally {
  await closeWebBrowser()
  rmSync(folder, { recursive: true, force: true })
}

/** A first start nobody measures: it warms what a computer keeps warm, and leaves a flow to open. */
async function keepFlow(start: (dataFolder: string) => Promise<Started>, dataFolder: string): Promise<string> {
  const { page, close } = await start(dataFolder)
  const { pasteFlow, importWith } = handsOn(page)
  await pasteFlow(flow)
  await importWith({})
  const { hash } = new URL(page.url())
  await close()
  return hash
}

async function timeToEditor(start: () => Promise<Started>, hash: string): Promise<Times> {
  const began = performance.now()
  const { page, close } = await start()
  const atPage = performance.now()
  await page.evaluate((to) => {
    location.hash = to
  }, hash)
  await page.locator('.node').last().waitFor()
  await page.getByRole('complementary', { name: 'Palette' }).getByRole('button', { name: 'Filter', exact: true }).waitFor()
  const atEditor = performance.now()
  await close()
  return { page: (atPage - began) / 1_000, editor: (atEditor - began) / 1_000 }
}

function spread(seconds: readonly number[]): string {
  const sorted = seconds.toSorted((one, other) => one - other)
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2)
  return `${at(0.5)} (${at(0)}–${at(1)})`
}

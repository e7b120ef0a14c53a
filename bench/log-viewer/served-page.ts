import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { build, preview } from 'vite'
import { createDispatch, type Handlers } from '#core/contract/dispatch.ts'
import { findChromium } from '#tests/browser/support/find-chromium.ts'

export interface ServedPage {
  readonly page: Page
  close(): Promise<void>
}

/** The page as it is shipped, in a browser, on the given handlers. */
export async function servePage(handlers: Partial<Handlers>): Promise<ServedPage> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
  const configFile = new URL('../../vite.config.ts', import.meta.url).pathname
  await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })
  const server = await preview({ configFile, logLevel: 'error', build: { outDir: folder }, preview: { port: 0, host: '127.0.0.1' } })
  const browser = await chromium.launch({ ...(await findChromium()), headless: true })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Amsterdam' })
  // What the page asks for and nobody here answers is told as an error, as by any host.
  const dispatch = createDispatch(handlers as Handlers)
  const caller = { id: 'bench', signal: new AbortController().signal }
  await page.exposeFunction('askHost', (name: string, given: unknown) => dispatch(name, given, caller))
  await page.addInitScript(() => {
    const askHost = (name: string, given: unknown) =>
      (window as unknown as { askHost(name: string, given: unknown): Promise<unknown> }).askHost(name, given)
    Object.assign(window, { sluice: { request: askHost, listen: () => () => {} } })
  })
  await page.goto(server.resolvedUrls?.local[0] ?? '')
  return {
    page,
    close: async () => {
      await browser.close()
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

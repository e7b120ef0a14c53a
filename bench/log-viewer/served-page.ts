import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { startWebServer } from '#cli/web/web-server.ts'
import { createDispatch, type Handlers } from '#core/contract/dispatch.ts'
import { findChromium } from '#tests/browser/support/find-chromium.ts'

export interface ServedPage {
  readonly page: Page
  close(): Promise<void>
}

/**
 * The page as it is shipped, in a browser, on the given handlers, served by the local web host itself: what is measured is the way
 * rows really come, not that of a test's own channel. `isReadable` keeps the names of functions, for a profile.
 */
export async function servePage(
  handlers: Partial<Handlers>,
  { isReadable = false }: { readonly isReadable?: boolean } = {},
): Promise<ServedPage> {
  const pageFolder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
  const configFile = new URL('../../vite.config.ts', import.meta.url).pathname
  await build({ configFile, logLevel: 'error', build: { outDir: pageFolder, emptyOutDir: true, minify: !isReadable } })
  // What the page asks for and nobody here answers is told as an error, as by any host.
  const service = { dispatch: createDispatch(handlers as Handlers), listen: () => () => {} }
  const server = await startWebServer({ service, port: 0, pageFolder })
  const browser = await chromium.launch({ ...(await findChromium()), headless: true })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Amsterdam' })
  await page.goto(server.newLink())
  return {
    page,
    close: async () => {
      await browser.close()
      await server.close()
      await rm(pageFolder, { recursive: true, force: true })
    },
  }
}

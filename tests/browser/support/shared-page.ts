import { type BrowserServer, chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { findSwiftChromium } from './find-chromium.ts'
import { startPageServer } from './page-server.ts'

/** What one test run shares; the workers find it in their environment. */
export interface SharedPage {
  readonly address: string
  /** One browser per worker: the clipboard belongs to a browser, and files that run side by side both use it. */
  readonly browsers: readonly string[]
}

export const sharedPageVariable = 'SLUICE_TEST_PAGE'

/** Before the page's tests: builds it once and starts the browsers. */
export async function setup({ config }: TestProject): Promise<() => Promise<void>> {
  const [server, ...browsers] = await Promise.all([startPageServer(), ...Array.from({ length: config.maxWorkers }, launch)])
  const shared: SharedPage = { address: server.address, browsers: browsers.map((browser) => browser.wsEndpoint()) }
  process.env[sharedPageVariable] = JSON.stringify(shared)
  return async () => {
    delete process.env[sharedPageVariable]
    await Promise.all([server.close(), ...browsers.map((browser) => browser.close())])
  }
}

async function launch(): Promise<BrowserServer> {
  return chromium.launchServer({ ...(await findSwiftChromium()), headless: true })
}

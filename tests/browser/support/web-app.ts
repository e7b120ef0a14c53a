import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { projectRoot } from '#tests/support/project-sources.ts'
import { findChromium } from './find-chromium.ts'

export interface WebApp {
  readonly page: Page
  readonly pid: number
  /** At once, as when the power goes. */
  kill(): Promise<void>
  close(): Promise<void>
}

let shared: Promise<Browser> | undefined

/** The app as `sluice serve` gives it: a real process, its link, and a browser that opens it. */
export async function startWebApp({
  dataFolder,
  theme = 'light',
}: {
  readonly dataFolder: string
  readonly theme?: 'light' | 'dark'
}): Promise<WebApp> {
  const child = spawn(process.execPath, [join(projectRoot, 'cli/main.ts'), 'serve', '--no-open', '--json'], {
    cwd: projectRoot,
    env: { ...process.env, SLUICE_DATA: dataFolder, SLUICE_VAULT: 'file', SLUICE_PASSPHRASE: 'a passphrase for tests' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const link = await linkOf(child)
  shared ??= findChromium().then((options) => chromium.launch({ ...options, headless: true }))
  const context = await (await shared).newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: theme,
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    acceptDownloads: true,
  })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  await page.goto(link)
  await page.getByRole('navigation').first().waitFor({ timeout: 60_000 })
  return {
    page,
    pid: child.pid ?? 0,
    kill: () => end(child, context, 'SIGKILL'),
    close: () => end(child, context, 'SIGTERM'),
  }
}

export async function closeWebBrowser(): Promise<void> {
  const browser = await shared
  shared = undefined
  await browser?.close()
}

async function end(child: ChildProcess, context: BrowserContext, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal)
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  await context.close()
}

async function linkOf(child: ChildProcess): Promise<string> {
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk
  })
  if (!child.stdout) throw new Error('The app has no standard output.')
  for await (const line of createInterface({ input: child.stdout })) {
    const told: unknown = JSON.parse(line)
    if (typeof told === 'object' && told !== null && 'link' in told) return String(told.link)
  }
  throw new Error(`The app ended before it gave a link: ${said}`)
}

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Control } from './stand-in.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export interface StartedApp {
  readonly page: Page
  readonly pid: number
  /** What the desktop shows, after doing something there. */
  act(asked: Readonly<Record<string, unknown>>): Promise<Control>
  /** At once and without a word, as when the power goes. */
  kill(): Promise<void>
  quit(): Promise<void>
}

/** Starts the built main script on the stand-in for Electron (`stand-in.ts`) and joins its window. */
export async function startApp({
  environment = {},
  words = [],
}: {
  readonly environment?: Readonly<Record<string, string>>
  readonly words?: readonly string[]
}): Promise<StartedApp> {
  const port = await freePort()
  const child = fork(`${root}dist/electron/main.js`, [...words], {
    execArgv: ['--import', new URL('./register.ts', import.meta.url).href],
    env: { ...process.env, ...environment, STAND_IN_DEBUG_PORT: String(port) },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said = `${said}${chunk}`.slice(-5_000)
  })
  const gone = new Promise<never>((_resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The app ended with ${code}: ${said}`)))
  })
  // Awaited by whoever waits for the window; an end afterwards is the test's own.
  gone.catch(() => {})
  const browser = await Promise.race([join(port), gone])
  const page = await Promise.race([windowOf(browser), gone])
  return {
    page,
    pid: child.pid ?? 0,
    act: (asked) => act(child, asked),
    kill: async () => {
      child.kill('SIGKILL')
      if (child.exitCode === null) await once(child, 'exit')
      await browser.close().catch(() => {})
    },
    quit: async () => {
      await act(child, { kind: 'tray', label: 'Quit Sluice' })
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

async function act(child: ChildProcess, asked: Readonly<Record<string, unknown>>): Promise<Control> {
  child.send(asked)
  for (;;) {
    const [message] = (await once(child, 'message')) as [{ readonly kind: string; readonly state: Control }]
    if (message.kind === 'state') return message.state
  }
}

async function join(port: number): Promise<Browser> {
  for (;;) {
    try {
      return await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

async function windowOf(browser: Browser): Promise<Page> {
  for (;;) {
    const page = browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((one) => one.url().startsWith('https://sluice.stand-in'))
    if (page) return page
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

/**
 * A small stand-in for the `electron` module, so that the real main script and the real preload are executed where Electron's program
 * cannot be had. Windows are pages of one Chromium, IPC and preload are wired for real, `utilityProcess` is a forked Node.
 *
 * What it cannot prove: Chromium's sandbox and context isolation (the preload runs in the page's own world here), Electron's
 * enforcement of the web preferences, the native look of menus, tray and notifications (they are recorded, and can be clicked over
 * the control pipe), fuses, code signing, auto-start, and that `app://` is a real scheme (it is https://sluice.stand-in here,
 * answered by the same handler).
 */
import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findSwiftChromium } from '../support/find-chromium.ts'

const origin = 'https://sluice.stand-in'
const toReal = (url: string) => url.replace(/^app:\/\/sluice/, origin)
const toApp = (url: string) => url.replace(origin, 'app://sluice')

/** What the test can see and do; sent over the pipe to the process that started this one. */
export interface Control {
  readonly menu: readonly string[]
  readonly tray: readonly { readonly label: string; readonly enabled: boolean }[]
  readonly notifications: readonly { readonly title: string; readonly body: string }[]
  readonly dialogs: readonly unknown[]
  readonly opened: readonly string[]
  readonly preferences: Readonly<Record<string, unknown>> | undefined
  readonly isVisible: boolean
}

interface MenuItem {
  readonly label?: string
  readonly id?: string
  readonly role?: string
  readonly accelerator?: string
  readonly enabled?: boolean
  readonly type?: string
  readonly click?: () => void
  readonly submenu?: readonly MenuItem[]
}

const seen = {
  menu: [] as readonly MenuItem[],
  tray: [] as readonly MenuItem[],
  notifications: [] as { title: string; body: string; click: () => void }[],
  dialogs: [] as unknown[],
  opened: [] as string[],
  dialogAnswer: 0,
}

let browser: Promise<{ readonly browser: Browser; readonly context: BrowserContext }> | undefined

async function startBrowser() {
  const launch = await findSwiftChromium()
  const args = [
    ...(launch.args ?? []),
    ...(process.env.STAND_IN_DEBUG_PORT ? [`--remote-debugging-port=${process.env.STAND_IN_DEBUG_PORT}`] : []),
  ]
  const opened = await chromium.launch({ ...launch, args, headless: true })
  const context = await opened.newContext({ viewport: { width: 1440, height: 900 } })
  await context.route(`${origin}/**`, async (route) => {
    const handle = protocolHandlers.get('app')
    const answer = handle ? await handle(new Request(toApp(route.request().url()))) : new Response('', { status: 404 })
    const headers = Object.fromEntries(answer.headers)
    await route.fulfill({ status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) })
  })
  // Nothing else may be reached, as the policy of the page says.
  await context.route(
    (url) => url.origin !== origin,
    (route) => route.abort(),
  )
  return { browser: opened, context }
}

class App extends EventEmitter {
  isPackaged = false
  name = 'Sluice'
  paths = new Map<string, string>()
  whenReady = async () => {
    browser ??= startBrowser()
    await browser
  }
  requestSingleInstanceLock = () => process.env.STAND_IN_SECOND_INSTANCE !== '1'
  setPath = (name: string, path: string) => void this.paths.set(name, path)
  getPath = (name: string) => this.paths.get(name) ?? process.cwd()
  setName = (name: string) => {
    this.name = name
  }
  getName = () => this.name
  getVersion = () => '0.0.0'
  getLocale = () => process.env.STAND_IN_LOCALE ?? 'en-GB'
  setAppUserModelId = () => {}
  setLoginItemSettings = (settings: unknown) => void seen.dialogs.push({ login: settings })
  quit = () => {
    const event = { isPrevented: false, preventDefault: () => {} }
    event.preventDefault = () => {
      event.isPrevented = true
    }
    this.emit('before-quit', event)
    if (!event.isPrevented) this.exit(0)
  }
  exit = (code = 0) => {
    void (browser ? browser.then((one) => one.browser.close()) : Promise.resolve()).finally(() => process.exit(code))
  }
}

export const app = new App()

type ProtocolHandler = (request: Request) => Response | Promise<Response>
const protocolHandlers = new Map<string, ProtocolHandler>()

export const protocol = {
  registerSchemesAsPrivileged: () => {},
  handle: (scheme: string, handler: ProtocolHandler) => void protocolHandlers.set(scheme, handler),
}

type Invoked = (event: unknown, ...given: unknown[]) => unknown
const invoked = new Map<string, Invoked>()

export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel: string, handler: Invoked) => void invoked.set(channel, handler),
  removeHandler: (channel: string) => void invoked.delete(channel),
})

let nextId = 1

class WebContents extends EventEmitter {
  readonly id = nextId++
  page: Page | undefined
  url = ''
  isLoadingNow = true
  openHandler: ((details: { readonly url: string }) => { readonly action: string }) | undefined
  getURL = () => toApp(this.page?.url() ?? this.url)
  isLoading = () => this.isLoadingNow
  setWindowOpenHandler = (handler: (details: { readonly url: string }) => { readonly action: string }) => {
    this.openHandler = handler
  }
  send = (channel: string, ...payload: unknown[]) => {
    // What a page gets is a copy, as over real IPC.
    const copy = structuredClone(payload)
    this.page
      ?.evaluate(
        ([name, given]) => (window as unknown as { standInReceive?(name: unknown, given: unknown): void }).standInReceive?.(name, given),
        [channel, copy] as [unknown, unknown],
      )
      .catch(() => {})
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = []
  static getAllWindows = () => [...BrowserWindow.all]
  static getFocusedWindow = () => BrowserWindow.all[0] ?? null
  readonly webContents = new WebContents()
  isShown = false
  isGone = false
  readonly options: { readonly webPreferences?: Readonly<Record<string, unknown>>; readonly width?: number; readonly height?: number }

  constructor(options: BrowserWindow['options'] = {}) {
    super()
    this.options = options
    BrowserWindow.all.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  async loadURL(url: string): Promise<void> {
    const { context } = await (browser ?? Promise.reject(new Error('The app is not ready.')))
    const page = await context.newPage()
    this.webContents.page = page
    await page.exposeFunction('standInInvoke', async (channel: string, given: readonly unknown[]) => {
      const handler = invoked.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      const senderFrame = { url: toApp(page.url()), parent: null }
      return structuredClone(await handler({ sender: this.webContents, senderFrame }, ...given))
    })
    page.on('popup', (popup) => {
      this.webContents.openHandler?.({ url: popup.url() })
      void popup.close()
    })
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.webContents.emit('did-navigate')
    })
    const preload = String(this.options.webPreferences?.preload ?? '')
    await page.addInitScript({ content: preloadScript(preload) })
    page.on('load', () => {
      this.webContents.isLoadingNow = false
      this.webContents.emit('did-finish-load')
    })
    await page.goto(toReal(url))
    this.emit('ready-to-show')
  }

  show = () => {
    this.isShown = true
  }
  hide = () => {
    this.isShown = false
  }
  focus = () => {}
  restore = () => {}
  maximize = () => {}
  isMinimized = () => false
  isMaximized = () => false
  isDestroyed = () => this.isGone
  isVisible = () => this.isShown
  getNormalBounds = () => ({ x: 0, y: 0, width: 1440, height: 900 })
  close = () => {
    const event = { isPrevented: false, preventDefault: () => {} }
    event.preventDefault = () => {
      event.isPrevented = true
    }
    this.emit('close', event)
    if (event.isPrevented) return
    this.isGone = true
    BrowserWindow.all.splice(BrowserWindow.all.indexOf(this), 1)
    this.webContents.emit('destroyed')
    void this.webContents.page?.close()
    if (BrowserWindow.all.length === 0) app.emit('window-all-closed')
  }
}

/** The built preload as the page's first script, with what a sandboxed preload may require. */
function preloadScript(file: string): string {
  return `(() => {
    const listeners = new Map()
    window.standInReceive = (name, given) => { for (const listener of listeners.get(name) ?? []) listener({}, ...given) }
    const ipcRenderer = {
      invoke: (channel, ...given) => window.standInInvoke(channel, given),
      on: (name, listener) => { listeners.set(name, [...(listeners.get(name) ?? []), listener]) },
      removeListener: (name, listener) => { listeners.set(name, (listeners.get(name) ?? []).filter((one) => one !== listener)) },
    }
    const contextBridge = { exposeInMainWorld: (name, value) => { Object.defineProperty(window, name, { value, writable: false }) } }
    const require = (name) => { if (name === 'electron') return { contextBridge, ipcRenderer }; throw new Error('A sandboxed preload cannot require ' + name) }
    const module = { exports: {} }
    ;(function (require, module, exports) { ${readFileSync(file, 'utf8')}\n })(require, module, module.exports)
  })()`
}

export const Menu = {
  buildFromTemplate: (items: readonly MenuItem[]) => items,
  setApplicationMenu: (items: readonly MenuItem[] | null) => {
    seen.menu = items ?? []
  },
}

export class Tray extends EventEmitter {
  setToolTip = () => {}
  setContextMenu = (items: readonly MenuItem[]) => {
    seen.tray = items
  }
  destroy = () => {
    seen.tray = []
  }
}

export const nativeImage = { createFromPath: (path: string) => ({ path, isEmpty: () => readFileSync(path).length === 0 }) }

export class Notification extends EventEmitter {
  static isSupported = () => true
  readonly options: { readonly title: string; readonly body: string }
  constructor(options: Notification['options']) {
    super()
    this.options = options
  }
  show = () => void seen.notifications.push({ ...this.options, click: () => this.emit('click') })
}

export const dialog = {
  showMessageBox: async (options: unknown) => {
    seen.dialogs.push(options)
    return { response: seen.dialogAnswer }
  },
  showErrorBox: (title: string, content: string) => {
    seen.dialogs.push({ title, content })
    tellControl({ kind: 'error-box', title, content })
  },
}

export const shell = {
  openExternal: async (url: string) => void seen.opened.push(url),
  openPath: async (path: string) => {
    seen.opened.push(path)
    return ''
  },
}

export const session = { defaultSession: { setPermissionRequestHandler: () => {}, setPermissionCheckHandler: () => {} } }
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] }
export const powerMonitor = new EventEmitter()

class UtilityChild extends EventEmitter {
  readonly child: ChildProcess
  readonly stderr = new PassThrough()
  constructor(child: ChildProcess) {
    super()
    this.child = child
    child.stderr?.pipe(this.stderr)
    child.on('message', (message) => this.emit('message', message))
    child.on('exit', (code) => this.emit('exit', code ?? 1))
  }
  get pid() {
    return this.child.pid
  }
  postMessage = (message: unknown) => {
    if (this.child.connected) this.child.send(message as object)
  }
  kill = () => this.child.kill('SIGKILL')
}

export const utilityProcess = {
  fork: (
    file: string,
    words: readonly string[],
    { env, execArgv = [] }: { readonly env?: NodeJS.ProcessEnv; readonly execArgv?: readonly string[] },
  ) =>
    new UtilityChild(
      fork(file, [...words], { env, execArgv: [...execArgv], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced' }),
    ),
}

const electron = {
  app,
  protocol,
  ipcMain,
  BrowserWindow,
  Menu,
  Tray,
  nativeImage,
  Notification,
  dialog,
  shell,
  session,
  screen,
  powerMonitor,
  utilityProcess,
}
// biome-ignore lint/style/noDefaultExport: the module it stands in for has one, and electron-store imports it.
export default electron

/** The test at the other end of the pipe asks to see and to click. */
function tellControl(message: unknown): void {
  if (process.connected) process.send?.(message as object)
}

type Asked =
  | { readonly kind: 'look' }
  | { readonly kind: 'menu' | 'tray'; readonly label: string }
  | { readonly kind: 'notification'; readonly index: number }
  | { readonly kind: 'close-window' | 'resume' }
  | { readonly kind: 'answer'; readonly response: number }
  | { readonly kind: 'second-instance'; readonly words: readonly string[] }

process.on('message', (message) => {
  const asked = message as Asked
  switch (asked.kind) {
    case 'look':
      break
    case 'menu':
    case 'tray':
      find(asked.kind === 'menu' ? seen.menu : seen.tray, asked.label)?.click?.()
      break
    case 'notification':
      seen.notifications[asked.index]?.click()
      break
    case 'close-window':
      BrowserWindow.all[0]?.close()
      break
    case 'resume':
      powerMonitor.emit('resume')
      break
    case 'answer':
      seen.dialogAnswer = asked.response
      break
    case 'second-instance':
      app.emit('second-instance', {}, [...asked.words], process.cwd())
      break
  }
  tellControl({ kind: 'state', state: look() })
})

function find(items: readonly MenuItem[], label: string): MenuItem | undefined {
  return items.flatMap((item) => [item, ...(item.submenu ?? [])]).find((item) => item.label === label)
}

function look(): Control {
  return {
    menu: seen.menu.flatMap(({ label, submenu = [] }) =>
      submenu.map((item) => `${label} › ${item.label ?? item.role ?? '—'}${item.accelerator ? ` (${item.accelerator})` : ''}`),
    ),
    tray: seen.tray.filter(({ label }) => label !== undefined).map(({ label = '', enabled = true }) => ({ label, enabled })),
    notifications: seen.notifications.map(({ title, body }) => ({ title, body })),
    dialogs: seen.dialogs,
    opened: seen.opened,
    preferences: BrowserWindow.all[0]?.options.webPreferences,
    isVisible: BrowserWindow.all[0]?.isShown ?? false,
  }
}

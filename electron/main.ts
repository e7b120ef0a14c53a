// The desktop app: opens the host's service, one window on it, and what a desktop offers around them.
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'
import type { Notice, Preferences } from '#core/contract/app.ts'
import { noticeWords } from '#core/contract/notice-words.ts'
import { toAppError } from '#core/kit/errors.ts'
import { systemClock } from '#host/clock.ts'
import { createDataFolder, locateDataFolder } from '#host/data-folder/locate.ts'
import { openService, type Service } from '#host/service/service.ts'
import { registerAppScheme, serveApp } from './app-protocol.ts'
import { flowFileIn, readFlowText } from './flow-file-argument.ts'
import { denyPermissions, guardContents } from './guards.ts'
import { eventChannel, serveContract } from './ipc.ts'
import { showMenu } from './menu.ts'
import { notify } from './notifications.ts'
import { electronPower } from './power.ts'
import { openSettings, type Settings } from './settings.ts'
import { setStartAtLogin } from './start-at-login.ts'
import { languageOf, textsIn } from './texts.ts'
import { followState } from './tray-state.ts'
import { utilityChild } from './utility-child.ts'
import { createWindow, preloadPath } from './window.ts'

/** Where this bundle lies: `dist/electron`. */
const folder = import.meta.dirname

registerAppScheme()
guardContents()

const dataFolder = locateDataFolder({ platform: process.platform, environment: process.env, home: homedir() })
// Chromium keeps its own things apart from ours.
app.setPath('userData', join(dataFolder, 'electron'))
app.setName('Sluice')

if (app.requestSingleInstanceLock()) void start()
else app.quit()

async function start(): Promise<void> {
  let waitingFile = flowFileIn(process.argv, process.cwd())
  let shell: Shell | undefined
  const openFile = (file: string | undefined) => {
    if (shell) void shell.openFile(file)
    else waitingFile = file ?? waitingFile
  }
  app.on('second-instance', (_event, words, workingFolder) => openFile(flowFileIn(words, workingFolder)))
  app.on('open-file', (event, file) => {
    event.preventDefault()
    openFile(file)
  })

  await app.whenReady()
  denyPermissions()
  serveApp(join(folder, '../renderer'))
  try {
    createDataFolder(dataFolder)
    const service = await openService({
      ...{ dataFolder, environment: process.env, clock: systemClock, shell: 'electron' },
      spawn: utilityChild,
      power: electronPower(),
    })
    shell = await openShell(service, openSettings(dataFolder))
  } catch (error) {
    const { message, hint } = toAppError(error)
    dialog.showErrorBox(textsIn(languageOf('system', app.getLocale())).startFailed, hint ? `${message}\n\n${hint}` : message)
    app.exit(1)
    return
  }
  if (waitingFile !== undefined) await shell.openFile(waitingFile)
}

/** From the frame's first question until all of it listens. */
const frameMs = 500

interface Shell {
  /** Shows the window, and the flow file as an import where there is one. */
  openFile(file: string | undefined): Promise<void>
}

async function openShell(service: Service, settings: Settings): Promise<Shell> {
  let window: BrowserWindow | undefined
  let isQuitting = false
  let preferences = await ask<Preferences>(service, 'app:preferences')
  const texts = () => textsIn(languageOf(preferences.language, app.getLocale()))
  let isPageReady = false
  let waiting: (() => void)[] = []
  const closeContract = serveContract(service, (name) => {
    // The frame asks for its notices when it is there; what it is to do comes a moment after, when all of it listens.
    if (isPageReady || name !== 'app:notices') return
    isPageReady = true
    setTimeout(() => {
      for (const send of waiting) send()
      waiting = []
    }, frameMs)
  })

  const show = (): BrowserWindow => {
    if (window && !window.isDestroyed()) {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
      return window
    }
    isPageReady = false
    window = createWindow({ settings, preload: preloadPath(folder) })
    window.on('close', (event) => {
      if (isQuitting || !preferences.closeToTray) return
      event.preventDefault()
      window?.hide()
      if (!settings.get('trayExplained')) notify({ title: texts().inTrayTitle, text: texts().inTray }, show)
      settings.set('trayExplained', true)
    })
    return window
  }
  /** Has the page do one of its commands; waits for a page that is still coming. */
  const command = (id: string, given?: string) => {
    const { webContents } = show()
    const send = () => webContents.send(eventChannel, 'app:command', { id, ...(given !== undefined && { given }) })
    if (isPageReady) send()
    else waiting.push(send)
  }

  const tray = followState({
    service,
    icon: join(folder, '../../assets/icons/tray.png'),
    texts,
    actions: { open: () => void show(), openRun: (runId) => command('run.open', String(runId)), quit: () => app.quit() },
  })
  const adapt = () => {
    showMenu({ language: languageOf(preferences.language, app.getLocale()), keys: preferences.keys, command, quit: () => app.quit() })
    tray.refresh()
  }
  service.listen((name, payload) => {
    if (name === 'app:notice' && preferences.notifyFailures) {
      // Events of the service are typed by the contract; this listener hears all of them.
      const notice = payload as Notice
      const words = noticeWords(notice, languageOf(preferences.language, app.getLocale()))
      notify(words, () => {
        if (notice.connectionId !== undefined) command('connection.open', notice.connectionId)
        else if (notice.runId !== undefined) command('run.open', String(notice.runId))
        else command('flow.open', notice.flowId)
      })
    }
    if (name === 'app:preferences-changed') {
      const before = preferences
      preferences = payload as Preferences
      if (before.startAtLogin !== preferences.startAtLogin) void setStartAtLogin(preferences.startAtLogin)
      adapt()
    }
  })
  adapt()

  app.on('activate', () => void show())
  app.on('window-all-closed', () => {
    if (!preferences.closeToTray) app.quit()
  })
  app.on('before-quit', (event) => {
    if (isQuitting) return
    // Runs are asked to stop and the journal is closed before the process goes.
    event.preventDefault()
    isQuitting = true
    closeContract()
    tray.destroy()
    void service.close().finally(() => app.quit())
  })

  // Started at login, it waits in the tray.
  if (!process.argv.includes('--hidden')) show()
  return {
    async openFile(file) {
      show()
      if (file === undefined) return
      const text = await readFlowText(file)
      if (text !== undefined) command('flow.import', text)
    },
  }
}

async function ask<Result>(service: Pick<Service, 'dispatch'>, name: string): Promise<Result> {
  const reply = await service.dispatch(name, {}, { id: 'shell', signal: new AbortController().signal })
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.result as Result
}

import { join } from 'node:path'
import { BrowserWindow, type Rectangle, screen } from 'electron'
import { appOrigin } from './app-protocol.ts'
import type { Settings } from './settings.ts'

/** The one window. Its page has no Node, no raw IPC and a world of its own; what it may ask goes through the contract. */
export function createWindow({ settings, preload }: { readonly settings: Settings; readonly preload: string }): BrowserWindow {
  const { bounds, isMaximized } = settings.get('window')
  const window = new BrowserWindow({
    ...(bounds && isOnScreen(bounds) ? bounds : { width: 1440, height: 900 }),
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Sluice',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  const remember = () => settings.set('window', { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() })
  window.on('close', remember)
  void window.loadURL(`${appOrigin}/`)
  return window
}

/** A screen may be gone since: the window then opens where it can be seen. */
function isOnScreen(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const isInside = bounds.x < workArea.x + workArea.width && bounds.x + bounds.width > workArea.x
    return isInside && bounds.y >= workArea.y - 20 && bounds.y < workArea.y + workArea.height - 40
  })
}

/** The preload lies beside the main script once built. */
export function preloadPath(folder: string): string {
  return join(folder, 'preload.cjs')
}

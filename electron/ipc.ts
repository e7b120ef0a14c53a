import { BrowserWindow, ipcMain, type WebContents, type WebFrameMain } from 'electron'
import type { Service } from '#host/service/service.ts'
import { isOurs } from './guards.ts'
import { openExternal } from './open-external.ts'

/** The only two channels there are. */
export const requestChannel = 'contract:request'
export const eventChannel = 'contract:event'

/**
 * The contract over IPC. A request is answered only when it comes from the top frame of our own page; its name and arguments
 * are held against the contract by the service's dispatch.
 */
export function serveContract(service: Pick<Service, 'dispatch' | 'listen'>, onAsked: (name: unknown) => void = () => {}): () => void {
  const callers = new Map<number, AbortController>()

  ipcMain.handle(requestChannel, async (event, name: unknown, given: unknown) => {
    if (!isTopFrameOfOurs(event.senderFrame)) return refused
    onAsked(name)
    // Asking needs a window, which the host does not have.
    if (name === 'app:open-external') return { ok: true, result: { opened: await openExternal(urlOf(given)) } }
    return service.dispatch(name, given, { id: `window-${event.sender.id}`, signal: callerSignal(callers, event.sender) })
  })

  const stop = service.listen((name, payload) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (!window.isDestroyed() && isOurs(window.webContents.getURL())) window.webContents.send(eventChannel, name, payload)
    }
  })
  return () => {
    stop()
    ipcMain.removeHandler(requestChannel)
    for (const caller of callers.values()) caller.abort()
  }
}

const refused = {
  ok: false,
  error: { code: 'not-our-page', message: 'This page may not ask Sluice for anything.', fix: 'developer', facts: {} },
}

function isTopFrameOfOurs(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOurs(frame.url)
}

function callerSignal(callers: Map<number, AbortController>, sender: WebContents): AbortSignal {
  const before = callers.get(sender.id)
  if (before) return before.signal
  const gone = new AbortController()
  callers.set(sender.id, gone)
  const end = () => {
    gone.abort()
    callers.delete(sender.id)
  }
  sender.once('destroyed', end)
  // A page loaded anew is another caller: what the one before opened is closed.
  sender.once('did-start-navigation', () => sender.once('did-navigate', end))
  return gone.signal
}

function urlOf(given: unknown): string {
  const url = typeof given === 'object' && given !== null && 'url' in given ? given.url : undefined
  return typeof url === 'string' && url.length <= 2_000 ? url : ''
}

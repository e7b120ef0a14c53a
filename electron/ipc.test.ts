import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'

type Handle = (event: unknown, name: unknown, given: unknown) => Promise<unknown>
const desktop = vi.hoisted(() => ({ handlers: new Map<string, Handle>(), windows: [] as unknown[], opened: [] as string[] }))
vi.mock('electron', () => ({
  app: {},
  session: {},
  ipcMain: {
    handle: (channel: string, handler: Handle) => desktop.handlers.set(channel, handler),
    removeHandler: (channel: string) => desktop.handlers.delete(channel),
  },
  BrowserWindow: { getAllWindows: () => desktop.windows },
  dialog: { showMessageBox: async () => ({ response: 0 }) },
  shell: { openExternal: async (url: string) => void desktop.opened.push(url) },
}))
const { requestChannel, serveContract } = await import('./ipc.ts')

let asked: { name: unknown; given: unknown; signal: AbortSignal }[]
let tell: (name: string, payload: unknown) => void
let close: () => void

beforeEach(() => {
  asked = []
  desktop.opened.length = 0
  desktop.windows.length = 0
  close = serveContract({
    dispatch: async (name, given, { signal }) => {
      asked.push({ name, given, signal })
      return { ok: true, result: 'here' }
    },
    listen: (listener) => {
      tell = listener as typeof tell
      return () => {}
    },
  })
})

const page = (url = 'app://sluice/') => Object.assign(new EventEmitter(), { id: 1, getURL: () => url })
const ask = (senderFrame: unknown, name: unknown = 'app:info', given: unknown = {}, sender = page()) =>
  desktop.handlers.get(requestChannel)?.({ sender, senderFrame }, name, given)

describe('a request over IPC', () => {
  it('is answered for the top frame of our own page', async () => {
    expect(await ask({ url: 'app://sluice/', parent: null })).toEqual({ ok: true, result: 'here' })
  })

  it.each([
    ['another site', { url: 'https://evil.example/', parent: null }],
    ['a site whose name begins like ours', { url: 'app://sluice.evil.example/', parent: null }],
    ['a file', { url: 'file:///home/x.html', parent: null }],
    ['a frame inside our page', { url: 'app://sluice/', parent: {} }],
    ['a frame that is gone', null],
  ])('is refused from %s', async (_name, frame) => {
    expect(await ask(frame)).toMatchObject({ ok: false, error: { code: 'not-our-page' } })
    expect(asked).toEqual([])
  })

  it('opens pages of others only over https', async () => {
    await ask({ url: 'app://sluice/', parent: null }, 'app:open-external', { url: 'file:///etc/passwd' })
    await ask({ url: 'app://sluice/', parent: null }, 'app:open-external', { url: 'https://docs.example/' })
    expect(desktop.opened).toEqual(['https://docs.example/'])
  })

  it('is given up when its page is gone', async () => {
    const sender = page()
    await ask({ url: 'app://sluice/', parent: null }, 'log:open', {}, sender)
    sender.emit('destroyed')
    expect(asked[0]?.signal.aborted).toBe(true)
  })
})

describe('an event', () => {
  it('reaches our windows and no page that is not ours', () => {
    const sent: string[] = []
    const window = (name: string, url: string) => ({
      isDestroyed: () => false,
      webContents: { getURL: () => url, send: () => sent.push(name) },
    })
    desktop.windows.push(window('ours', 'app://sluice/#/log'), window('other', 'https://evil.example/'))
    tell('flow:changed', {})
    expect(sent).toEqual(['ours'])
  })
})

it('leaves no channel behind', () => {
  close()
  expect(desktop.handlers.size).toBe(0)
})

import { beforeEach, expect, it, vi } from 'vitest'

const desktop = vi.hoisted(() => ({ answer: 0, asked: [] as { message: string; detail: string }[], opened: [] as string[] }))
vi.mock('electron', () => ({
  dialog: {
    showMessageBox: async (options: { message: string; detail: string }) => {
      desktop.asked.push(options)
      return { response: desktop.answer }
    },
  },
  shell: { openExternal: async (url: string) => void desktop.opened.push(url) },
}))
const { openExternal } = await import('./open-external.ts')

beforeEach(() => {
  desktop.answer = 0
  desktop.asked.length = 0
  desktop.opened.length = 0
})

it('asks with the whole address in view, then opens it in the browser', async () => {
  expect(await openExternal('https://docs.example/keys?x=1')).toBe(true)
  expect([desktop.asked[0]?.detail, desktop.opened]).toEqual(['https://docs.example/keys?x=1', ['https://docs.example/keys?x=1']])
})

it('opens nothing when the user says no', async () => {
  desktop.answer = 1
  expect([await openExternal('https://docs.example/'), desktop.opened]).toEqual([false, []])
})

it.each([
  'http://docs.example/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'https://bank.example@evil.example/',
  'smb://x/y',
  '',
  'x',
  'https://',
])('does not even ask about %j', async (url) => {
  expect([await openExternal(url), desktop.asked]).toEqual([false, []])
})

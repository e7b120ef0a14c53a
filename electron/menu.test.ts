import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { commandList } from '#core/contract/commands.ts'
import { acceleratorOf, menuTemplate } from './menu.ts'

vi.mock('electron', () => ({ Menu: {} }))

const itemsOf = (menus: readonly MenuItemConstructorOptions[]) =>
  menus.flatMap(({ submenu }) => submenu as readonly MenuItemConstructorOptions[])
const options = { language: 'en', keys: {}, command: () => {}, quit: () => {} } as const

describe('the native menus', () => {
  it('hold every command that a person can choose without naming something', () => {
    const shown = itemsOf(menuTemplate(options)).flatMap(({ id }) => id ?? [])
    const wanted = commandList.filter((entry) => !('isHidden' in entry && entry.isHidden) && !('takes' in entry)).map(({ id }) => id)
    expect(shown.toSorted()).toEqual(wanted.toSorted())
  })

  it('have the page do what is chosen', () => {
    const done: string[] = []
    const items = itemsOf(menuTemplate({ ...options, command: (id) => void done.push(id) }))
    const item = items.find(({ id }) => id === 'flow.new')
    const click = item?.click as (() => void) | undefined
    click?.()
    expect(done).toEqual(['flow.new'])
  })

  it('speak Dutch where the user does', () => {
    expect(menuTemplate({ ...options, language: 'nl' }).map(({ label }) => label)).toContain('Bestand')
  })

  it('show the keys the user chose, and leave hearing them to the page', () => {
    const items = itemsOf(menuTemplate({ ...options, keys: { 'run.start': 'F5' } }))
    expect(items.find(({ id }) => id === 'run.start')).toMatchObject({ accelerator: 'F5', registerAccelerator: false })
  })

  it('name no key Electron would refuse', () => {
    const known =
      /^((CmdOrCtrl|Ctrl|Alt|Shift)\+)*([A-Z0-9]|F\d{1,2}|Plus|-|=|,|\.|\/|\?|;|Enter|Escape|Delete|Backspace|Tab|Space|Up|Down|Left|Right|Home|End|PageUp|PageDown)$/
    const wrong = commandList.flatMap(({ keys }) => keys.map(acceleratorOf)).filter((accelerator) => !known.test(accelerator))
    expect(wrong).toEqual([])
  })
})

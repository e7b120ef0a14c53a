import { Menu, type MenuItemConstructorOptions } from 'electron'
import { type CommandEntry, commandList, commandMenus, keysOf, menuLabels } from '#core/contract/commands.ts'
import { type Language, textsIn } from './texts.ts'

export interface MenuOptions {
  readonly language: Language
  /** Command id → keys, where the user chose others. */
  readonly keys: Readonly<Record<string, string>>
  /** Has the page do a command. */
  readonly command: (id: string) => void
  readonly quit: () => void
}

/** The native menus, with the commands of the palette. */
export function showMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate([...menuTemplate(options)]))
}

/** Text editing of the system: in a field these belong to the text, and the page does the same with nodes elsewhere. */
const textRoles: Readonly<Record<string, MenuItemConstructorOptions['role']>> = {
  'edit.cut': 'cut',
  'edit.copy': 'copy',
  'edit.paste': 'paste',
  'edit.select-all': 'selectAll',
}

export function menuTemplate(options: MenuOptions): readonly MenuItemConstructorOptions[] {
  const { language, quit } = options
  return commandMenus.map((menu) => ({
    label: menuLabels[menu][language],
    submenu: [
      ...commandsOf(menu).flatMap((entry, index) => [
        ...(entry.startsGroup && index > 0 ? [{ type: 'separator' as const }] : []),
        itemOf(entry, options),
      ]),
      ...(menu === 'file'
        ? [{ type: 'separator' as const }, { label: textsIn(language).quit, accelerator: 'CmdOrCtrl+Q', click: quit }]
        : []),
    ],
  }))
}

function commandsOf(menu: string): readonly CommandEntry[] {
  const list: readonly CommandEntry[] = commandList
  return list.filter((entry) => entry.menu === menu && entry.isHidden !== true && entry.takes === undefined)
}

function itemOf(entry: CommandEntry, { language, keys, command }: MenuOptions): MenuItemConstructorOptions {
  const [first] = keysOf(entry, keys)
  const role = process.platform === 'darwin' ? textRoles[entry.id] : undefined
  return {
    id: entry.id,
    label: entry.label[language],
    ...(first !== undefined && { accelerator: acceleratorOf(first) }),
    // Shown here and heard by the page, which knows whether someone is typing.
    registerAccelerator: false,
    ...(role ? { role } : { click: () => command(entry.id) }),
  }
}

const names: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  '+': 'Plus',
}

/** Our keys in Electron's words: `Mod+Shift+K` → `CmdOrCtrl+Shift+K`. */
export function acceleratorOf(keys: string): string {
  const parts = keys === '+' ? ['+'] : keys.split('+')
  return parts.map((part) => names[part] ?? part).join('+')
}

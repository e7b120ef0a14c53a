const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

const onMac: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' }
const elsewhere: Readonly<Record<string, string>> = { Mod: 'Ctrl' }
const symbols: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
  Escape: 'Esc',
  Enter: '⏎',
  Space: '␣',
}

/** `Mod+Shift+ArrowUp` → `['Ctrl', 'Shift', '↑']`. */
export function readableKeys(keys: string, mac = isMac): readonly string[] {
  // A plus is a key too: `Mod++`.
  return keys.split(/\+(?!$)/).map((key) => (mac ? onMac : elsewhere)[key] ?? symbols[key] ?? (key.length === 1 ? key.toUpperCase() : key))
}

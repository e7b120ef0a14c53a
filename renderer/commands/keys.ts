/** Keys as text: `Mod+Shift+K`. Modifiers in this order; letters in upper case; other keys by their DOM name. */
const order = ['Mod', 'Ctrl', 'Alt', 'Shift'] as const

const modifierKeys = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Unidentified', 'OS'])

export interface PressedKey {
  readonly key: string
  /** The place on the keyboard: `Digit1`, `KeyK`. */
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly isAltGraph?: boolean
}

/**
 * What a key press may be called, likeliest first. `Shift` + `/` is both `?` and `Shift+/`, because keyboards differ in where a
 * sign stands; on a Mac `Alt` turns letters into signs, so the place counts too. Empty for a modifier alone.
 */
export function keyNames(event: PressedKey, isMac: boolean): readonly string[] {
  if (modifierKeys.has(event.key)) return []
  const isSign = event.key.length === 1 && !/[\p{L}\p{N}]/u.test(event.key)
  // With AltGr, the sign that comes out is what was meant.
  if (event.isAltGraph && isSign) return [event.key]
  const modifiers = new Set<string>()
  if (isMac ? event.metaKey : event.ctrlKey) modifiers.add('Mod')
  if (isMac && event.ctrlKey) modifiers.add('Ctrl')
  if (event.altKey) modifiers.add('Alt')
  const named = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key
  const placed = placeOf(event.code)
  const names = [
    // A sign already says that Shift was held.
    joined(named, modifiers, event.shiftKey && !isSign),
    ...(isSign && event.shiftKey ? [joined(named, modifiers, true)] : []),
    ...(placed && placed !== named ? [joined(placed, modifiers, event.shiftKey)] : []),
  ]
  return [...new Set(names)]
}

/** `shift + ctrl+k` → `Mod+Shift+K` where Ctrl is the usual modifier; null for what is no key. */
export function normalizeKeys(text: string, isMac: boolean): string | null {
  const parts = text.split(/\+(?!$)/).map((part) => part.trim())
  const key = parts.pop()
  if (!key) return null
  const modifiers = new Set<string>()
  let isShifted = false
  for (const part of parts) {
    const name = { mod: 'Mod', cmd: 'Mod', ctrl: isMac ? 'Ctrl' : 'Mod', alt: 'Alt', shift: 'Shift' }[part.toLowerCase()]
    if (!name) return null
    if (name === 'Shift') isShifted = true
    else modifiers.add(name)
  }
  return joined(key.length === 1 ? key.toUpperCase() : key, modifiers, isShifted)
}

function joined(key: string, modifiers: ReadonlySet<string>, isShifted: boolean): string {
  return [...order.filter((one) => (one === 'Shift' ? isShifted : modifiers.has(one))), key].join('+')
}

function placeOf(code: string): string | undefined {
  return /^(?:Digit|Key)(.)$/.exec(code)?.[1]
}

/** Keys that write or edit in a text field and therefore never leave it. */
export function belongsToText(keys: string): boolean {
  if (!/(?:Mod|Ctrl|Alt)\+/.test(keys)) return !/^(?:Shift\+)?F\d+$/.test(keys)
  return /^Mod\+(?:Shift\+)?(?:[ACVXYZ]|Arrow\w+|Backspace|Delete|Home|End|Enter)$/.test(keys) && keys !== 'Mod+Enter'
}

import { commandList, keysOf } from '#core/contract/commands.ts'
import { preferencesStore } from '#renderer/settings/preferences.ts'
import { belongsToText, keyNames, normalizeKeys } from './keys.ts'
import { isEnabled, runCommand } from './registry.ts'

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

const textInputs = 'input:not([type=checkbox], [type=radio], [type=button], [type=range]), textarea, select, [contenteditable=true]'
/** Places that use letters and arrows themselves, and cover the page. */
const ownKeys = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'

/** Runs commands by their keys, unless something nearer has used the key. Returns the function that stops it. */
export function listenToKeys(): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const names = keyNames({ ...plain(event), isAltGraph: event.getModifierState('AltGraph') }, isMac)
    const id = commandFor(names, event.target instanceof Element ? event.target : null)
    if (id === undefined) return
    event.preventDefault()
    runCommand(id)
  }
  window.addEventListener('keydown', listen)
  return () => window.removeEventListener('keydown', listen)
}

function plain({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) {
  return { key, code, ctrlKey, metaKey, altKey, shiftKey }
}

function commandFor(names: readonly string[], target: Element | null): string | undefined {
  const chosen = preferencesStore.getState().keys
  const isText = target?.closest(textInputs) != null
  const isCovered = target?.closest(ownKeys) != null
  for (const name of names) {
    if (isText && belongsToText(name)) continue
    const entry = commandList.find((one) => keysOf(one, chosen).some((keys) => normalizeKeys(keys, isMac) === name))
    // A dialog covers what commands would change; only the search everywhere goes over it, and closes it again.
    if (entry && isEnabled(entry.id) && (!isCovered || entry.id === 'view.commands')) return entry.id
  }
  return undefined
}

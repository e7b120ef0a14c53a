import { describe, expect, it } from 'vitest'
import { belongsToText, keyNames, normalizeKeys, type PressedKey } from './keys.ts'

const press = (key: string, given: Partial<PressedKey> = {}): PressedKey => ({
  ...{ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...given,
})

describe('the name of a key press', () => {
  it('calls Ctrl the usual modifier, and on a Mac ⌘', () => {
    expect(keyNames(press('k', { ctrlKey: true }), false)).toEqual(['Mod+K'])
    expect(keyNames(press('k', { metaKey: true }), true)).toEqual(['Mod+K'])
    expect(keyNames(press('Tab', { ctrlKey: true }), true)).toEqual(['Ctrl+Tab'])
  })

  it('knows a sign by itself, wherever it stands on the keyboard', () => {
    expect(keyNames(press('?', { shiftKey: true, code: 'Slash' }), false)).toContain('?')
    expect(keyNames(press('?', { shiftKey: true, code: 'Minus' }), false)).toContain('?')
  })

  it('knows Shift and a digit, although a sign comes out of it', () => {
    expect(keyNames(press('!', { shiftKey: true, code: 'Digit1' }), false)).toContain('Shift+1')
  })

  it('knows Alt and a letter on a Mac, although a sign comes out of it', () => {
    expect(keyNames(press('¡', { altKey: true, code: 'Digit1' }), true)).toContain('Alt+1')
  })

  it('takes a sign made with AltGr for the sign', () => {
    expect(keyNames(press('@', { ctrlKey: true, altKey: true, code: 'KeyQ', isAltGraph: true }), false)).toEqual(['@'])
  })

  it('has none for a modifier alone', () => {
    expect(keyNames(press('Control', { ctrlKey: true }), false)).toEqual([])
  })
})

describe('keys as text', () => {
  it('are the same in whatever order they were written', () => {
    expect(normalizeKeys('shift+ctrl+k', false)).toBe('Mod+Shift+K')
    expect(normalizeKeys('Mod++', false)).toBe('Mod++')
    expect(normalizeKeys('Ctrl+Tab', true)).toBe('Ctrl+Tab')
    expect(normalizeKeys('Win+K', false)).toBeNull()
  })
})

describe('in a text field', () => {
  it('letters, editing keys and the clipboard stay there', () => {
    expect(['?', 'A', 'Delete', 'Mod+Z', 'Mod+V', 'Mod+ArrowLeft', 'Mod+Backspace'].every(belongsToText)).toBe(true)
  })

  it('commands with a modifier leave it', () => {
    expect(['Mod+K', 'Mod+Enter', 'Alt+1', 'F2'].some(belongsToText)).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { type CommandEntry, commandList, keysOf } from './commands.ts'

const entries: readonly CommandEntry[] = commandList

describe('the list of commands', () => {
  it('names every command once', () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
  })

  it('gives no keys to two commands', () => {
    const keys = entries.flatMap((entry) => entry.keys)
    expect(keys.filter((one, place) => keys.indexOf(one) !== place)).toEqual([])
  })

  it('has a word for every command in both languages', () => {
    expect(entries.filter(({ label }) => label.en.length < 2 || label.nl.length < 2)).toEqual([])
  })

  it('takes the keys of the user instead of the defaults, and none for an empty choice', () => {
    const redo = { id: 'edit.redo', keys: ['Mod+Shift+Z', 'Mod+Y'] }
    expect(keysOf(redo, {})).toEqual(['Mod+Shift+Z', 'Mod+Y'])
    expect(keysOf(redo, { 'edit.redo': 'F4' })).toEqual(['F4'])
    expect(keysOf(redo, { 'edit.redo': '' })).toEqual([])
  })
})

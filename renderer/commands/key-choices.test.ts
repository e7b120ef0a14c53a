import { describe, expect, it } from 'vitest'
import { changedKeys, conflictOf } from './key-choices.ts'

const newFlow = { id: 'flow.new', keys: ['Mod+N', 'Alt+N'] }
const tidy = { id: 'edit.tidy', keys: ['Shift+T'] }

describe('changing the keys of a command', () => {
  it('keeps what differs from the defaults, and nothing else', () => {
    expect(changedKeys({}, tidy, 'Mod+T')).toEqual({ 'edit.tidy': 'Mod+T' })
    expect(changedKeys({ 'edit.tidy': 'Mod+T' }, tidy, 'Shift+T')).toEqual({})
    expect(changedKeys({ 'edit.tidy': 'Mod+T', 'flow.new': 'F9' }, tidy, null)).toEqual({ 'flow.new': 'F9' })
  })

  it('can take keys away', () => {
    expect(changedKeys({}, newFlow, '')).toEqual({ 'flow.new': '' })
  })
})

describe('a conflict', () => {
  it('is told for both commands', () => {
    const chosen = { 'edit.tidy': 'Mod+N' }
    expect(conflictOf(tidy, chosen, false)?.id).toBe('flow.new')
    expect(conflictOf(newFlow, chosen, false)?.id).toBe('edit.tidy')
  })

  it('is none with the defaults, on a Mac as elsewhere', () => {
    expect(conflictOf(tidy, {}, false)).toBeUndefined()
    expect(conflictOf(newFlow, {}, true)).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { pickedBindings, slotsLeft, waysToImport } from './import-choice.ts'

const preview = {
  slots: [
    { slot: 'till', label: 'Till', connector: 'mplus', candidates: [{ id: 'a', name: 'A' }] },
    { slot: 'books', label: 'Books', connector: 'odoo', candidates: [] },
  ],
}

describe('taking in a flow', () => {
  it('never overwrites a flow that is here without being asked to', () => {
    expect(waysToImport({ existing: null })).toEqual(['new'])
    expect(waysToImport({ existing: { id: 'x', name: 'X' } })[0]).toBe('copy')
  })

  it('sends only picks that fit', () => {
    expect(pickedBindings(preview, { till: 'a', books: 'gone' })).toEqual({ till: 'a' })
  })

  it('names the slots without a connection', () => {
    expect(slotsLeft(preview, { till: 'a' })).toEqual(['Books'])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asLine, changedPart } from './changed-part.ts'

describe('the changed part of a text', () => {
  it('marks what lies between the same beginning and end', () => {
    expect(changedPart('12.50 EUR', '12.95 EUR')).toEqual({
      from: { before: '12.', changed: '50', after: ' EUR' },
      to: { before: '12.', changed: '95', after: ' EUR' },
    })
  })

  it('marks an addition on one side only', () => {
    expect(changedPart('Jansen', 'Jansen BV').to).toEqual({ before: 'Jansen', changed: ' BV', after: '' })
    expect(changedPart('Jansen', 'Jansen BV').from.changed).toBe('')
  })

  it('never counts a letter twice', () => {
    expect(changedPart('aa', 'aaa').to).toEqual({ before: 'aa', changed: 'a', after: '' })
  })

  it('never cuts a letter that takes two places in half', () => {
    expect(changedPart('😀', '😁').from.changed).toBe('😀')
  })

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (from, to) => {
        const parts = changedPart(from, to)
        expect(parts.from.before + parts.from.changed + parts.from.after).toBe(from)
        expect(parts.to.before + parts.to.changed + parts.to.after).toBe(to)
      }),
    )
  })

  it('writes values as one line', () => {
    expect([asLine('x'), asLine(null), asLine(5), asLine({ a: 1 })]).toEqual(['x', '', '5', '{"a":1}'])
  })
})

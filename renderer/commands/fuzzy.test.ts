import { describe, expect, it } from 'vitest'
import { fuzzyFind, fuzzyScore } from './fuzzy.ts'

const find = (wanted: string, ...texts: string[]) => fuzzyFind(wanted, texts, (text) => text)

describe('finding by a few letters', () => {
  it('finds by the beginnings of words', () => {
    expect(find('nf', 'Undo', 'New flow', 'Runs')).toEqual(['New flow'])
  })

  it('puts a whole word before scattered letters', () => {
    expect(find('run', 'Return number', 'Show run', 'Run now')).toEqual(['Run now', 'Show run', 'Return number'])
  })

  it('does not mind accents and capitals', () => {
    expect(fuzzyScore('kopieren', 'Kopiëren')).not.toBeNull()
  })

  it('finds nothing for letters in another order', () => {
    expect(fuzzyScore('wolf', 'New flow')).toBeNull()
  })

  it('finds everything, in its order, for nothing typed', () => {
    expect(find('', 'b', 'a')).toEqual(['b', 'a'])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinStreet, splitStreet } from './street.ts'

describe('street lines', () => {
  it.each([
    ['Kerkstraat 12', 'Kerkstraat', '12'],
    ['Kerkstraat 12-b', 'Kerkstraat', '12-b'],
    ['1e Van der Helststraat 5 II', '1e Van der Helststraat', '5 II'],
    ['Plein 1944 8', 'Plein 1944', '8'],
    ['Oudegracht 231 bis', 'Oudegracht', '231 bis'],
    ['Prinsengracht 263-267', 'Prinsengracht', '263-267'],
    ['Straatweg 3a', 'Straatweg', '3a'],
  ])('%s is split before its number', (line, street, number) => {
    expect(splitStreet(line)).toEqual({ street, number })
  })

  it.each(['Postbus', '3 rue Haute', 'Boerderij De Hoop', 'Havenweg 12 tweede verdieping'])('%s has no number we could tell', (line) => {
    expect(splitStreet(line)).toEqual({ street: line })
  })

  it('lose nothing when split and joined', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9/-]{1,6}$/), { minLength: 1, maxLength: 6 }), (words) => {
        expect(joinStreet(splitStreet(words.join(' ')))).toBe(words.join(' '))
      }),
    )
  })

  it('take a second line along, because the till has one text only', () => {
    expect(joinStreet({ street: 'Kerkstraat', number: '12', addition: 'Achterhuis' })).toBe('Kerkstraat 12, Achterhuis')
  })
})

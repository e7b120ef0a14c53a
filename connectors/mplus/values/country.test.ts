import { describe, expect, it } from 'vitest'
import { countryCode, countryName } from './country.ts'

describe('countries', () => {
  it.each([
    ['NL', 'NL'],
    ['nl', 'NL'],
    ['Nederland', 'NL'],
    ['the Netherlands', 'NL'],
    ['Holland', 'NL'],
    ['België', 'BE'],
    ['Belgie', 'BE'],
    ['Belgium', 'BE'],
    ['Deutschland', 'DE'],
    ['Duitsland', 'DE'],
    ['Sverige', 'SE'],
    ['NLD', 'NL'],
    [' UK ', 'GB'],
  ])('"%s" is %s', (text, code) => {
    expect(countryCode(text)).toBe(code)
  })

  it.each(['', 'Friesland', 'EU', 'ZZ', 'DD', undefined])('%s names none', (text) => {
    expect(countryCode(text)).toBeUndefined()
  })

  it.each(['NL', 'BE', 'DE', 'FR', 'GB', 'XK', 'US', 'AX'])('%s is understood again after it was written out', (code) => {
    expect(countryCode(countryName(code))).toBe(code)
  })
})

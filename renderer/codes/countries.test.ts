import { expect, it } from 'vitest'
import { countryChoices } from './countries.ts'

it('knows the countries of the world by their present codes', () => {
  const codes = countryChoices('nl').map(({ id }) => id)
  expect(codes).toEqual(expect.arrayContaining(['NL', 'BE', 'DE', 'GB']))
  for (const none of ['UK', 'DD', 'EU', 'ZZ']) expect(codes).not.toContain(none)
  expect(codes.length).toBeGreaterThan(240)
  expect(codes.length).toBeLessThan(270)
})

it('names them in the language of the page', () => {
  expect(countryChoices('nl').find(({ id }) => id === 'DE')?.label).toBe('DE · Duitsland')
})

import { expect, it } from 'vitest'
import { findFunctions } from './find-functions.ts'

it('puts names before descriptions', () => {
  const found = findFunctions('round').map(({ label }) => label)
  expect(found.slice(0, 2)).toEqual(['Round', 'Round down'])
  expect(found).toContain('Divided by')
})

it('finds nothing for nonsense', () => {
  expect(findFunctions('qqq')).toEqual([])
})

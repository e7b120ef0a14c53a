import { expect, it } from 'vitest'
import { countsOf, sumOf } from './run-sums.ts'

it('shows what needs a person first and leaves out what did not occur', () => {
  expect(countsOf({ created: 3, filtered: 0, failed: 1 })).toEqual([
    { kind: 'failed', count: 1 },
    { kind: 'created', count: 3 },
  ])
})

it('adds up all outcomes', () => {
  expect(sumOf({ created: 3, failed: 1 })).toBe(4)
  expect(sumOf({})).toBe(0)
})

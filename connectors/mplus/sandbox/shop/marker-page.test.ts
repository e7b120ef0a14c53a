import fc from 'fast-check'
import { expect, it } from 'vitest'
import { takeFromMarker } from './marker-page.ts'

const records = (...markers: number[]) => markers.map((syncMarker) => ({ syncMarker }))

it('treats the marker as inclusive', () => {
  expect(takeFromMarker(records(4, 5, 6), { from: 5 })).toEqual(records(5, 6))
})

it('returns the first record whole even when it weighs more than the limit', () => {
  const page = takeFromMarker(records(1, 2), { from: 0, limit: 2, weigh: () => 9 })
  expect(page).toEqual(records(1))
})

it('stops before the record that would exceed the limit', () => {
  const page = takeFromMarker(records(1, 2, 3), { from: 0, limit: 5, weigh: () => 2 })
  expect(page).toEqual(records(1, 2))
})

it('never returns more than a thousand records', () => {
  const all = Array.from({ length: 1200 }, (_, place) => ({ syncMarker: place + 1 }))
  expect(takeFromMarker(all, { from: 0, limit: 5000 })).toHaveLength(1000)
})

it('gives a reader that follows the highest marker every record once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (markers, limit) => {
      const seen: number[] = []
      for (let from = 0; ; from = Math.max(...seen) + 1) {
        const page = takeFromMarker(records(...markers), { from, limit })
        if (page.length === 0) break
        seen.push(...page.map(({ syncMarker }) => syncMarker))
      }
      expect(seen).toEqual([...markers].sort((left, right) => left - right))
    }),
  )
})

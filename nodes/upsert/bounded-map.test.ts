import { expect, it } from 'vitest'
import { createBoundedMap } from './bounded-map.ts'

it('keeps what was set last', () => {
  const map = createBoundedMap<number>(3)
  for (const value of [1, 2, 3, 4, 5]) map.set(String(value), value)
  expect([3, 4, 5].map((value) => map.get(String(value)))).toEqual([3, 4, 5])
})

it('forgets what was not used for two generations', () => {
  const map = createBoundedMap<number>(3)
  for (const value of [1, 2, 3, 4, 5, 6, 7]) map.set(String(value), value)
  expect(map.get('1')).toBeUndefined()
})

it('keeps what is used again and again', () => {
  const map = createBoundedMap<string>(3)
  map.set('shawl', 'here')
  for (let value = 0; value < 100; value += 1) {
    map.set(String(value), 'other')
    map.get('shawl')
  }
  expect(map.get('shawl')).toBe('here')
})

it('takes the newer value of a key', () => {
  const map = createBoundedMap<number>(2)
  map.set('a', 1)
  map.set('b', 1)
  map.set('a', 2)
  expect(map.get('a')).toBe(2)
})

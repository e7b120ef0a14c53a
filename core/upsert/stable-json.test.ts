import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stableJson } from './stable-json.ts'

it('is the same whatever order members came in', () => {
  expect(stableJson({ b: [{ y: 1, x: 2 }], a: { d: null, c: 'é' } })).toBe('{"a":{"c":"é","d":null},"b":[{"x":2,"y":1}]}')
})

it('leaves out what is undefined, as JSON does', () => {
  expect(stableJson({ b: undefined, a: 1 })).toBe(stableJson({ a: 1 }))
})

it('says the same as the value it was made of', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(stableJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

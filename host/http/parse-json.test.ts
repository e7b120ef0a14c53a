import { expect, it } from 'vitest'
import { parseJson } from './parse-json.ts'

it('keeps whole numbers that JavaScript would round, as text', () => {
  expect(parseJson('{"id":9007199254740993,"small":42}')).toEqual({ id: '9007199254740993', small: 42 })
})

it('finds such a number wherever it stands', () => {
  for (let before = 0; before < 40; before++) {
    expect(parseJson(`${' '.repeat(before)}[9007199254740993]`)).toEqual(['9007199254740993'])
  }
})

it('keeps a number that would become infinite, as text', () => {
  expect(parseJson('[1e400, 1e2]')).toEqual(['1e400', 100])
})

it('leaves long fractions numbers', () => {
  expect(typeof parseJson('0.12345678901234567')).toBe('number')
})

it('does not let a body reach the prototype of objects', () => {
  parseJson('{"__proto__":{"polluted":true},"n":12345678901234567890}')
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

it('does not quote the body when it is no JSON', () => {
  expect(() => parseJson('<html>secret</html>')).toThrow(expect.objectContaining({ message: 'not JSON' }))
})

it.each([
  ['brackets', '['.repeat(100_000)],
  ['brackets around a huge number', `${'['.repeat(100_000)}12345678901234567890${']'.repeat(100_000)}`],
])('ends with an answer or a plain error on 100,000 nested %s', (_what, text) => {
  let outcome = 'value'
  try {
    parseJson(text)
  } catch (error) {
    outcome = String(error)
  }
  expect(['value', 'SyntaxError: not JSON']).toContain(outcome)
})

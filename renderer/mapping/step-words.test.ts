import { expect, it } from 'vitest'
import { parameterShown, stepWords } from './step-words.ts'

it.each([
  [{ do: 'trim' }, ''],
  [{ do: 'replace', find: 'a', with: 'b' }, '“a” · “b”'],
  [{ do: 'round', decimals: 2 }, '2'],
  [{ do: 'value-map', table: { a: 'b', c: 'd' }, unmapped: 'keep' }, '2 · stays as it is'],
  [{ do: 'value-map', table: {}, unmapped: 'fail' }, '0'],
  [{ do: 'add', with: { path: 'data.x' } }, 'data.x'],
  [{ do: 'gone' }, ''],
])('says %j as "%s"', (step, words) => {
  expect(stepWords(step)).toBe(words)
})

it('asks for the value of all others only where it is used', () => {
  expect(parameterShown({ do: 'value-map', unmapped: 'fail' }, 'default')).toBe(false)
  expect(parameterShown({ do: 'value-map', unmapped: 'default' }, 'default')).toBe(true)
})

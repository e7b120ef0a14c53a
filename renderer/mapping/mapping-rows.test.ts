import { expect, it } from 'vitest'
import { changeStart, describeValue, moved, pathsOf, readRows, rowOf, withSteps } from './mapping-rows.ts'

it('reads the rows of a setting and leaves out what is no mapping', () => {
  expect(readRows([{ target: 'a', path: 'data.a' }, 'x', { path: 'data.b' }])).toEqual([{ target: 'a', path: 'data.a' }])
  expect(readRows(undefined)).toEqual([])
})

it('keeps target, note and steps when a value begins another way', () => {
  const row = { target: 'note', note: 'why', path: 'data.number', steps: [{ do: 'trim' }] }
  expect(changeStart(row, 'template')).toEqual({ target: 'note', note: 'why', template: '{data.number}', steps: [{ do: 'trim' }] })
})

it('carries a field into the first of several and back', () => {
  const several = changeStart({ path: 'data.a' }, 'firstOf')
  expect(several).toEqual({ firstOf: [{ path: 'data.a' }] })
  expect(changeStart(several, 'path')).toEqual({ path: 'data.a' })
})

it('joins what was the first of several', () => {
  expect(changeStart({ firstOf: [{ path: 'data.a' }, { path: 'data.b' }] }, 'join')).toEqual({
    join: [{ path: 'data.a' }, { path: 'data.b' }],
    separator: ' ',
  })
})

it('leaves no empty list of steps behind', () => {
  expect(withSteps({ path: 'a', steps: [{ do: 'trim' }] }, [])).toEqual({ path: 'a' })
})

it.each([
  [0, 2, ['b', 'c', 'a']],
  [2, 0, ['c', 'a', 'b']],
  [1, 9, ['a', 'c', 'b']],
])('moves what stands at %i to %i', (from, to, expected) => {
  expect(moved(['a', 'b', 'c'], from, to)).toEqual(expected)
})

it('finds the row that fills a target', () => {
  expect(rowOf([{ target: 'a', constant: 1 }], 'a')).toBe(0)
  expect(rowOf([], 'a')).toBe(-1)
})

it('says in words how a value begins', () => {
  expect(describeValue({ constant: 'EUR' })).toBe('“EUR”')
  expect(describeValue({ join: [{ path: 'data.a' }, { constant: '-' }] })).toBe('data.a + “-”')
})

it('finds every field a value reads', () => {
  expect(pathsOf([{ template: 'Order {data.number}', steps: [{ do: 'if-empty', value: { path: 'key' } }] }])).toEqual([
    'data.number',
    'key',
  ])
})

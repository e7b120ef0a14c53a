import { expect, it } from 'vitest'
import { diffData } from './record-diff.ts'

it('finds nothing between equal records', () => {
  expect(diffData({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([])
})

it('names the place of a change inside a line', () => {
  expect(diffData({ lines: [{ taxCode: '1' }] }, { lines: [{ taxCode: '21% incl.' }] })).toEqual([
    { path: 'lines[0].taxCode', from: '1', to: '21% incl.', kind: 'changed' },
  ])
})

it('tells what came and what went', () => {
  expect(diffData({ a: 1, gone: 2 }, { a: 1, new: 3 })).toEqual([
    { path: 'gone', from: 2, to: undefined, kind: 'removed' },
    { path: 'new', from: undefined, to: 3, kind: 'added' },
  ])
})

it('takes a list that became text as one change', () => {
  expect(diffData({ a: ['x'] }, { a: 'x' })).toEqual([{ path: 'a', from: ['x'], to: 'x', kind: 'changed' }])
})

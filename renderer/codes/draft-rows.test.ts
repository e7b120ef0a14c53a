import { expect, it } from 'vitest'
import { codesWithoutRow, newRow, noteOf, problemsOf, toDrafts, toRows, unmatchedCodes, withAllCodes, withMatches } from './draft-rows.ts'

const source = [
  { value: '1', label: 'High' },
  { value: '2', label: 'Low' },
]

it('keeps only rows with a target, and leaves out what holds for any code or country', () => {
  const drafts = [newRow({ from: '1', to: 'A' }), newRow({ from: '2' }), newRow({ country: 'BE', to: 'B' }), newRow()]
  expect(toRows(drafts)).toEqual([
    { from: '1', to: 'A' },
    { country: 'BE', to: 'B' },
  ])
})

it('keeps a row back while its country is half typed', () => {
  const drafts = [newRow({ from: '1', country: 'B', to: 'A' })]
  expect(toRows(drafts)).toEqual([])
  expect([...problemsOf(drafts).values()]).toEqual(['no-country'])
})

it('offers a row for each code of the source that has none', () => {
  const drafts = withAllCodes(toDrafts([{ from: '2', to: 'B' }]), source)
  expect(drafts.map(({ from, to }) => [from, to])).toEqual([
    ['2', 'B'],
    ['1', ''],
  ])
  expect(codesWithoutRow(drafts, source)).toEqual([])
  expect(unmatchedCodes(drafts, source).map(({ value }) => value)).toEqual(['1'])
})

it('asks for no rows where one takes every code', () => {
  expect(withAllCodes(toDrafts([{ to: 'A' }]), source)).toHaveLength(1)
  expect(withAllCodes(toDrafts([{ country: 'BE', to: 'A' }]), source)).toHaveLength(3)
})

it('fills in matches and leaves what a person chose', () => {
  const drafts = [newRow({ from: '1', to: 'mine' }), newRow({ from: '2' })]
  const matched = withMatches(drafts, {
    rows: [
      { from: '1', to: 'A' },
      { from: '2', to: 'B' },
      { from: '3', to: 'C' },
    ],
    doubtful: ['2'],
  })
  expect(toRows(matched)).toEqual([
    { from: '1', to: 'mine' },
    { from: '2', to: 'B' },
    { from: '3', to: 'C' },
  ])
  expect(matched.map(({ isDoubtful = false }) => isDoubtful)).toEqual([false, true, false])
})

it('names the second of two rows for the same code and country', () => {
  const [first, other, again] = [
    newRow({ from: '1', to: 'A' }),
    newRow({ from: '1', country: 'BE', to: 'B' }),
    newRow({ from: '1', to: 'C' }),
  ]
  expect([...problemsOf([first, other, again])]).toEqual([[again.id, 'twice']])
})

it('says of a row what its systems do not know', () => {
  const known = { source: new Set(['1']), target: new Set(['A']) }
  expect(noteOf(newRow({ from: '1' }), known)).toBe('no-target')
  expect(noteOf(newRow({ from: '1', to: 'X' }), known)).toBe('unknown-target')
  expect(noteOf(newRow({ from: '9', to: 'A' }), known)).toBe('unknown-source')
  expect(noteOf(newRow({ from: '9', to: 'X' }), { source: undefined, target: undefined })).toBeUndefined()
  expect(noteOf(newRow(), known)).toBeUndefined()
})

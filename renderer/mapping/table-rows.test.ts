import { expect, it } from 'vitest'
import { toRows, toTable } from './table-rows.ts'

it('keeps a number a number while its row is not touched', () => {
  expect(toTable(toRows({ '1': 21, '2': 'nine' }))).toEqual({ '1': 21, '2': 'nine' })
})

it('makes no table of two rows for one value', () => {
  const row = { from: '1', to: 'x', was: undefined }
  expect(toTable([row, row])).toBeUndefined()
})

it('stores what was typed over', () => {
  const [row] = toRows({ '1': 21 })
  if (!row) throw new Error('There is no row.')
  expect(toTable([{ ...row, to: '9' }])).toEqual({ '1': '9' })
})

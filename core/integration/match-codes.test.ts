import { expect, it } from 'vitest'
import { matchCodes } from './match-codes.ts'

const choice = (value: string, label = value, rate?: string) => ({ value, label, ...(rate !== undefined && { rate }) })

it('matches taxes by their percentage, however it is written', () => {
  const { rows } = matchCodes(
    'tax-code',
    [choice('1', 'VAT code 1', '21.00'), choice('2', 'VAT code 2', '9')],
    [choice('low', 'Low', '9.0'), choice('high', 'High', '21')],
  )
  expect(rows).toEqual([
    { from: '1', to: 'high' },
    { from: '2', to: 'low' },
  ])
})

it('never takes one percentage for another because the names look alike', () => {
  expect(matchCodes('tax-code', [choice('1', 'High', '21')], [choice('x', 'High', '19')]).unmatched).toHaveLength(1)
})

it('tells codes of one percentage apart by name, and says when it cannot', () => {
  const to = [choice('a', 'Goods', '21'), choice('b', 'Services', '21')]
  expect(matchCodes('tax-code', [choice('1', 'Services', '21')], to)).toMatchObject({ rows: [{ from: '1', to: 'b' }], doubtful: [] })
  expect(matchCodes('tax-code', [choice('1', 'High', '21')], to)).toMatchObject({ rows: [{ from: '1', to: 'a' }], doubtful: ['1'] })
})

it.each([
  ['the same name in other letters', 'Café', 'CAFE'],
  ['a code that stands in the label', 'POSTNL', 'POSTNL · Post'],
  ['a name inside a longer one', 'Post NL', 'Bezorging met Post NL'],
  ['words in common', 'Standaard bezorging', 'Bezorging aan huis'],
])('matches %s', (_what, one, other) => {
  expect(matchCodes('shipping-method', [choice('s', one)], [choice('n', 'Afhalen'), choice('t', other)]).rows).toEqual([
    { from: 's', to: 't' },
  ])
})

it('prefers the equal name to the one that holds it', () => {
  const to = [choice('a', 'Post express'), choice('b', 'Post')]
  expect(matchCodes('shipping-method', [choice('s', 'Post')], to)).toMatchObject({ rows: [{ from: 's', to: 'b' }], doubtful: [] })
})

it('leaves to a person what resembles nothing', () => {
  expect(matchCodes('payment-method', [choice('PIN')], [choice('Overboeking')])).toEqual({
    rows: [],
    doubtful: [],
    unmatched: [choice('PIN')],
  })
})

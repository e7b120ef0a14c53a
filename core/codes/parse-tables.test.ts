import { expect, it } from 'vitest'
import { parseCodeTables } from './parse-tables.ts'

const problemsOf = (input: unknown) => {
  const parsed = parseCodeTables(input)
  return parsed.ok ? [] : parsed.problems
}

it('fills in what becomes of codes without a row', () => {
  expect(parseCodeTables([{ kind: 'tax-code', rows: [] }])).toEqual({
    ok: true,
    tables: [{ kind: 'tax-code', rows: [], missing: 'fail' }],
  })
})

it.each([
  ['something that is no list', {}, ['']],
  ['a kind nobody knows', [{ kind: 'colour', rows: [] }], ['[0].kind']],
  ['a country that is none', [{ kind: 'tax-code', rows: [{ country: 'Holland', to: '1' }] }], ['[0].rows[0].country']],
  ['a row that leads nowhere', [{ kind: 'tax-code', rows: [{ from: '1', to: '' }] }], ['[0].rows[0].to']],
  [
    'a second table of a kind',
    [
      { kind: 'tax-code', rows: [] },
      { kind: 'tax-code', rows: [] },
    ],
    ['[1].kind'],
  ],
  ['a default that is missing', [{ kind: 'tax-code', rows: [], missing: 'default' }], ['[0].default']],
  [
    'the same row twice',
    [
      {
        kind: 'tax-code',
        rows: [
          { from: '1', to: 'a' },
          { from: '1', country: 'NL', to: 'b' },
          { from: '1', to: 'c' },
        ],
      },
    ],
    ['[0].rows[2]'],
  ],
  ['two rows for everything', [{ kind: 'tax-code', rows: [{ to: 'a' }, { to: 'b' }] }], ['[0].rows[1]']],
  ['a source that is no path', [{ kind: 'tax-code', rows: [], source: 'lines[' }], ['[0].source']],
  ['a target among what the source sent', [{ kind: 'tax-code', rows: [], target: 'raw.status' }], ['[0].target']],
  ['a target in one line alone', [{ kind: 'tax-code', rows: [], target: 'lines[0].taxCode' }], ['[0].target']],
  ['lines of another list', [{ kind: 'tax-code', rows: [], source: 'raw.lines[].vat', target: 'lines[].taxCode' }], ['[0].source']],
])('names the place of %s', (_what, input, places) => {
  expect(problemsOf(input).map(({ path }) => path)).toEqual(places)
})

it('says which rows stand in each other’s way', () => {
  const rows = [
    { from: '1', country: 'NL', to: 'a' },
    { from: '1', country: 'NL', to: 'b' },
  ]
  expect(problemsOf([{ kind: 'tax-code', rows }])).toEqual([
    { path: '[0].rows[1]', message: 'Tax codes: "1" for NL has a row already, the 1st; which of them holds for "b" cannot be told' },
  ])
})

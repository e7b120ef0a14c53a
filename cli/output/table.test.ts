import { expect, it } from 'vitest'
import { formatTable, safeText } from './table.ts'

it('pads columns to their widest cell and leaves no blanks at the end of a line', () => {
  const text = formatTable(
    [
      ['Books', 'odoo'],
      ['Till', ''],
    ],
    { head: ['name', 'system'] },
  )
  expect(text.split('\n')).toEqual(['name   system', 'Books  odoo', 'Till'])
})

it('puts numbers to the right', () => {
  expect(
    formatTable(
      [
        ['created', '7'],
        ['failed', '112'],
      ],
      { right: [1] },
    ),
  ).toBe('created    7\nfailed   112')
})

it('counts a letter outside the basic plane once and colours not at all', () => {
  const lines = formatTable([
    ['𝔸', 'x'],
    ['\u001b[31mab\u001b[39m', 'y'],
  ]).split('\n')
  expect(lines).toEqual(['𝔸   x', '\u001b[31mab\u001b[39m  y'])
})

it('of nothing is nothing', () => {
  expect(formatTable([])).toBe('')
})

it.each([
  ['the escape that begins a command to the terminal', '\u001b[2J', '\\u001b[2J'],
  ['the one-byte form of it', '\u009b2J', '\\u009b2J'],
  ['a carriage return that would overwrite the line', 'paid\rfree', 'paid\\u000dfree'],
  ['backspaces', 'a\b\u007f', 'a\\u0008\\u007f'],
  ['a bell', '\u0007', '\\u0007'],
  ['what turns the direction of reading round', 'exe.\u202egpj', 'exe.\\u202egpj'],
  ['an isolate', '\u2066x\u2069', '\\u2066x\\u2069'],
  ['a line separator', 'a\u2028b', 'a\\u2028b'],
  ['a line break, as a mark', 'first\nsecond', 'first ⏎ second'],
])('shows %s as text', (_what, given, shown) => {
  expect(safeText(given)).toBe(shown)
})

it('leaves letters of every language alone', () => {
  const names = "Guus in 't Veld · Łukasz Wójcik · محمد العلوي · Ayşe · 🧥"
  expect(safeText(names)).toBe(names)
})

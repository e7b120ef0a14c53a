import { describe, expect, it } from 'vitest'
import { dayOf, decimalOf, momentOf } from './values.ts'

describe('numbers of Odoo', () => {
  it.each([
    [12.1, '12.1'],
    [0.30000000000000004, '0.3'],
    [-0, '0'],
    [1e21, '1000000000000000000000'],
    ['12345678901234567890', '12345678901234567890'],
  ])('%s are the decimal %s', (value, decimal) => {
    expect(decimalOf(value)).toBe(decimal)
  })

  it.each([false, null, undefined])('are absent where Odoo says %s', (value) => {
    expect(decimalOf(value)).toBeUndefined()
  })

  it.each(['12,10', '1e400', '', true, [5]])('are not %s', (value) => {
    expect(() => decimalOf(value)).toThrow(expect.objectContaining({ code: 'number-unreadable', fix: 'user' }))
  })
})

describe('moments of Odoo', () => {
  it('are UTC, and lose their fraction', () => {
    expect(momentOf('2026-11-22 00:34:48.123456')).toBe('2026-11-22T00:34:48Z')
  })

  it.each(['32 Foo', '2026-02-31 10:00:00', '2026-11-22 25:00:00', '2026-11-22'])('are not %s', (value) => {
    expect(() => momentOf(value)).toThrow(expect.objectContaining({ code: 'date-unreadable', message: `"${value}" is no date.` }))
  })
})

it.each([
  ['2026-11-22 23:30:00', '2026-11-22'],
  ['2026-11-22', '2026-11-22'],
  [false, undefined],
])('the day of %s is %s', (value, day) => {
  expect(dayOf(value)).toBe(day)
})

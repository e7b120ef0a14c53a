import { describe, expect, it } from 'vitest'
import { DataError, VendorError } from './errors.ts'
import type { FlowRecord } from './record.ts'
import { translatePage } from './translate-page.ts'

interface Row {
  readonly number: string
  readonly day?: string
}

const nameOf = (row: Row) => ({
  ...{ entity: 'order', key: row.number, raw: row },
  origin: { connector: 'shop', account: 'demo', id: `id-${row.number}` },
})
const recordOf = (row: Row): FlowRecord<Row> => ({ ...nameOf(row), data: row })

/** Translates rows; one that has a day fails with what `fail` throws. */
function translate(rows: readonly Row[], fail: (day: string) => unknown = (day) => new DataError(`"${day}" is no date.`)) {
  return translatePage(rows, {
    name: nameOf,
    translate: (row) => {
      if (row.day !== undefined) throw fail(row.day)
      return recordOf(row)
    },
  })
}

const bad: Row = { number: '2026-1042', day: '32 Foo' }

describe('a page with a record that cannot be understood', () => {
  it('gives the others, in order', () => {
    const { records } = translate([{ number: '1' }, bad, { number: '3' }])
    expect(records.map(({ key }) => key)).toEqual(['1', '3'])
  })

  it('gives that one as it came, under its name', () => {
    const { unreadable } = translate([{ number: '1' }, bad])
    expect(unreadable).toMatchObject([nameOf(bad)])
  })

  it('says which record and which value it is, and what to do', () => {
    const [one] = translate([bad], (day) => new DataError(`"${day}" is no date.`, { code: 'date-unreadable', facts: { day } })).unreadable
    expect(one?.error).toBeInstanceOf(DataError)
    expect(one?.error).toMatchObject({
      message: 'Order 2026-1042: "32 Foo" is no date.',
      code: 'date-unreadable',
      hint: expect.stringContaining('read again'),
      facts: { day: '32 Foo' },
    })
  })

  it('is the matter of that record, also when the vendor is to blame', () => {
    const [one] = translate([bad], () => new VendorError('The shop sent rubbish.', { code: 'rubbish', hint: 'Ask the shop.' })).unreadable
    expect(one?.error).toBeInstanceOf(DataError)
    expect(one?.error).toMatchObject({ code: 'rubbish', hint: 'Ask the shop.', message: 'Order 2026-1042: The shop sent rubbish.' })
  })

  it('names a record once when its error does so already', () => {
    const [one] = translate([bad], () => new DataError('Order 2026-1042 has no lines.')).unreadable
    expect(one?.error).toMatchObject({ message: 'Order 2026-1042 has no lines.' })
  })

  it('calls what is our own mistake a defect, and names the record', () => {
    const [one] = translate([bad], () => new TypeError('x is not a function')).unreadable
    expect(one?.error).toMatchObject({ code: 'defect', fix: 'developer', message: 'Order 2026-1042: Unexpected: x is not a function' })
  })
})

it('takes several records, and none, for one that the source sent', () => {
  const { records, unreadable } = translatePage([{ number: '2' }, { number: '0' }], {
    name: nameOf,
    translate: (row) => Array.from({ length: Number(row.number) }, () => recordOf(row)),
  })
  expect([records.map(({ key }) => key), unreadable]).toEqual([['2', '2'], []])
})

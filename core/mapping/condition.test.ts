import { describe, expect, it } from 'vitest'
import { DataError } from '#core/kit/errors.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { type Condition, compileCondition, parseCondition } from './condition.ts'
import { describeCondition } from './describe-condition.ts'

const order = (data: Readonly<Record<string, unknown>> = {}): FlowRecord => ({
  entity: 'order',
  key: '1042',
  data: {
    status: 'open',
    paymentState: 'unpaid',
    placedAt: '2026-11-22T23:30:00+01:00',
    totals: { incl: '120.10' },
    lines: [
      { sku: '100', quantity: '2' },
      { sku: '200', quantity: '10' },
    ],
    ...data,
  },
  raw: { orderType: 7 },
  origin: { connector: 'mplus', account: 'till' },
})

const holds = (condition: Condition, record = order()) => compileCondition(condition).test(record)

describe('a condition', () => {
  it.each<[Condition, boolean]>([
    [{ path: 'data.status', is: 'equals', value: 'open' }, true],
    [{ path: 'data.status', is: 'equals', value: 'OPEN' }, false],
    [{ path: 'data.status', is: 'equals', value: 'OPEN', ignoreCase: true }, true],
    [{ path: 'raw.orderType', is: 'equals', value: '7' }, true],
    [{ path: 'data.status', is: 'not-equals', value: 'open' }, false],
    [{ path: 'data.status', is: 'one-of', values: ['open', 'delivered'] }, true],
    [{ path: 'data.status', is: 'none-of', values: ['open', 'delivered'] }, false],
    [{ path: 'data.status', is: 'contains', value: 'pe' }, true],
    [{ path: 'data.status', is: 'not-contains', value: 'pe' }, false],
    [{ path: 'data.status', is: 'starts-with', value: 'op' }, true],
    [{ path: 'data.status', is: 'ends-with', value: 'op' }, false],
    [{ path: 'data.note', is: 'empty' }, true],
    [{ path: 'data.lines', is: 'not-empty' }, true],
    [{ path: 'data.totals.incl', is: 'greater', value: '120.1' }, false],
    [{ path: 'data.totals.incl', is: 'greater-or-equal', value: '120.1' }, true],
    [{ path: 'data.totals.incl', is: 'equals-number', value: 120.1 }, true],
    [{ path: 'data.totals.incl', is: 'less', value: 1000 }, true],
    [{ path: 'data.totals.none', is: 'less', value: 1000 }, false],
    [{ path: 'data.placedAt', is: 'on-or-after', value: '2026-11-22' }, true],
    [{ path: 'data.placedAt', is: 'after', value: '2026-11-22' }, false],
    [{ path: 'data.placedAt', is: 'before', value: '2026-11-22T22:31:00Z' }, true],
    [{ path: 'data.lines', is: 'has-line', where: { path: 'quantity', is: 'greater', value: 5 } }, true],
    [{ path: 'data.lines', is: 'has-no-line', where: { path: 'sku', is: 'equals', value: '200' } }, false],
    [{ path: 'data.lines', is: 'has-line', where: { path: '$number', is: 'equals', value: 2 } }, true],
    [{ path: 'origin.connector', is: 'equals', value: 'mplus' }, true],
  ])('%j gives %s', (condition, expected) => {
    expect(holds(condition)).toBe(expected)
  })

  it('combines all, any and not', () => {
    const open: Condition = { path: 'data.status', is: 'equals', value: 'open' }
    const paid: Condition = { path: 'data.paymentState', is: 'equals', value: 'paid' }
    expect([holds({ all: [open, paid] }), holds({ any: [open, paid] }), holds({ all: [open, { not: paid }] })]).toEqual([false, true, true])
  })

  it('fails a record whose value is no number instead of letting it slip through', () => {
    const condition: Condition = { not: { path: 'data.totals.incl', is: 'greater', value: 100 } }
    expect(() => holds(condition, order({ totals: { incl: 'abc' } }))).toThrow(
      expect.objectContaining({
        constructor: DataError,
        code: 'not-a-number',
        message: 'Order 1042 cannot be compared: "abc" is not a number.',
      }),
    )
  })
})

describe('a condition that failed', () => {
  const explain = (condition: Condition) => compileCondition(condition).explain(order())

  it('names the first part of "all" that failed', () => {
    const condition: Condition = {
      all: [
        { path: 'data.status', is: 'equals', value: 'open' },
        { path: 'data.paymentState', is: 'equals', value: 'paid' },
      ],
    }
    expect(explain(condition)).toBe('payment state is "unpaid", wanted "paid"')
  })

  it('names every part of "any"', () => {
    const condition: Condition = {
      any: [
        { path: 'data.status', is: 'one-of', values: ['delivered', 'completed'] },
        { path: 'data.totals.incl', is: 'greater', value: 500 },
      ],
    }
    expect(explain(condition)).toBe(
      'status is "open", wanted one of "delivered", "completed"; totals incl is "120.10", wanted more than 500',
    )
  })

  it('says of "not" what should not have been', () => {
    expect(explain({ not: { path: 'data.status', is: 'equals', value: 'open' } })).toBe('status is "open", wanted anything but "open"')
  })

  it('says of lines that none was as wanted', () => {
    expect(explain({ path: 'data.lines', is: 'has-line', where: { path: 'sku', is: 'equals', value: '300' } })).toBe(
      'lines hold no line as wanted; in the first, sku is "100", wanted "300"',
    )
  })
})

describe('a malformed condition', () => {
  it.each<[unknown, string, string]>([
    ['paid', '', 'is not a condition'],
    [null, '', 'is not a condition'],
    [
      {
        all: [
          { path: 'data.x', is: 'equals', value: 1 },
          { path: 'data.y', is: 'resembles' },
        ],
      },
      'all[1].is',
      'equals',
    ],
    [{ any: [{ path: 'status', is: 'empty' }] }, 'any[0].path', 'write for example data.status'],
    [{ path: 'data.__proto__.x', is: 'empty' }, 'path', 'cannot be part of a path'],
    [{ path: 'data.total', is: 'greater', value: 'much' }, '', 'needs a number'],
    [{ path: 'data.total', is: 'equals' }, '', 'needs a value'],
    [{ path: 'data.lines', is: 'has-line', where: { path: 'sku', is: 'one-of' } }, 'where', 'needs a list of values'],
    [{ not: { path: 'data.x', is: 'empty', colour: 'red' } }, 'not', 'colour'],
  ])('%j is told with its place', (input, path, message) => {
    expect(parseCondition(input)).toEqual({ ok: false, problems: [{ path, message: expect.stringContaining(message) }] })
  })

  it('may be nested without end and still only gives a problem', () => {
    let deep: unknown = { path: 'data.x', is: 'empty' }
    for (let level = 0; level < 5_000; level++) deep = { not: deep }
    expect(parseCondition(deep)).toMatchObject({ ok: false })
  })
})

it('describes itself in one line', () => {
  const condition: Condition = {
    all: [
      { path: 'data.status', is: 'one-of', values: ['open', 'delivered'] },
      {
        any: [
          { path: 'data.note', is: 'empty' },
          { path: 'data.totals.incl', is: 'greater', value: 100 },
        ],
      },
    ],
  }
  expect(describeCondition(condition)).toBe('status is one of "open", "delivered" and (note is empty or totals incl is more than 100)')
})

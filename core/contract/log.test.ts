import { expect, expectTypeOf, it } from 'vitest'
import { dataRequests } from './data.ts'
import type { ArgumentsOf, ResultOf } from './define.ts'
import { type LogFilter, type LogRow, logRequests } from './log.ts'

const takes = (name: keyof typeof logRequests, given: unknown) => logRequests[name].arguments.safeParse(given).success
const takesData = (name: keyof typeof dataRequests, given: unknown) => dataRequests[name].arguments.safeParse(given).success

it('takes a filter with anything or nothing in it, and no more than it knows', () => {
  expect(takes('log:open', { filter: {} })).toBe(true)
  expect(takes('log:open', { filter: { outcomes: ['failed'], levels: ['warn'], from: 0, to: 1, text: 'chair' } })).toBe(true)
  expect(takes('log:open', { filter: { outcomes: ['exploded'] } })).toBe(false)
  expect(takes('log:open', { filter: { sql: '1=1' } })).toBe(false)
  expect(takes('log:open', { filter: { runId: 1.5 } })).toBe(false)
})

it('bounds how much is asked for at once', () => {
  expect(takes('log:rows', { viewId: 'v', offset: 0, limit: 501 })).toBe(false)
  expect(takes('log:rows', { viewId: 'v', offset: -1, limit: 10 })).toBe(false)
  expect(takes('log:export', { viewId: 'v', format: 'csv', places: Array.from({ length: 100_001 }, (_, index) => index) })).toBe(false)
  const place = { flowId: 'f', nodeId: 'n', side: 'in' }
  expect(takesData('data:rows', { ...place, offset: 0, limit: 500 })).toBe(true)
  expect(takesData('data:rows', { ...place, offset: 0, limit: 501 })).toBe(false)
  expect(takesData('data:rows', { ...place, side: 'inside', offset: 0, limit: 1 })).toBe(false)
  expect(takesData('data:pin', { flowId: 'f', nodeId: 'n', records: Array.from({ length: 1_001 }, () => ({})) })).toBe(false)
})

it('types what goes in and what comes out', () => {
  expectTypeOf<ArgumentsOf<(typeof logRequests)['log:open']>['filter']>().toExtend<LogFilter>()
  expectTypeOf<ResultOf<(typeof logRequests)['log:rows']>>().toEqualTypeOf<{ readonly rows: readonly LogRow[]; readonly total: number }>()
})

import { expect, it } from 'vitest'
import type { CallUse } from '#core/contract/connections.ts'
import { callsLeft, scarcest } from './call-uses.ts'

const use = (given: Partial<CallUse>): CallUse => ({ used: 0, limit: 500, per: 'hour', freesAt: 1, waitsUntil: null, ...given })
const of = (id: string, given: Partial<CallUse>) => ({ id, name: id, calls: use(given) })

it('calls the last tenth little', () => {
  expect(callsLeft(use({ used: 449 }))).toEqual({ left: 51, isScarce: false })
  expect(callsLeft(use({ used: 497 }))).toEqual({ left: 3, isScarce: true })
  expect(callsLeft(use({ used: 501 }))).toEqual({ left: 0, isScarce: true })
})

it('names the connection that holds a run up first', () => {
  expect(scarcest([of('a', { used: 480 }), of('b', { used: 499 }), of('c', {})])?.id).toBe('b')
  expect(scarcest([of('a', { used: 500 }), of('b', { used: 10, waitsUntil: 99 })])?.id).toBe('b')
  expect(scarcest([of('a', { used: 10 })])).toBeUndefined()
})
